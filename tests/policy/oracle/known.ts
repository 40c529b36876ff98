/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [
  {
    kind: /^closed, refused: signed-origin-needs-trusted-key-groups$/,
    why: "An origin of a signed behavior must be signed throughout, also where nothing is served both ways.",
  },
  {
    kind: /^closed, refused: tiers-have-own-(targets|ports|secrets)$/,
    why: "Path conditions of listener rules are not compared, and a rule for two secrets counts for both tiers.",
  },
];

/** Tells whether a kind of disagreement is known. */
export function isKnown(kind: string): boolean {
  return knownDisagreements.some((known) => known.kind.test(kind));
}
