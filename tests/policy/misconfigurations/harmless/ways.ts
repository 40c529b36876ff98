import { privateInstance } from "../compliantStacks/resources/instances";
import {
  admittedGroup,
  functionInVpc,
  networkStack,
  officeIn,
  ofNetworkStack,
  privateRangeIn,
} from "../list/commonResources";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, declaredRaw, idOf, inserted, output } from "../stackModel";

/** A second VPC with the same range, and a subnet in it. */
const otherVpc = [
  declared("aws:ec2/vpc:Vpc", "other-vpc", { cidrBlock: "10.0.0.0/16" }),
  declared("aws:ec2/subnet:Subnet", "other-subnet", { vpcId: idOf("other-vpc"), cidrBlock: "10.0.0.0/20" }),
  declared("aws:ec2/securityGroup:SecurityGroup", "other-group", { vpcId: idOf("other-vpc") }),
];

/** A function that the load balancer admits, with a URL that needs IAM. */
const functionWithIamUrl = [
  ...admittedGroup("app-function-group", "app-vpc", "app-balancer"),
  ...functionInVpc("app", "app-function", [idOf("app-function-group")]),
  declared("aws:lambda/functionUrl:FunctionUrl", "app-function-url", {
    functionName: output("app-function", "name"),
    authorizationType: "AWS_IAM",
  }),
];

