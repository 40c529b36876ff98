/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [];

/** Tells whether a kind of disagreement is known. */
export function isKnown(kind: string): boolean {
  return knownDisagreements.some((known) => known.kind.test(kind));
}
