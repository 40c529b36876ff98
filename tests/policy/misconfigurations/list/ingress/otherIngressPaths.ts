import { privateInstance } from "../../compliantStacks/resources/instances";
import { trust } from "../../compliantStacks/resources/policies";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../../stackModel";
import { admittedGroup, officeIn } from "../commonResources";

const rule = "no-ingress-but-cloudfront";

/** Declares an endpoint group of an accelerator. */
const accelerated = (name: string, endpointId: ReturnType<typeof output>) =>
  declared("aws:globalaccelerator/endpointGroup:EndpointGroup", name, {
    listenerArn: "arn:aws:globalaccelerator::111122223333:accelerator/1234abcd/listener/0123vxyz",
    endpointGroupRegion: "eu-west-1",
    endpointConfigurations: [{ endpointId, weight: 100, clientIpPreservationEnabled: true }],
  });

/** Turns off security group rules for PrivateLink traffic. */
const unenforced = set("api-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off");

/** Ingress paths other than public addresses and load balancers. */
export const otherIngressPathMisconfigurations: Misconfiguration[] = [
  {
    id: "accelerator-to-alb",
    base: "dev",
    what: "An accelerator has the internal load balancer as its endpoint.",
    rule,
    resource: "site-accelerated",
    change: added(
      accelerated("site-accelerated", output("site-alb", "arn")),
      officeIn("site-office", "site-balancer"),
    ),
    expectText: [/site-accelerated/, /endpointConfigurations/, /site-alb/],
  },
  {
    id: "accelerator-to-instance",
    base: "nlbAndEc2",
    what: "An accelerator has an instance as its endpoint.",
    rule,
    resource: "api-accelerated",
    change: added(
      accelerated("api-accelerated", idOf("api-direct-instance")),
      officeIn("api-office", "api-direct"),
    ),
    expectText: [/api-accelerated/, /api-direct-instance/],
  },
  {
    id: "accelerator-custom-routing",
    base: "nlbAndEc2",
    what: "A custom routing accelerator has the subnet of the instances as its endpoint.",
    rule,
    resource: "api-routed",
    change: added(
      declared("aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup", "api-routed", {
        listenerArn: "arn:aws:globalaccelerator::111122223333:accelerator/1234abcd/listener/0123vxyz",
        destinationConfigurations: [{ fromPort: 8443, toPort: 8443, protocols: ["TCP"] }],
        endpointConfigurations: [{ endpointId: idOf("api-private-0") }],
      }),
      officeIn("api-office", "api-instances", 8443),
    ),
    expectText: [/api-routed/, /api-private-0/],
  },
  {
    id: "http-api-to-listener",
    base: "classicAlb",
    what: "An HTTP API forwards to the listener through a VPC link.",
    rule,
    resource: "shop-integration",
    change: added(
      ...admittedGroup("shop-link-group", "shop-vpc", "shop-balancer"),
      declared("aws:apigatewayv2/vpcLink:VpcLink", "shop-link", {
        subnetIds: [idOf("shop-private-0")],
        securityGroupIds: [idOf("shop-link-group")],
      }),
      declared("aws:apigatewayv2/api:Api", "shop-api", { protocolType: "HTTP" }),
      declared("aws:apigatewayv2/integration:Integration", "shop-integration", {
        apiId: idOf("shop-api"),
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: output("shop-https", "arn"),
        connectionType: "VPC_LINK",
        connectionId: idOf("shop-link"),
      }),
    ),
    expectText: [/shop-integration/, /shop-https|shop-alb/],
  },
  {
    id: "rest-api-to-nlb",
    base: "nlbAndEc2",
    what: "A REST API forwards to the Network Load Balancer through a VPC link.",
    rule,
    resource: "api-link",
    change: all(
      unenforced,
      added(
        declared("aws:apigateway/vpcLink:VpcLink", "api-link", { targetArn: output("api-nlb", "arn") }),
        declared("aws:apigateway/restApi:RestApi", "api-rest", {}),
        declared("aws:apigateway/integration:Integration", "api-integration", {
          restApi: idOf("api-rest"),
          resourceId: "root",
          httpMethod: "ANY",
          type: "HTTP_PROXY",
          integrationHttpMethod: "ANY",
          uri: "https://api.example.com/",
          connectionType: "VPC_LINK",
          connectionId: idOf("api-link"),
        }),
      ),
    ),
    expectText: [/api-link/, /api-nlb/],
  },
  {
    id: "function-url-inside-vpc",
    base: "s3AndAlb",
    what: "A function with a public URL runs in the VPC, and the load balancer admits its security group.",
    rule,
    resource: "app-function-url",
    change: added(
      ...admittedGroup("app-function-group", "app-vpc", "app-balancer"),
      declared("aws:iam/role:Role", "app-function-role", { assumeRolePolicy: trust("lambda.amazonaws.com") }),
      declared("aws:lambda/function:Function", "app-function", {
        role: output("app-function-role", "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "code-of-app",
        s3Key: "function.zip",
        vpcConfig: {
          subnetIds: [idOf("app-private-0")],
          securityGroupIds: [idOf("app-function-group")],
        },
      }),
      declared("aws:lambda/functionUrl:FunctionUrl", "app-function-url", {
        functionName: output("app-function", "name"),
        authorizationType: "NONE",
      }),
    ),
    expectText: [/app-function-url/, /app-function/, /app-alb/],
  },
  {
    id: "container-app-inside-vpc",
    base: "dev",
    what: "A public App Runner service has egress into the VPC, and the load balancer admits its security group.",
    rule,
    resource: "site-runner",
    change: added(
      ...admittedGroup("site-runner-group", "site-vpc", "site-balancer"),
      declared("aws:apprunner/vpcConnector:VpcConnector", "site-connector", {
        vpcConnectorName: "site",
        subnets: [idOf("site-private-0")],
        securityGroups: [idOf("site-runner-group")],
      }),
      declared("aws:apprunner/service:Service", "site-runner", {
        serviceName: "site",
        sourceConfiguration: {
          imageRepository: {
            imageIdentifier: "public.ecr.aws/nginx/nginx:stable",
            imageRepositoryType: "ECR_PUBLIC",
          },
        },
        networkConfiguration: {
          egressConfiguration: { egressType: "VPC", vpcConnectorArn: output("site-connector", "arn") },
        },
      }),
    ),
    expectText: [/site-runner/, /site-connector/, /site-alb/],
  },
  {
    id: "endpoint-service",
    base: "nlbAndEc2",
    what: "An endpoint service offers the Network Load Balancer to all accounts.",
    rule,
    resource: "api-offered",
    change: all(
      unenforced,
      added(
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
          acceptanceRequired: false,
          allowedPrincipals: ["*"],
          networkLoadBalancerArns: [output("api-nlb", "arn")],
        }),
      ),
    ),
    expectText: [/api-offered/, /networkLoadBalancerArns|allowedPrincipals/, /api-nlb/],
  },
  {
    id: "verified-access-endpoint",
    base: "prod",
    what: "A Verified Access endpoint publishes the internal load balancer.",
    rule,
    resource: "site-verified",
    change: added(
      ...admittedGroup("site-verified-group", "site-vpc", "site-balancer"),
      declared("aws:verifiedaccess/endpoint:Endpoint", "site-verified", {
        attachmentType: "vpc",
        endpointType: "load-balancer",
        verifiedAccessGroupId: "vagr-0a1b2c3d4e5f60718",
        securityGroupIds: [idOf("site-verified-group")],
        loadBalancerOptions: {
          loadBalancerArn: output("site-alb", "arn"),
          port: 443,
          protocol: "https",
          subnetIds: [idOf("site-private-0")],
        },
      }),
    ),
    expectText: [/site-verified/, /site-alb/],
  },
  {
    id: "public-host-that-is-admitted",
    base: "dev",
    what: "The load balancer admits a host with a public address, which admits an office.",
    rule,
    resource: "site-host",
    change: added(
      ...admittedGroup("site-host-group", "site-vpc", "site-balancer"),
      officeIn("site-host-in", "site-host-group", 22),
      privateInstance("site-host", idOf("site-public-0"), [idOf("site-host-group")], {
        associatePublicIpAddress: true,
      }),
    ),
    expectText: [/site-host-in/, /site-host/, /site-alb/],
  },
  {
    id: "continuous-deployment-unknown-distribution",
    base: "prod",
    what: "A continuous deployment policy from outside the stack sends viewers to an unknown distribution.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", "continuousDeploymentPolicyId", "0a1b2c3d-1111-2222-3333-444455556666"),
    expectText: [/continuousDeploymentPolicyId/],
  },
  {
    id: "group-of-groups",
    base: "classicAlb",
    what: "An inline rule of the load balancer admits the security group of a function with a public URL.",
    rule,
    resource: "shop-function-url",
    change: all(
      added(
        declared("aws:ec2/securityGroup:SecurityGroup", "shop-function-group", { vpcId: idOf("shop-vpc") }),
        declared("aws:lambda/function:Function", "shop-function", {
          role: output("shop-role", "arn"),
          runtime: "nodejs22.x",
          handler: "index.handler",
          s3Bucket: "code-of-shop",
          s3Key: "function.zip",
          vpcConfig: {
            subnetIds: [idOf("shop-private-0")],
            securityGroupIds: [idOf("shop-function-group")],
          },
        }),
        declared("aws:lambda/functionUrl:FunctionUrl", "shop-function-url", {
          functionName: output("shop-function", "arn"),
          authorizationType: "NONE",
        }),
      ),
      inserted("shop-balancer", "ingress", 0, {
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        securityGroups: [idOf("shop-function-group")],
      }),
    ),
    expectText: [/shop-function/, /shop-alb/],
  },
];