/** Services and providers that open no way to the servers. */
export const harmlessWays: Harmless[] = [
  {
    id: "cluster-elsewhere",
    base: "dev",
    what: "An EKS cluster is in a VPC of its own, whose range the load balancer admits.",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      ...otherVpc,
      declaredRaw("aws:eks/cluster:Cluster", "other-cluster", {
        roleArn: output("site-role", "arn"),
        vpcConfig: { subnetIds: [idOf("other-subnet")] },
      }),
    ),
  },
  {
    id: "cluster-that-nothing-admits",
    base: "dev",
    what: "An EKS cluster is in the subnets of the instances, and nothing protected admits it.",
    change: added(
      declaredRaw("aws:eks/cluster:Cluster", "site-cluster", {
        roleArn: output("site-role", "arn"),
        vpcConfig: { subnetIds: [idOf("site-private-0")] },
      }),
      declaredRaw("kubernetes:core/v1:Service", "site-service", { spec: { type: "LoadBalancer" } }),
      declaredRaw("kubernetes:core/v1:ConfigMap", "site-settings", { data: { color: "green" } }),
    ),
  },
  {
    id: "host-in-another-vpc",
    base: "classicAlb",
    what: "A public host is in another VPC of the same range, which the load balancer admits.",
    change: added(
      privateRangeIn("shop-private-in", "shop-balancer"),
      ...otherVpc,
      declared("aws:lambda/functionUrl:FunctionUrl", "other-url", {
        functionName: output("other-function", "name"),
        authorizationType: "NONE",
      }),
      declaredRaw("aws:lambda/function:Function", "other-function", {
        role: "arn:aws:iam::111122223333:role/other",
        vpcConfig: { subnetIds: [idOf("other-subnet")], securityGroupIds: [idOf("other-group")] },
      }),
    ),
    options: { protect: "origins" },
  },
  {
    id: "function-without-a-vpc",
    base: "s3AndAlb",
    what: "A function with a public URL has no VPC, and an API calls a function of another stack.",
    change: added(
      privateRangeIn("app-private-in", "app-balancer"),
      declaredRaw("aws:lambda/function:Function", "app-function", {
        role: "arn:aws:iam::111122223333:role/function",
      }),
      declared("aws:lambda/functionUrl:FunctionUrl", "app-function-url", {
        functionName: output("app-function", "name"),
        authorizationType: "NONE",
      }),
      declaredRaw("aws:apigatewayv2/integration:Integration", "app-integration", {
        apiId: "a1b2c3d4e5",
        integrationType: "AWS_PROXY",
        integrationUri: "arn:aws:lambda:eu-west-1:111122223333:function:billing:live",
      }),
    ),
  },
  {
    id: "function-url-with-iam",
    base: "s3AndAlb",
    what: "A function that the load balancer admits has a URL that needs IAM.",
    change: added(...functionWithIamUrl),
  },
  {
    id: "permission-for-urls-without-iam",
    base: "s3AndAlb",
    what: "A permission was left for a URL without IAM, but the only URL of the function needs IAM.",
    change: added(
      ...functionWithIamUrl,
      declared("aws:lambda/permission:Permission", "app-everybody", {
        action: "lambda:InvokeFunctionUrl",
        function: output("app-function", "name"),
        principal: "*",
        functionUrlAuthType: "NONE",
      }),
    ),
  },
  {
    id: "api-to-a-public-host",
    base: "dev",
    what: "A REST API calls a public host, a queue and an API of another service.",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      networkStack,
      ...[
        "https://payments.example.com/v1",
        "arn:aws:apigateway:eu-west-1:sqs:path/111122223333/orders",
        ofNetworkStack("https://mail.example.com/"),
      ].map((uri, index) =>
        declaredRaw("aws:apigateway/integration:Integration", `site-integration-${index}`, {
          restApi: "a1b2c3d4e5",
          resourceId: "root",
          httpMethod: "ANY",
          type: "HTTP_PROXY",
          uri,
        }),
      ),
    ),
  },
  {
    id: "endpoint-service-for-one-account",
    base: "nlbAndEc2",
    what: "An endpoint service for another load balancer names one account.",
    change: added(
      declaredRaw("aws:lb/loadBalancer:LoadBalancer", "other-nlb", {
        internal: true,
        loadBalancerType: "network",
        enableDeletionProtection: true,
      }),
      declared("aws:ec2/vpcEndpointService:VpcEndpointService", "other-offered", {
        acceptanceRequired: true,
        allowedPrincipals: ["arn:aws:iam::444455556666:root"],
        networkLoadBalancerArns: [output("other-nlb", "arn")],
      }),
    ),
  },
  {
    id: "endpoint-service-for-nobody",
    base: "nlbAndEc2",
    what: "An endpoint service for the load balancer allows no principal.",
    change: added(
      declared("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
        acceptanceRequired: true,
        networkLoadBalancerArns: [output("api-nlb", "arn")],
      }),
    ),
  },
  {
    id: "endpoint-service-without-ipv6",
    base: "nlbAndEc2",
    what: "The load balancer of an endpoint service admits the office's IPv6 range alone, and has no IPv6 address.",
    change: added(
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "api-office", {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        securityGroupId: idOf("api-balancer"),
        cidrIpv6: "2a02:8010:6000::/48",
      }),
      declared("aws:ec2/vpcEndpointService:VpcEndpointService", "api-offered", {
        acceptanceRequired: false,
        allowedPrincipals: ["*"],
        networkLoadBalancerArns: [output("api-nlb", "arn")],
      }),
    ),
    options: { adminCidrs: ["2a02:8010:6000::/48"] },
  },
  {
    id: "closed-worker-of-another-subnet",
    base: "prod",
    what: "A worker has a subnet of another stack, a security group that admits nobody, and no public address.",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      networkStack,
      privateInstance("site-worker", ofNetworkStack("subnet-0a1b2c3d4e5f60718"), [idOf("site-worker-group")]),
      declared("aws:ec2/securityGroup:SecurityGroup", "site-worker-group", { vpcId: idOf("site-vpc") }),
      officeIn("site-unattached-in", "site-unattached", 22),
      declared("aws:ec2/securityGroup:SecurityGroup", "site-unattached", { vpcId: idOf("site-vpc") }),
    ),
    options: { adminCidrs: ["81.2.69.0/24"] },
  },
  {
    id: "public-server-in-the-default-group",
    base: "prod",
    what: "The load balancer admits the network, in which a public server has no group but the default one.",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      declaredRaw("aws:ec2/instance:Instance", "site-mail", {
        subnetId: idOf("site-public-0"),
        associatePublicIpAddress: true,
        metadataOptions: { httpTokens: "required" },
        rootBlockDevice: { encrypted: true },
      }),
    ),
    options: { protect: "origins" },
  },
  {
    id: "api-that-nobody-can-call",
    base: "s3AndAlb",
    what: "An HTTP API without an endpoint or a domain name calls a function that the load balancer admits.",
    change: added(
      ...admittedGroup("app-function-group", "app-vpc", "app-balancer"),
      ...functionInVpc("app", "app-function", [idOf("app-function-group")]),
      declaredRaw("aws:apigatewayv2/api:Api", "app-api", {
        protocolType: "HTTP",
        disableExecuteApiEndpoint: true,
      }),
      declaredRaw("aws:apigatewayv2/integration:Integration", "app-integration", {
        apiId: idOf("app-api"),
        integrationType: "AWS_PROXY",
        integrationUri: output("app-function", "arn"),
      }),
    ),
  },
  {
    id: "port-without-a-listener",
    base: "classicAlb",
    what: "A public server's group is admitted to a port of the load balancer that has no listener.",
    change: added(
      ...admittedGroup("shop-status-group", "shop-vpc", "shop-balancer", 22),
      officeIn("shop-status-in", "shop-status-group"),
      privateInstance("shop-status", idOf("shop-public-0"), [idOf("shop-status-group")], {
        associatePublicIpAddress: true,
      }),
    ),
    options: { protect: "origins" },
  },
  {
    id: "host-of-a-partner",
    base: "classicAlb",
    what: "A behavior without a signature serves a partner's host.",
    change: all(
      inserted("media-distribution", "origins", 2, {
        originId: "partner",
        domainName: "api.partner.example.net",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      }),
      inserted("media-distribution", "orderedCacheBehaviors", 1, {
        pathPattern: "/partner/*",
        targetOriginId: "partner",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
      }),
    ),
    options: { protect: "origins" },
  },
  {
    id: "services-without-a-place",
    base: "dev",
    what: "A queue of the Cloud Control provider, a Terraform module of a topic, a new type of a queue, DNS and monitors.",
    change: added(
      declaredRaw("aws-native:sqs:Queue", "site-native-queue", {}),
      declaredRaw("topicmod:tf:aws_sns_topic", "module.topic.aws_sns_topic.this", {}),
      declaredRaw("topicmod:index:ModuleState", "topic-state", {}),
      declaredRaw("aws:sqs/superQueue:SuperQueue", "site-super-queue", { name: "super" }),
      declaredRaw("cloudflare:index/dnsRecord:DnsRecord", "site-record", { name: "www", type: "CNAME" }),
      declaredRaw("datadog:index/monitor:Monitor", "site-monitor", { name: "latency" }),
      declaredRaw("command:local:Command", "site-build", { create: "make" }),
      declaredRaw("pulumi-nodejs:dynamic:Resource", "site-seed", { table: "orders" }),
      declaredRaw("aws:cloudcontrol/resource:Resource", "site-jobs", { typeName: "AWS::SQS::Queue" }),
      declaredRaw("aws:cloudformation/stack:Stack", "site-topics", {
        templateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}',
      }),
    ),
  },
];
