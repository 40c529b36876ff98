import type { Misconfiguration } from "../../misconfiguration";
import { added, declared, declaredRaw, idOf } from "../../stackModel";

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
    what: "A dynamic resource runs code of its own.",
    rule,
    resource: "shop-dynamic",
    change: added(
      declaredRaw("pulumi-nodejs:dynamic:Resource", "shop-dynamic", {
        __provider: "exports.handler = () => {};",
      }),
    ),
  },
  {
    id: "kubernetes-service",
    base: "nlbAndEc2",
    what: "A Kubernetes service creates a load balancer.",
    rule,
    resource: "api-service",
    change: added(
      declaredRaw("kubernetes:core/v1:Service", "api-service", {
        spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: 8443 }] },
      }),
    ),
  },
];
