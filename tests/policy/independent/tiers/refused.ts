import { scalingGroup } from "../../misconfigurations/compliantStacks/resources/instances";
import { CLOUDFRONT_ADDRESSES, PORTS } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { privateSubnetIds } from "../../misconfigurations/compliantStacks/resources/network";
import { added, declared, idOf, inserted, output, set } from "../../misconfigurations/stackModel";
import { admitting, secondDistribution, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { forward, networkLoadBalancer, sent, serverless, service, target, targets, through } from "./shared";

const SITE = "site-distribution";
const SIGNED_SECRET = output("site-signed-secret", "hex");

/** Stacks in which an unsigned request reaches the server and port of signed content. */
export const refused: readonly IndependentCase[] = [
  {
    id: "tiers-public-rule-to-signed-targets",
    what: "The rule for unsigned requests forwards to the signed target group.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(set("site-public-rule", "actions", [forward("site-signed-targets")])),
  },
  {
    id: "tiers-copy-of-the-target-group",
    what: "A second target group has the instance on its signed port, and serves unsigned requests.",
    source: pages.registerTargets,
    verdict: "refused",
    resources: site(
      added(
        targets("site-copy", PORTS.signed),
        target("site-copy-target", "site-copy", idOf("site-instance")),
      ),
      set("site-public-rule", "actions", [forward("site-copy")]),
    ),
  },
  {
    id: "tiers-attachment-port",
    what: "The public target group has port 8443, but its target is registered on 8444.",
    source: pages.registerTargets,
    verdict: "refused",
    resources: site(set("site-public-target", "port", PORTS.signed)),
  },
  {
    id: "tiers-attachment-by-address",
    what: "A target group of addresses has the instance's address and signed port, for unsigned requests.",
    source: pages.targetGroups,
    verdict: "refused",
    resources: site(
      added(
        targets("site-copy", PORTS.public, "ip"),
        target("site-copy-target", "site-copy", output("site-instance", "privateIp"), PORTS.signed),
      ),
      set("site-public-rule", "actions", [forward("site-copy")]),
    ),
  },
  {
    id: "tiers-weighted-forward",
    what: "One of a hundred unsigned requests is forwarded to the signed target group.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(
      set("site-public-rule", "actions", [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: output("site-public-targets", "arn"), weight: 99 },
              { arn: output("site-signed-targets", "arn"), weight: 1 },
            ],
          },
        },
      ]),
    ),
  },
  {
    id: "tiers-signed-rule-takes-public-secret",
    what: "The rule for signed requests also takes the secret that unsigned requests carry.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        SIGNED_SECRET,
        output("site-public-secret", "hex"),
      ]),
    ),
  },
  {
    id: "tiers-public-origin-sends-signed-secret",
    what: "The origin of unsigned requests sends the signed tier's secret.",
    source: pages.originHeaders,
    verdict: "refused",
    resources: site(set(SITE, "origins.0.customHeaders.0.value", SIGNED_SECRET)),
  },
  {
    id: "tiers-rule-by-path",
    what: "A rule forwards /premium/* to the signed targets, whatever the header.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:lb/listenerRule:ListenerRule", "site-path-rule", {
          listenerArn: output("site-https", "arn"),
          priority: 5,
          conditions: [{ pathPattern: { values: ["/premium/*"] } }],
          actions: [forward("site-signed-targets")],
        }),
      ),
    ),
  },
  {
    id: "tiers-second-listener",
    what: "A second listener forwards all that it gets to the signed targets, and unsigned requests go there.",
    source: pages.listeners,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:lb/listener:Listener", "site-second", {
          loadBalancerArn: output("site-alb", "arn"),
          port: 8443,
          protocol: "HTTPS",
          certificateArn:
            "arn:aws:acm:eu-west-1:111122223333:certificate/7c4d1b9e-53d1-4f61-8a0b-3f0f0f6c2f11",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
          defaultActions: [forward("site-signed-targets")],
        }),
        admitting("site-second-in", "site-balancer", [8443, 8443], { prefixListId: CLOUDFRONT_ADDRESSES }),
      ),
      through("second", output("site-alb", "arn"), 8443),
      set(SITE, "defaultCacheBehavior.targetOriginId", "second"),
    ),
  },
  {
    id: "tiers-vpc-origin-to-the-instance",
    what: "Unsigned requests go straight to the instance, on the signed port.",
    source: pages.vpcOrigins,
    verdict: "refused",
    resources: site(
      through("straight", output("site-instance", "arn"), PORTS.signed),
      added(
        admitting("straight-in", "site-instances", [PORTS.signed, PORTS.signed], {
          prefixListId: CLOUDFRONT_ADDRESSES,
        }),
      ),
      set(SITE, "defaultCacheBehavior.targetOriginId", "straight"),
    ),
  },
  {
    id: "tiers-network-load-balancer",
    what: "Unsigned requests go through a network load balancer to the instance's signed port.",
    source: pages.networkTargets,
    verdict: "refused",
    resources: site(
      added(
        targets("wide", PORTS.signed, "instance", "TCP"),
        target("wide-target", "wide", idOf("site-instance")),
        ...networkLoadBalancer("wide", "wide"),
        admitting("wide-in", "site-instances", [PORTS.signed, PORTS.signed], {
          referencedSecurityGroupId: idOf("wide-nlb-group"),
        }),
      ),
      through("wide", output("wide-nlb", "arn")),
      set(SITE, "defaultCacheBehavior.targetOriginId", "wide"),
    ),
  },
  {
    id: "tiers-network-load-balancer-by-path",
    what: "One unsigned path goes through a network load balancer to the signed port.",
    source: pages.networkLoadBalancers,
    verdict: "refused",
    resources: site(
      added(
        targets("wide", 443, "instance", "TCP"),
        target("wide-target", "wide", idOf("site-instance"), PORTS.signed),
        ...networkLoadBalancer("wide", "wide"),
        admitting("wide-in", "site-instances", [PORTS.signed, PORTS.signed], {
          referencedSecurityGroupId: idOf("wide-nlb-group"),
        }),
      ),
      through("wide", output("wide-nlb", "arn")),
      inserted(SITE, "orderedCacheBehaviors", 3, {
        pathPattern: "/status",
        targetOriginId: "wide",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        responseHeadersPolicyId: idOf("site-headers"),
      }),
    ),
  },
  {
    id: "tiers-group-in-both-on-one-port",
    what: "An Auto Scaling group is in both target groups, which have the same port.",
    source: pages.groupsOfInstances,
    verdict: "refused",
    resources: serverless(
      set("site-signed-targets", "port", PORTS.public),
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
    id: "tiers-group-attached-to-a-copy",
    what: "An Auto Scaling group is in the signed target group, and by an attachment in a copy of it.",
    source: pages.groupsOfInstances,
    verdict: "refused",
    resources: serverless(
      added(
        targets("site-copy", PORTS.signed),
        ...scalingGroup({
          name: "site",
          subnets: privateSubnetIds("site", 2),
          securityGroups: [idOf("site-instances")],
        }),
        ...["site-signed-targets", "site-copy"].map((name) =>
          declared("aws:autoscaling/attachment:Attachment", `${name}-members`, {
            autoscalingGroupName: output("site-group", "name"),
            lbTargetGroupArn: output(name, "arn"),
          }),
        ),
      ),
      set("site-public-rule", "actions", [forward("site-copy")]),
    ),
  },
  {
    id: "tiers-service-on-one-port",
    what: "An ECS service has both target groups on the same port of its container.",
    source: pages.ecsServices,
    verdict: "refused",
    resources: serverless(
      set("site-public-targets", "targetType", "ip"),
      set("site-signed-targets", "targetType", "ip"),
      added(service("site-service", { "site-public-targets": 8444, "site-signed-targets": 8444 })),
    ),
  },
  {
    id: "tiers-second-distribution-sends-the-secret",
    what: "A second distribution sends the signed tier's secret without demanding a signature.",
    source: pages.originHeaders,
    verdict: "refused",
    resources: site(
      added(
        ...secondDistribution(
          "preview",
          "site",
          {
            originId: "signed",
            domainName: "origin.example.com",
            customHeaders: [{ name: "X-From-CloudFront", value: SIGNED_SECRET }],
            vpcOriginConfig: { vpcOriginId: idOf("site-vpc-origin") },
          },
          false,
        ),
      ),
    ),
    names: "preview-distribution",
  },
  {
    id: "tiers-secret-of-wildcards",
    what: "The rule for signed requests takes a pattern that other values match.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(set("site-signed-rule", "conditions.0.httpHeader.values", ["*"])),
  },
  {
    id: "tiers-secret-is-short",
    what: "The signed tier's secret has eight random bytes.",
    source: pages.originHeaders,
    verdict: "refused",
    resources: site(set("site-signed-secret", "length", 8)),
  },
  {
    id: "tiers-rule-by-host",
    what: "A rule forwards unsigned requests for the host name of the origin to the signed targets.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(
      added(
        declared("aws:lb/listenerRule:ListenerRule", "site-host-rule", {
          listenerArn: output("site-https", "arn"),
          priority: 30,
          conditions: [{ hostHeader: { values: ["origin.example.com"] } }, sent("public")],
          actions: [forward("site-signed-targets")],
        }),
      ),
      set("site-public-rule", "priority", 40),
    ),
  },
];
