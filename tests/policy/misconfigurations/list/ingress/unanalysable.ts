import type { Misconfiguration } from "../../misconfiguration";
import { added, declared, declaredRaw, idOf, joined, later, output } from "../../stackModel";
import { admittedGroup, privateRangeIn } from "../commonResources";

const rule = "no-unanalysable-ingress";

/** Resources whose ingress the pack cannot analyse. */
export const unanalysableMisconfigurations: Misconfiguration[] = [
  {
    id: "multi-tenant-distribution",
    base: "dev",
    what: "A multi-tenant distribution reaches the VPC origin.",
    rule,
    resource: "site-tenants",
    change: added(
      declared("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "site-tenants", {
        comment: "tenants",
        enabled: true,
        origins: [
          {
            id: "public",
            domainName: "origin.members.dev.example.com",
            vpcOriginConfigs: [{ vpcOriginId: idOf("site-vpc-origin") }],
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: "public",
          viewerProtocolPolicy: "https-only",
          allowedMethods: { items: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
        },
        tenantConfig: {},
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      }),
    ),
  },
  {
    id: "stack-in-the-stack",
    base: "prod",
    what: "A CloudFormation stack creates resources that only its template describes.",
    rule,
    resource: "site-template-stack",
    change: added(
      declared("aws:cloudformation/stack:Stack", "site-template-stack", {
        templateUrl: "https://templates.s3.amazonaws.com/front.yaml",
      }),
    ),
  },
  {
    id: "beanstalk-environment",
    base: "s3AndAlb",
    what: "An Elastic Beanstalk environment creates its own load balancer in the VPC.",
    rule,
    resource: "app-environment",
    change: added(
      declared("aws:elasticbeanstalk/environment:Environment", "app-environment", {
        application: "app",
        solutionStackName: "64bit Amazon Linux 2023 v6.1.0 running Node.js 20",
        settings: [{ namespace: "aws:ec2:vpc", name: "VPCId", value: idOf("app-vpc") }],
      }),
    ),
  },
  {
    id: "native-provider",
    base: "dev",
    what: "The Cloud Control provider creates an internet-facing load balancer.",
    rule,
    resource: "site-native-alb",
    change: added(
      declaredRaw("aws-native:elasticloadbalancingv2:LoadBalancer", "site-native-alb", {
        scheme: "internet-facing",
        subnets: [idOf("site-public-0")],
      }),
    ),
  },
  {
    id: "dynamic-resource",
    base: "classicAlb",
    what: "A dynamic resource runs code of its own with the group of the instances.",
    rule,
    resource: "shop-dynamic",
    change: added(
      declaredRaw("pulumi-nodejs:dynamic:Resource", "shop-dynamic", {
        __provider: "exports.handler = () => {};",
        group: idOf("shop-instances"),
      }),
    ),
  },
  {
    id: "command-with-the-group",
    base: "dev",
    what: "A command admits the internet to the group of the load balancer.",
    rule,
    resource: "site-admit",
    change: added(
      declaredRaw("command:local:Command", "site-admit", {
        create: joined`aws ec2 authorize-security-group-ingress --cidr 0.0.0.0/0 --group-id ${idOf("site-balancer")}`,
      }),
    ),
    expectText: [/a command, which can change what it names, refers to .*site-balancer/],
  },
  {
    id: "kubernetes-target-group-binding",
    base: "dev",
    what: "Kubernetes registers pods with the target group of the signed tier.",
    rule,
    resource: "site-binding",
    change: added(
      declaredRaw("kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding", "site-binding", {
        spec: { targetGroupARN: output("site-signed-targets", "arn"), targetType: "ip" },
      }),
    ),
    expectText: [/a Kubernetes object that changes load balancers or networks of AWS, refers to/],
  },
  {
    id: "kubernetes-service",
    base: "nlbAndEc2",
    what: "A Kubernetes service creates a load balancer, and the instances admit the private networks.",
    rule,
    resource: "api-service",
    change: added(
      privateRangeIn("api-private-in", "api-instances"),
      declaredRaw("kubernetes:core/v1:Service", "api-service", {
        spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: 8443 }] },
      }),
    ),
    expectText: [/a Kubernetes object, whose cluster may accept requests; .* admits it/],
  },
  {
    id: "cluster-that-is-admitted",
    base: "dev",
    what: "The load balancer admits the range of the subnets of an EKS cluster.",
    rule,
    resource: "site-cluster",
    change: added(
      privateRangeIn("site-private-in", "site-balancer"),
      declaredRaw("aws:eks/cluster:Cluster", "site-cluster", {
        roleArn: output("site-role", "arn"),
        vpcConfig: { subnetIds: [idOf("site-private-0"), idOf("site-private-1")] },
      }),
    ),
    expectText: [/a cluster, whose load balancers and pods accept requests; .*site-alb admits it/],
  },
  {
    id: "cluster-whose-own-group-is-admitted",
    base: "prod",
    what: "The load balancer admits the security group that EKS creates for a cluster.",
    rule,
    resource: "site-cluster",
    change: added(
      declaredRaw("aws:eks/cluster:Cluster", "site-cluster", {
        roleArn: output("site-role", "arn"),
        vpcConfig: { subnetIds: [idOf("site-private-0")] },
      }),
      declared("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "site-cluster-in", {
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        securityGroupId: idOf("site-balancer"),
        referencedSecurityGroupId: later("sg-0c1d2e3f405162738", ["site-cluster"]),
      }),
    ),
  },
  {
    id: "desktops-that-are-admitted",
    base: "s3AndAlb",
    what: "The load balancer admits the security group of desktops for people on the internet.",
    rule,
    resource: "app-desktops",
    change: added(
      ...admittedGroup("app-desktop-group", "app-vpc", "app-balancer"),
      declaredRaw("aws:appstream/fleet:Fleet", "app-desktops", {
        instanceType: "stream.standard.small",
        computeCapacity: { desiredInstances: 1 },
        vpcConfig: { subnetIds: [idOf("app-private-0")], securityGroupIds: [idOf("app-desktop-group")] },
      }),
    ),
  },
  {
    id: "terraform-module",
    base: "dev",
    what: "A Terraform module creates a load balancer.",
    rule,
    resource: "module.front.aws_lb.this",
    change: added(
      declaredRaw("frontmod:tf:aws_lb", "module.front.aws_lb.this", {
        internal: false,
        subnets: [idOf("site-public-0")],
      }),
    ),
    expectText: [/a resource of a Terraform module, whose arguments are not read/, /"frontmod:\*"/],
  },
  {
    id: "provider-that-nobody-knows",
    base: "classicAlb",
    what: "A provider that the pack does not know creates three resources.",
    rule,
    resource: "shop-edge-0",
    change: added(
      ...["shop-edge-0", "shop-edge-1", "shop-edge-2"].map((name) =>
        declaredRaw("edgeworks:index:Tunnel", name, {}),
      ),
    ),
    expectText: [/the provider edgeworks, which the pack does not know/, /like 2 more of its package/],
  },
  {
    id: "type-of-a-newer-provider",
    base: "prod",
    what: "A type that the pack does not know takes a subnet of the load balancer.",
    rule,
    resource: "site-gateway",
    change: added(
      declaredRaw("aws:ec2/publicGateway:PublicGateway", "site-gateway", {
        subnetId: idOf("site-private-0"),
      }),
    ),
    expectText: [/a type that version [\d.]+ of the provider does not have, refers to .*site-private-0/],
  },
];
