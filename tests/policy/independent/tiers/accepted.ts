import { vpcOrigin } from "../../misconfigurations/compliantStacks/resources/distribution";
import { instanceRole, scalingGroup } from "../../misconfigurations/compliantStacks/resources/instances";
import { headerSecret, PORTS } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { privateSubnetIds } from "../../misconfigurations/compliantStacks/resources/network";
import { added, declared, idOf, output, set, unset, without } from "../../misconfigurations/stackModel";
import { admitting, secondDistribution, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { inModule, member, networkLoadBalancer, serverless, service, target, targets } from "./shared";

const SITE = "site-distribution";

/** Returns an action that forwards to two target groups by turns. */
const split = (one: string, other: string) => [
  {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: output(one, "arn"), weight: 90 },
        { arn: output(other, "arn"), weight: 10 },
      ],
    },
  },
];

/** Declares an Auto Scaling group `NAME-group` of its own role, in one target group. */
const fleet = (name: string, groupName: string) => [
  ...instanceRole({ name }),
  ...scalingGroup({
    name,
    subnets: privateSubnetIds("site", 2),
    securityGroups: [idOf("site-instances")],
  }),
  declared("aws:autoscaling/attachment:Attachment", `${name}-members`, {
    autoscalingGroupName: output(`${name}-group`, "name"),
    lbTargetGroupArn: output(groupName, "arn"),
  }),
];

