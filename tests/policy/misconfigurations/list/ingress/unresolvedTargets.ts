import { privateInstance } from "../../compliantStacks/resources/instances";
import type { Misconfiguration } from "../../misconfiguration";
import { added, declared, declaredRaw, idOf, joined, output, type Value } from "../../stackModel";
import {
  admittedGroup,
  functionInVpc,
  networkStack,
  officeIn,
  ofNetworkStack,
  privateRangeIn,
} from "../commonResources";

const rule = "no-ingress-but-cloudfront";
const foreignGroup = "sg-0f1e2d3c4b5a69788";

/** A function that the load balancer of the stack app admits, and an HTTP API in front of it. */
const apiToFunction = (integrationUri: Value) => [
  ...admittedGroup("app-function-group", "app-vpc", "app-balancer"),
  ...functionInVpc("app", "app-function", [idOf("app-function-group")]),
  declaredRaw("aws:apigatewayv2/api:Api", "app-api", { protocolType: "HTTP" }),
  declaredRaw("aws:apigatewayv2/integration:Integration", "app-integration", {
    apiId: idOf("app-api"),
    integrationType: "AWS_PROXY",
    integrationUri,
  }),
];

/** Targets, subnets and security groups that no resource of the stack resolves. */
export const unresolvedTargetMisconfigurations: Misconfiguration[] = [
  {
    id: "alias-of-a-function",
    base: "s3AndAlb",
    what: "An HTTP API calls the alias of a function that the load balancer admits.",
    rule,
    resource: "app-integration",
    change: added(
      ...apiToFunction(output("app-live", "invokeArn")),
      declaredRaw(
        "aws:lambda/alias:Alias",
        "app-live",
        { functionName: output("app-function", "name"), functionVersion: "1" },
        { invokeArn: "arn:aws:apigateway:eu-west-1:lambda:path/functions/live/invocations" },
      ),
    ),
    expectText: [/through this HTTP API: internet → .*app-function.* → .*app-alb/],
  },
  {
    id: "version-of-a-function",
    base: "s3AndAlb",
    what: "An HTTP API calls a version of a function by a joined ARN.",
    rule,
    resource: "app-integration",
    change: added(...apiToFunction(joined`${output("app-function", "arn")}:3`)),
  },
  {
    id: "stage-variable",
    base: "s3AndAlb",
    what: "A stage variable names the function that an HTTP API calls.",
    rule,
    resource: "app-integration",
    change: added(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a stage variable of API Gateway
      ...apiToFunction("arn:aws:lambda:eu-west-1:111122223333:function:${stageVariables.function}"),
    ),
  },
  {
    id: "unknown-target",
    base: "classicAlb",
    what: "Another stack names the target of a private integration, and the load balancer admits its VPC link.",
    rule,
    resource: "shop-integration",
    change: added(
      ...admittedGroup("shop-link-group", "shop-vpc", "shop-balancer"),
      declared("aws:apigatewayv2/vpcLink:VpcLink", "shop-link", {
        subnetIds: [idOf("shop-private-0")],
        securityGroupIds: [idOf("shop-link-group")],
      }),
      networkStack,
      declaredRaw("aws:apigatewayv2/integration:Integration", "shop-integration", {
        apiId: "a1b2c3d4e5",
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: ofNetworkStack(
          "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-0a1b2c3d",
        ),
        connectionType: "VPC_LINK",
        connectionId: idOf("shop-link"),
      }),
    ),
  },
  {
    id: "address-in-the-vpc",
    base: "dev",
    what: "A resource configuration of VPC Lattice names an address of the VPC, and the instances admit its gateway.",
    rule,
    resource: "site-shared",
    change: added(
      ...admittedGroup("site-gateway-group", "site-vpc", "site-instances", 8443),
      declaredRaw("aws:vpclattice/resourceGateway:ResourceGateway", "site-gateway", {
        vpcId: idOf("site-vpc"),
        subnetIds: [idOf("site-private-0")],
        securityGroupIds: [idOf("site-gateway-group")],
      }),
      declaredRaw("aws:vpclattice/resourceConfiguration:ResourceConfiguration", "site-shared", {
        resourceGatewayIdentifier: idOf("site-gateway"),
        portRanges: ["8443"],
        resourceConfigurationDefinition: { ipResource: { ipAddress: "10.0.0.20" } },
      }),
    ),
    expectText: [
      /every client of the service network reaches .*site-group through this VPC Lattice resource/,
    ],
  },
  {
    id: "subnet-of-another-stack",
    base: "dev",
    what: "A public host in a subnet of another stack may have any private address, and the load balancer admits these.",
    rule,
    resource: "site-host",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      networkStack,
      declared("aws:ec2/securityGroup:SecurityGroup", "site-host-group", { vpcId: idOf("site-vpc") }),
      officeIn("site-host-in", "site-host-group", 22),
      privateInstance("site-host", ofNetworkStack("subnet-0a1b2c3d4e5f60718"), [idOf("site-host-group")], {
        associatePublicIpAddress: true,
      }),
    ),
  },
  {
    id: "group-of-another-stack",
    base: "prod",
    what: "A function with a public URL has a security group of another stack, which the load balancer admits.",
    rule,
    resource: "site-function-url",
    change: added(
      networkStack,
      ...functionInVpc("site", "site-function", [ofNetworkStack(foreignGroup)]),
      declared("aws:lambda/functionUrl:FunctionUrl", "site-function-url", {
        functionName: output("site-function", "name"),
        authorizationType: "NONE",
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-foreign-in", {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        securityGroupId: idOf("site-balancer"),
        referencedSecurityGroupId: foreignGroup,
      }),
    ),
  },
  {
    id: "unknown-list-of-endpoints",
    base: "nlbAndEc2",
    what: "The endpoints of an accelerator come from another stack, and the instances admit an office.",
    rule,
    resource: "api-accelerated",
    change: added(
      officeIn("api-office", "api-instances", 8443),
      networkStack,
      declaredRaw("aws:globalaccelerator/endpointGroup:EndpointGroup", "api-accelerated", {
        listenerArn: "arn:aws:globalaccelerator::111122223333:accelerator/1234abcd/listener/0123vxyz",
        endpointConfigurations: ofNetworkStack([{ endpointId: "subnet-of-nobody" }], "array"),
      }),
    ),
    moments: ["preview"],
  },
];
