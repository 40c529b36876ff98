import { resourceTypes as t } from "../resources/resourceTypes";
import { type ExampleResource, type Examples, one, several, unknownValue } from "./example";

/** A load balancer behind a VPC origin. */
const origin: readonly ExampleResource[] = [
  {
    type: t.loadBalancer,
    name: "alb",
    props: { arn: "arn:alb", internal: true, securityGroups: ["sg-alb"] },
  },
  { type: t.securityGroup, name: "alb-group", props: { id: "sg-alb" } },
  { type: t.vpcOrigin, name: "origin", props: { vpcOriginEndpointConfig: { arn: "arn:alb" } } },
];

const admitting = (props: object): ExampleResource => ({
  type: t.securityGroupIngressRule,
  name: "alb-in",
  props: { securityGroupId: "sg-alb", ...props },
});

const accelerator: ExampleResource = {
  type: t.acceleratorEndpoints,
  name: "accelerator",
  props: { endpointConfigurations: [{ endpointId: "arn:alb" }] },
};

const cluster: ExampleResource = {
  type: "aws:eks/cluster:Cluster",
  name: "cluster",
  props: { vpcConfig: { subnetIds: ["subnet-1"] } },
};

const nativeBalancer: ExampleResource = {
  type: "aws-native:elasticloadbalancingv2:LoadBalancer",
  name: "native",
  props: { scheme: "internet-facing" },
};

const bucketOrigin = { originId: "pages", domainName: "pages.s3.eu-west-1.amazonaws.com" };

/** Examples of the rules on ingress. */
export const ingressExamples: Readonly<Record<string, Examples>> = {
  "no-internet-facing-load-balancer": {
    good: [one("an internal load balancer", t.loadBalancer, { internal: true })],
    bad: [
      one("an internet-facing load balancer", t.loadBalancer, { internal: false }),
      one("a load balancer that does not set internal", "aws:alb/loadBalancer:LoadBalancer", {}),
      one("a load balancer whose internal is unknown in preview", t.loadBalancer, { internal: unknownValue }),
    ],
  },
  "no-public-address": {
    good: [
      one("a private instance", t.instance, { subnetId: "subnet-1", associatePublicIpAddress: false }),
      one("the address of a NAT gateway", t.eip, { domain: "vpc" }),
    ],
    bad: [
      one("an instance with a public address", t.instance, { associatePublicIpAddress: true }),
      one("a launch template that assigns one", t.launchTemplate, {
        networkInterfaces: [{ associatePublicIpAddress: "true" }],
      }),
      one("an Elastic IP on an instance", t.eip, { instance: "i-1" }),
    ],
  },
  "no-open-security-group": {
    good: [
      one("a rule that admits CloudFront's prefix list", t.securityGroupIngressRule, {
        prefixListId: "pl-4fa04526",
      }),
      one(
        "a rule that admits the administrators' network",
        t.securityGroupIngressRule,
        { cidrIpv4: "203.0.113.0/28" },
        {
          adminCidrs: ["203.0.113.0/28"],
        },
      ),
    ],
    bad: [
      one("a rule that admits the whole internet", t.securityGroupIngressRule, { cidrIpv4: "0.0.0.0/0" }),
      one("a rule that admits both halves of the internet", t.securityGroup, {
        ingress: [{ cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
      }),
    ],
  },
  "no-public-cloudfront-origin": {
    good: [
      one("a VPC origin", t.distribution, {
        origins: [{ originId: "app", vpcOriginConfig: { vpcOriginId: unknownValue } }],
      }),
      one("a bucket with origin access control", t.distribution, {
        origins: [{ ...bucketOrigin, originAccessControlId: unknownValue }],
      }),
    ],
    bad: [
      one("an origin on the internet", t.distribution, {
        origins: [{ originId: "app", domainName: "app.example.com", customOriginConfig: { httpsPort: 443 } }],
      }),
      one("a bucket without access control", t.distribution, { origins: [bucketOrigin] }),
    ],
  },
  "no-unanalysable-argument": {
    good: [
      one("an origin whose id and VPC origin are unknown in preview", t.distribution, {
        origins: [{ originId: unknownValue, vpcOriginConfig: { vpcOriginId: unknownValue } }],
        defaultCacheBehavior: { targetOriginId: unknownValue },
      }),
      one("a number written as text, as launch templates do", t.instance, {
        associatePublicIpAddress: "false",
      }),
    ],
    bad: [
      one("a list in place of a boolean", t.loadBalancer, { internal: [true] }),
      one("a policy with an element that AWS does not document", t.bucketPolicy, {
        bucket: "pages",
        policy: JSON.stringify({ statement: [{ Effect: "Allow", Principal: "*", Action: "*" }] }),
      }),
      one("an origin group that is unknown in preview", t.distribution, {
        origins: [{ originId: "app", vpcOriginConfig: { vpcOriginId: "vo_1" } }],
        originGroups: unknownValue,
      }),
    ],
  },
  "no-unanalysable-ingress": {
    good: [
      several("a queue", ...origin, { type: "aws:sqs/queue:Queue", name: "queue", props: {} }),
      several("a cluster that the origin does not admit", ...origin, cluster),
      {
        ...several("a type that the configuration declares harmless", ...origin, nativeBalancer),
        options: { harmlessTypes: ["aws-native:*"] },
      },
    ],
    bad: [
      several("a CloudFormation stack", ...origin, {
        type: "aws:cloudformation/stack:Stack",
        name: "template",
        props: {},
      }),
      several("a cluster that the origin admits", ...origin, cluster, admitting({ cidrIpv4: "10.0.0.0/16" })),
      several("a load balancer of the Cloud Control provider", ...origin, nativeBalancer),
    ],
  },
  "no-ingress-but-cloudfront": {
    good: [
      several("a load balancer behind CloudFront", ...origin),
      several("an accelerator whose clients the load balancer does not admit", ...origin, accelerator),
    ],
    bad: [
      several(
        "an accelerator in front of a load balancer that admits an office",
        ...origin,
        accelerator,
        admitting({ cidrIpv4: "203.0.113.0/28" }),
      ),
      several(
        "an endpoint service that every account can use",
        ...origin,
        admitting({ cidrIpv4: "10.0.0.0/8" }),
        {
          type: t.endpointService,
          name: "service",
          props: {
            networkLoadBalancerArns: ["arn:alb"],
            allowedPrincipals: ["*"],
            acceptanceRequired: false,
          },
        },
      ),
    ],
  },
  "origin-security-group-admits-only-cloudfront": {
    good: [several("CloudFront's prefix list", ...origin, admitting({ prefixListId: "pl-4fa04526" }))],
    bad: [
      several("an unknown prefix list", ...origin, admitting({ prefixListId: "pl-0a1b2c3d" })),
      several(
        "a prefix list of the stack that contains the whole internet",
        ...origin,
        { type: t.managedPrefixList, name: "list", props: { id: "pl-9", entries: [{ cidr: "0.0.0.0/0" }] } },
        admitting({ prefixListId: "pl-9" }),
      ),
    ],
  },
  "protected-origins-exist": {
    good: [one("a pattern of a load balancer", t.loadBalancer, {}, { protectedOrigins: ["urn:*::it"] })],
    bad: [one("a misspelt pattern", t.loadBalancer, {}, { protectedOrigins: ["urn:*::site-abl"] })],
  },
};