/** Stacks whose tiers stay apart. */
export const accepted: readonly IndependentCase[] = [
  {
    id: "tiers-apart-by-server",
    what: "The tiers have the same port on different instances.",
    source: pages.registerTargets,
    verdict: "accepted",
    resources: site(
      added(member("site-vault")),
      set("site-signed-targets", "port", PORTS.public),
      set("site-signed-target", "targetId", idOf("site-vault")),
      set("site-signed-target", "port", PORTS.public),
    ),
  },
  {
    id: "tiers-apart-by-group",
    what: "Each tier has an Auto Scaling group of its own, on the same port.",
    source: pages.groupsOfInstances,
    verdict: "accepted",
    resources: serverless(
      set("site-signed-targets", "port", PORTS.public),
      added(...fleet("front", "site-public-targets"), ...fleet("vault", "site-signed-targets")),
    ),
  },
  {
    id: "tiers-group-in-both-on-two-ports",
    what: "One Auto Scaling group is in both target groups, whose ports differ.",
    source: pages.groupsOfInstances,
    verdict: "accepted",
    resources: serverless(
      added(
        ...scalingGroup({
          name: "site",
          subnets: privateSubnetIds("site", 2),
          securityGroups: [idOf("site-instances")],
        }),
      ),
      set("site-group", "targetGroupArns", [
        output("site-public-targets", "arn"),
        output("site-signed-targets", "arn"),
      ]),
    ),
  },
  {
    id: "tiers-by-address",
    what: "Both target groups have the instance by its address, on two ports.",
    source: pages.targetGroups,
    verdict: "accepted",
    resources: site(
      set("site-public-targets", "targetType", "ip"),
      set("site-signed-targets", "targetType", "ip"),
      set("site-public-target", "targetId", output("site-instance", "privateIp")),
      set("site-signed-target", "targetId", output("site-instance", "privateIp")),
    ),
  },
  {
    id: "tiers-service-on-two-ports",
    what: "An ECS service has a container port for each tier.",
    source: pages.ecsServices,
    verdict: "accepted",
    resources: serverless(
      set("site-public-targets", "targetType", "ip"),
      set("site-signed-targets", "targetType", "ip"),
      added(
        service("site-service", { "site-public-targets": PORTS.public, "site-signed-targets": PORTS.signed }),
      ),
    ),
  },
  {
    id: "tiers-signed-blue-and-green",
    what: "Signed requests are split between two versions, each on the signed port.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(
      added(
        member("site-green"),
        targets("site-green-targets", PORTS.signed),
        target("site-green-target", "site-green-targets", idOf("site-green"), PORTS.signed),
      ),
      set("site-signed-rule", "actions", split("site-signed-targets", "site-green-targets")),
    ),
  },
  {
    id: "tiers-public-blue-and-green",
    what: "Unsigned requests are split between two versions, each on the public port.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(
      added(
        member("site-green"),
        targets("site-green-targets", PORTS.public),
        target("site-green-target", "site-green-targets", idOf("site-green"), PORTS.public),
      ),
      set("site-public-rule", "actions", split("site-public-targets", "site-green-targets")),
    ),
  },
  {
    id: "tiers-two-secrets",
    what: "The rule for signed requests takes the secret before this one, which nobody sends any more.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(
      added(headerSecret({ name: "site" }, "site-signed-secret-before")),
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        output("site-signed-secret", "hex"),
        output("site-signed-secret-before", "hex"),
      ]),
    ),
  },
  {
    id: "tiers-copy-without-listener",
    what: "A copy of the signed target group is behind no listener.",
    source: pages.targetGroups,
    verdict: "accepted",
    resources: site(
      added(
        targets("site-copy", PORTS.signed),
        target("site-copy-target", "site-copy", idOf("site-instance")),
      ),
    ),
  },
  {
    id: "tiers-rule-answers-itself",
    what: "A rule answers /health with a fixed response, whatever the header.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(
      added(
        declared("aws:lb/listenerRule:ListenerRule", "site-health-rule", {
          listenerArn: output("site-https", "arn"),
          priority: 5,
          conditions: [{ pathPattern: { values: ["/health"] } }],
          actions: [
            {
              type: "fixed-response",
              fixedResponse: { contentType: "text/plain", statusCode: "200", messageBody: "ok" },
            },
          ],
        }),
      ),
    ),
  },
  {
    id: "tiers-signed-network-load-balancer",
    what: "A second distribution, signed throughout, reaches another instance through a network load balancer.",
    source: pages.vpcOrigins,
    verdict: "accepted",
    resources: site(
      added(
        member("site-vault"),
        targets("vault", PORTS.signed, "instance", "TLS"),
        target("vault-target", "vault", idOf("site-vault"), PORTS.signed),
        ...networkLoadBalancer("vault", "vault"),
        admitting("vault-in", "site-instances", [PORTS.signed, PORTS.signed], {
          referencedSecurityGroupId: idOf("vault-nlb-group"),
        }),
      ),
      set("vault-nlb-listener", "protocol", "TLS"),
      set(
        "vault-nlb-listener",
        "certificateArn",
        "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
      ),
      set("vault-nlb-listener", "sslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
      added(
        vpcOrigin({ name: "vault" }, output("vault-nlb", "arn")),
        ...secondDistribution(
          "vault",
          "site",
          {
            originId: "vault",
            domainName: "vault.example.com",
            vpcOriginConfig: { vpcOriginId: idOf("vault-vpc-origin") },
          },
          true,
        ),
      ),
    ),
  },
  {
    id: "tiers-no-public-tier",
    what: "The site has the signed tier alone, and the default behavior requires signatures.",
    source: pages.trustedSigners,
    verdict: "accepted",
    resources: site(
      without("site-public-rule"),
      without("site-public-target"),
      without("site-public-targets"),
      without("site-public-secret"),
      unset(SITE, "origins.0"),
      set(SITE, "defaultCacheBehavior.targetOriginId", "signed"),
      set(SITE, "defaultCacheBehavior.trustedKeyGroups", [idOf("site-key-group")]),
    ),
  },
  {
    id: "tiers-in-module-alb",
    what: "The load balancer and its parts are of the module alb.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(inModule("alb")),
  },
  {
    id: "tiers-in-module-elasticloadbalancingv2",
    what: "The load balancer and its parts are of the module elasticloadbalancingv2, of older providers.",
    source: pages.listenerRules,
    verdict: "accepted",
    resources: site(inModule("elasticloadbalancingv2")),
  },
];
