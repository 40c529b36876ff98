import type { Misconfiguration } from "../misconfiguration";
import { added, declared, declaredRaw, idOf } from "../model";

const rule = "no-unanalysable-ingress";

/** Resources that may open an entry where the model cannot look. */
export const unanalysableMisconfigurations: Misconfiguration[] = [
  {
    id: "multi-tenant-distribution",
    shape: "dev",
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
    shape: "prod",
    what: "A CloudFormation stack makes what only its template tells.",
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
    shape: "s3AndAlb",
    what: "An Elastic Beanstalk environment makes its own load balancer in the VPC.",
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
    shape: "dev",
    what: "The Cloud Control provider makes an internet-facing load balancer.",
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
    shape: "classicAlb",
    what: "A dynamic resource does whatever its code does.",
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
    shape: "nlbAndEc2",
    what: "A Kubernetes service asks its cluster for a load balancer.",
    rule,
    resource: "api-service",
    change: added(
      declaredRaw("kubernetes:core/v1:Service", "api-service", {
        spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: 8443 }] },
      }),
    ),
  },
];
