/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [
  {
    kind: /^closed, refused: (no-public-address|no-internet-facing-load-balancer|no-open-security-group)$/,
    why: "These rules look at one resource, also where it is no way to anything protected.",
  },
  {
    kind: /^closed, refused: no-ingress-but-cloudfront$/,
    why: "A subnet that gives out public addresses counts as a way to servers that are not in it.",
  },
  {
    kind: /^closed, refused: signed-origin-needs-trusted-key-groups$/,
    why: "An origin of a signed behavior must be signed throughout, also where nothing is served both ways.",
  },
  {
    kind: /^undecidable, accepted: /,
    why: "References that lead nowhere are dropped.",
  },
];

/** Tells whether a kind of disagreement is known. */
export function isKnown(kind: string): boolean {
  return knownDisagreements.some((known) => known.kind.test(kind));
}
