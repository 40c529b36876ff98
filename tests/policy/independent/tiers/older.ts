import { PORTS } from "../../misconfigurations/compliantStacks/resources/loadBalancer";
import { added, idOf, output, set } from "../../misconfigurations/stackModel";
import { site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { forward, inModule, target, targets } from "./shared";

/** Stacks of older providers in which an unsigned request reaches signed content. */
export const older: readonly IndependentCase[] = [
  {
    id: "tiers-attachment-port-in-module-alb",
    what: "In the module alb, the target of the public target group is registered on the signed port.",
    source: pages.registerTargets,
    verdict: "refused",
    resources: site(set("site-public-target", "port", PORTS.signed), inModule("alb")),
  },
  {
    id: "tiers-copy-in-module-elasticloadbalancingv2",
    what: "In the module elasticloadbalancingv2, a copy of the signed target group serves unsigned requests.",
    source: pages.registerTargets,
    verdict: "refused",
    resources: site(
      added(
        targets("site-copy", PORTS.signed),
        target("site-copy-target", "site-copy", idOf("site-instance")),
      ),
      set("site-public-rule", "actions", [forward("site-copy")]),
      inModule("elasticloadbalancingv2"),
    ),
  },
  {
    id: "tiers-secret-in-module-applicationloadbalancing",
    what: "In the module applicationloadbalancing, the rule for signed requests takes the public secret as well.",
    source: pages.listenerRules,
    verdict: "refused",
    resources: site(
      set("site-signed-rule", "conditions.0.httpHeader.values", [
        output("site-signed-secret", "hex"),
        output("site-public-secret", "hex"),
      ]),
      inModule("applicationloadbalancing"),
    ),
  },
];
