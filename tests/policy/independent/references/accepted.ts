import { privateInstance } from "../../misconfigurations/compliantStacks/resources/instances";
import {
  added,
  declared,
  declaredRaw,
  idOf,
  inserted,
  output,
  set,
} from "../../misconfigurations/stackModel";
import { admitting, group, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { networkLoadBalancer, target, targets } from "../tiers/shared";
import { bystander, publicLoadBalancer } from "./publicServers";

const ELSEWHERE = { vpc: "vpc-0a1b2c3d4e5f60718", subnet: "subnet-0f1e2d3c4b5a69788" };

/** Stacks that refer to what is not in them, and have no way to the site. */
export const accepted: readonly IndependentCase[] = [
  {
    id: "reference-private-instance-in-a-subnet-elsewhere",
    what: "The instance is in a subnet of another stack, without a public address.",
    source: pages.addressing,
    verdict: "accepted",
    resources: site(set("site-instance", "subnetId", ELSEWHERE.subnet)),
  },
  {
    id: "reference-internal-load-balancer-in-subnets-elsewhere",
    what: "The internal load balancer is in subnets of another stack.",
    source: pages.loadBalancers,
    verdict: "accepted",
    resources: site(set("site-alb", "subnets", [ELSEWHERE.subnet, "subnet-0a1b2c3d4e5f60718"])),
  },
  {
    id: "reference-network-elsewhere",
    what: "Groups and target groups are in a VPC of another stack.",
    source: pages.subnets,
    verdict: "accepted",
    resources: site(
      set("site-balancer", "vpcId", ELSEWHERE.vpc),
      set("site-instances", "vpcId", ELSEWHERE.vpc),
      set("site-public-targets", "vpcId", ELSEWHERE.vpc),
      set("site-signed-targets", "vpcId", ELSEWHERE.vpc),
      set("site-instance", "subnetId", ELSEWHERE.subnet),
      set("site-alb", "subnets", [ELSEWHERE.subnet, "subnet-0a1b2c3d4e5f60718"]),
    ),
  },
  {
    id: "reference-unrelated-load-balancer",
    what: "A public load balancer forwards to an address by value, and nothing of the site admits it.",
    source: pages.securityGroups,
    verdict: "accepted",
    resources: site(
      set("site-instance", "privateIp", "10.0.1.77"),
      publicLoadBalancer([{ type: "forward", targetGroupArn: output("blog-targets", "arn") }]),
      added(
        targets("blog-targets", 8080, "ip"),
        declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "blog-target", {
          targetGroupArn: output("blog-targets", "arn"),
          targetId: "10.0.9.9",
        }),
      ),
    ),
  },
  {
    id: "reference-unrelated-api",
    what: "A public REST API calls a host by a stage variable, over the internet.",
    source: pages.stageVariables,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:apigateway/restApi:RestApi", "weather-api", {}),
        declared("aws:apigateway/integration:Integration", "weather-api-host", {
          restApi: idOf("weather-api"),
          resourceId: "a1b2c3",
          httpMethod: "GET",
          type: "HTTP_PROXY",
          integrationHttpMethod: "GET",
          uri: `https://$\{stageVariables.host}/today`,
        }),
      ),
    ),
  },
  {
    id: "reference-origin-of-a-partner",
    what: "One unsigned path comes from a partner's host.",
    source: pages.origins,
    verdict: "accepted",
    resources: site(
      inserted("site-distribution", "origins", 2, {
        originId: "partner",
        domainName: "api.partner.example.net",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      }),
      inserted("site-distribution", "orderedCacheBehaviors", 3, {
        pathPattern: "/partner/*",
        targetOriginId: "partner",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        responseHeadersPolicyId: idOf("site-headers"),
      }),
    ),
  },
  {
    id: "reference-record-in-a-zone-elsewhere",
    what: "A record in a zone of another stack leads to the distribution.",
    source: pages.origins,
    verdict: "accepted",
    resources: site(
      added(
        declaredRaw("aws:route53/record:Record", "site-name", {
          zoneId: "Z0123456789ABCDEFGHIJ",
          name: "site.example.com",
          type: "A",
          aliases: [
            {
              name: output("site-distribution", "domainName"),
              zoneId: output("site-distribution", "hostedZoneId"),
              evaluateTargetHealth: false,
            },
          ],
        }),
      ),
    ),
  },
  {
    id: "reference-bastion",
    what: "A bastion with a public address admits everybody, and nothing of the site admits it.",
    source: pages.securityGroups,
    verdict: "accepted",
    resources: site(
      added(
        group("bastion-group"),
        admitting("bastion-in", "bastion-group", [22, 22], { cidrIpv4: "0.0.0.0/0" }),
      ),
      bystander("bastion", [idOf("bastion-group")]),
    ),
  },
  {
    id: "reference-group-of-nobody",
    what: "A group that admits everybody is attached to nothing.",
    source: pages.securityGroups,
    verdict: "accepted",
    resources: site(
      added(
        group("spare-group"),
        admitting("spare-in", "spare-group", [0, 65535], { cidrIpv4: "0.0.0.0/0" }),
      ),
    ),
  },
  {
    id: "reference-unrelated-template-elsewhere",
    what: "Another Auto Scaling group starts a launch template of another stack, behind no load balancer of the site.",
    source: pages.launchTemplates,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:autoscaling/group:Group", "workers", {
          minSize: 1,
          maxSize: 2,
          vpcZoneIdentifiers: [ELSEWHERE.subnet],
          launchTemplate: { id: "lt-0a1b2c3d4e5f60718", version: "$Latest" },
        }),
      ),
    ),
  },
  {
    id: "reference-unrelated-target-group-elsewhere",
    what: "A public load balancer forwards to a target group of another stack, and nothing of the site admits it.",
    source: pages.securityGroups,
    verdict: "accepted",
    resources: site(
      publicLoadBalancer([
        {
          type: "forward",
          targetGroupArn:
            "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/blog/6d0ecf831eec9f09",
        },
      ]),
    ),
  },
  {
    id: "reference-unrelated-instance-in-a-group-elsewhere",
    what: "Another instance has a public address and a group of another stack; nothing of the site admits it.",
    source: pages.securityGroups,
    verdict: "accepted",
    resources: site(bystander("blog", ["sg-0a1b2c3d4e5f60718"])),
  },
  {
    id: "reference-unrelated-endpoint-service",
    what: "Partners may connect to a network load balancer, which leads to another instance.",
    source: pages.endpointServices,
    verdict: "accepted",
    resources: site(
      added(
        group("feed-group"),
        admitting("feed-in", "feed-group", [9000, 9000], {
          referencedSecurityGroupId: idOf("feed-nlb-group"),
        }),
        privateInstance("feed", idOf("site-private-0"), [idOf("feed-group")]),
        targets("feed-targets", 9000, "instance", "TCP"),
        target("feed-target", "feed-targets", idOf("feed")),
        ...networkLoadBalancer("feed", "feed-targets"),
        declared("aws:ec2/vpcEndpointService:VpcEndpointService", "feed-service", {
          acceptanceRequired: true,
          allowedPrincipals: ["arn:aws:iam::444455556666:root"],
          networkLoadBalancerArns: [output("feed-nlb", "arn")],
        }),
      ),
    ),
  },
];
