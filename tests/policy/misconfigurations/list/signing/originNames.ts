import type { Misconfiguration } from "../../misconfiguration";
import { added, all, output, set } from "../../stackModel";
import { networkStack, ofNetworkStack } from "../commonResources";

const base = {
  base: "dev",
  rule: "signed-origin-needs-trusted-key-groups",
  resource: "site-distribution",
} as const;
const target = (path: string) => `${path}.targetOriginId`;
const balancer = output("site-alb", "arn");

/** Public behaviors on an origin of the signed tier, whose name is not known in a first preview. */
export const originNameMisconfigurations: Misconfiguration[] = [
  {
    ...base,
    id: "one-origin-named-by-its-balancer",
    what: "The default behavior and a signed one have the load balancer's ARN as the id of their origin.",
    change: all(
      set("site-distribution", "origins.1.originId", balancer),
      set("site-distribution", target("defaultCacheBehavior"), balancer),
      ...[1, 2, 3].map((at) => set("site-distribution", target(`orderedCacheBehaviors.${at}`), balancer)),
    ),
    expectText: [/the default behavior/],
  },
  {
    ...base,
    id: "default-origin-named-elsewhere",
    what: "Another stack names the origin of the default behavior: it is that of the signed tier.",
    change: all(
      added(networkStack),
      set("site-distribution", target("defaultCacheBehavior"), ofNetworkStack("signed")),
    ),
    expectText: [/the default behavior .*origin/],
  },
  {
    ...base,
    id: "signed-origin-named-elsewhere",
    what: "Another stack names the origin of a signed behavior: it is that of the public tier.",
    change: all(
      added(networkStack),
      set("site-distribution", target("orderedCacheBehaviors.1"), ofNetworkStack("public")),
    ),
    expectText: [/origin/],
  },
];
