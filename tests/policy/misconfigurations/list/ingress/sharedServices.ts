import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, declaredRaw, idOf, joined, output, set } from "../../stackModel";
import { admittedGroup, functionInVpc, OFFICE, officeIn, privateRangeIn } from "../commonResources";

const rule = "no-ingress-but-cloudfront";

/** A function that the load balancer of the stack app admits. */
const admittedFunction = [
  ...admittedGroup("app-function-group", "app-vpc", "app-balancer"),
  ...functionInVpc("app", "app-function", [idOf("app-function-group")]),
];

/** Ways into the VPC through services that are neither load balancers nor integrations of an API. */
export const sharedServiceMisconfigurations: Misconfiguration[] = [
  {
    id: "api-by-definition",
    base: "s3AndAlb",
    what: "The OpenAPI definition of a REST API has an integration with a function that the load balancer admits.",
    rule,
    resource: "app-rest",
    change: added(
      ...admittedFunction,
      declaredRaw("aws:apigateway/restApi:RestApi", "app-rest", {
        body: joined`{"paths":{"/":{"get":{"x-amazon-apigateway-integration":{"type":"aws_proxy","uri":"${output("app-function", "invokeArn")}"}}}}}`,
      }),
    ),
    expectText: [/^body: the internet reaches .*app-alb through this REST API/m],
  },
  {
    id: "api-by-quick-create",
    base: "s3AndAlb",
    what: "Quick create makes an HTTP API of a function that the load balancer admits.",
    rule,
    resource: "app-api",
    change: added(
      ...admittedFunction,
      declaredRaw("aws:apigatewayv2/api:Api", "app-api", {
        protocolType: "HTTP",
        target: output("app-function", "arn"),
      }),
    ),
  },
  {
    id: "graphql-data-source",
    base: "s3AndAlb",
    what: "A GraphQL API has a function as data source that the load balancer admits.",
    rule,
    resource: "app-source",
    change: added(
      ...admittedFunction,
      declaredRaw("aws:appsync/dataSource:DataSource", "app-source", {
        apiId: "abcdefghijklmnopqrstuvwxyz",
        type: "AWS_LAMBDA",
        lambdaConfig: { functionArn: output("app-function", "arn") },
      }),
    ),
  },
  {
    id: "function-behind-public-load-balancer",
    base: "s3AndAlb",
    what: "An internet-facing load balancer has a function as target that the protected load balancer admits.",
    rule,
    resource: "app-front",
    change: added(
      ...admittedFunction,
      declaredRaw("aws:lb/loadBalancer:LoadBalancer", "app-front", { internal: false }),
      declaredRaw("aws:lb/targetGroup:TargetGroup", "app-front-targets", { targetType: "lambda" }),
      declaredRaw("aws:lb/listener:Listener", "app-front-https", {
        loadBalancerArn: output("app-front", "arn"),
        defaultActions: [{ type: "forward", targetGroupArn: output("app-front-targets", "arn") }],
      }),
      declaredRaw("aws:lb/targetGroupAttachment:TargetGroupAttachment", "app-front-function", {
        targetGroupArn: output("app-front-targets", "arn"),
        targetId: output("app-function", "arn"),
      }),
    ),
  },
  {
    id: "function-that-everybody-may-call",
    base: "s3AndAlb",
    what: "A permission lets every account call a function that the load balancer admits.",
    rule,
    resource: "app-everybody",
    change: added(
      ...admittedFunction,
      declaredRaw("aws:lambda/permission:Permission", "app-everybody", {
        action: "lambda:InvokeFunction",
        function: output("app-function", "name"),
        principal: "*",
      }),
    ),
    expectText: [/every AWS account reaches .*app-alb through this permission/],
  },
  {
    id: "accelerator-of-another-account",
    base: "dev",
    what: "Another account may have the load balancer as an endpoint of its accelerators.",
    rule,
    resource: "site-lent",
    change: added(
      officeIn("site-office", "site-balancer"),
      declaredRaw("aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment", "site-lent", {
        principals: ["444455556666"],
        resources: [{ endpointId: output("site-alb", "arn") }],
      }),
    ),
  },
  {
    id: "endpoint-service-by-principal-resource",
    base: "nlbAndEc2",
    what: "A separate resource lets every account use the endpoint service.",
    rule,
    resource: "api-offered",
    change: all(
      set("api-nlb", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "off"),
      added(
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
          acceptanceRequired: false,
          networkLoadBalancerArns: [output("api-nlb", "arn")],
        }),
        declaredRaw(
          "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
          "api-everybody",
          { vpcEndpointServiceId: idOf("api-offered"), principalArn: "*" },
        ),
      ),
    ),
    expectText: [/every AWS account reaches .*api-nlb through this endpoint service/],
  },
  {
    id: "endpoint-service-admits-public-range",
    base: "nlbAndEc2",
    what: "The load balancer admits the office's range, which the VPC behind an endpoint can have as well.",
    rule,
    resource: "api-offered",
    change: added(
      officeIn("api-office", "api-balancer"),
      declaredRaw("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
        networkLoadBalancerArns: [output("api-nlb", "arn")],
        allowedPrincipals: ["*"],
      }),
    ),
    options: { adminCidrs: [OFFICE] },
    expectText: [/every AWS account reaches .*api-nlb through this endpoint service/],
  },
  {
    id: "lattice-target",
    base: "prod",
    what: "The load balancer is a target of VPC Lattice, and admits private addresses.",
    rule,
    resource: "site-lattice",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      declaredRaw("aws:vpclattice/targetGroupAttachment:TargetGroupAttachment", "site-lattice", {
        targetGroupIdentifier: "tg-0a1b2c3d4e5f60718",
        target: { id: output("site-alb", "arn"), port: 443 },
      }),
    ),
  },
  {
    id: "verified-access-to-a-range",
    base: "prod",
    what: "A Verified Access endpoint publishes the range of the VPC.",
    rule,
    resource: "site-verified",
    change: added(
      ...admittedGroup("site-verified-group", "site-vpc", "site-balancer"),
      declaredRaw("aws:verifiedaccess/endpoint:Endpoint", "site-verified", {
        attachmentType: "vpc",
        endpointType: "cidr",
        verifiedAccessGroupId: "vagr-0a1b2c3d4e5f60718",
        securityGroupIds: [idOf("site-verified-group")],
        cidrOptions: {
          cidr: "10.0.0.0/16",
          portRanges: [{ fromPort: 443, toPort: 443 }],
          subnetIds: [idOf("site-private-0")],
        },
      }),
    ),
  },
  {
    id: "connect-endpoint",
    base: "dev",
    what: "The load balancer admits an Instance Connect Endpoint, a tunnel for those whom IAM allows.",
    rule,
    enforcement: "advisory",
    resource: "site-tunnel",
    change: added(
      ...admittedGroup("site-tunnel-group", "site-vpc", "site-balancer"),
      declaredRaw("aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint", "site-tunnel", {
        subnetId: idOf("site-private-0"),
        securityGroupIds: [idOf("site-tunnel-group")],
      }),
    ),
    expectText: [/a principal whom IAM allows to open a tunnel reaches .*site-alb/],
  },
  {
    id: "client-vpn",
    base: "dev",
    what: "The load balancer admits the security group of a Client VPN endpoint.",
    rule,
    enforcement: "advisory",
    resource: "site-vpn-network",
    change: added(
      ...admittedGroup("site-vpn-group", "site-vpc", "site-balancer"),
      declaredRaw("aws:ec2clientvpn/endpoint:Endpoint", "site-vpn", {
        securityGroupIds: [idOf("site-vpn-group")],
        vpcId: idOf("site-vpc"),
      }),
      declaredRaw("aws:ec2clientvpn/networkAssociation:NetworkAssociation", "site-vpn-network", {
        clientVpnEndpointId: idOf("site-vpn"),
        subnetId: idOf("site-private-0"),
      }),
    ),
    expectText: [/a client whom the VPN authenticates reaches .*site-alb/],
  },
];
