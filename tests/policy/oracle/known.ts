/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [
  {
    kind: /^closed, refused: (no-ingress-but-cloudfront|no-public-address|no-open-security-group|no-internet-facing-load-balancer)$/,
    why: "A public IPv4 address counts as reachable also where no route leads to an internet gateway.",
  },
  {
    kind: /^undecidable, accepted: a policy is outside the stack$/,
    why: "A customer managed policy of another stack is not read.",
  },
  {
    kind: /^undecidable, accepted: internet → server$/,
    why: "A subnet outside the stack may assign IPv6 addresses; a server that asks for none is taken to have none.",
  },
];

/** Tells whether a kind of disagreement is known. */
export function isKnown(kind: string): boolean {
  return knownDisagreements.some((known) => known.kind.test(kind));
}
