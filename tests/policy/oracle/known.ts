/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [
  {
    kind: /^closed, refused: (no-public-address|no-internet-facing-load-balancer|no-open-security-group)$/,
    why: "These rules look at one resource, also where it is no way to anything protected.",
  },
  {
    kind: /^closed, refused: (listener-default-action-refuses|listener-rule-checks-secret-header)$/,
    why: "These rules ask for a secret header of every listener, also where no signed path needs a tier of its own.",
  },
  {
    kind: /^closed, refused: (origin-secret-is-accepted|listener-rule-checks-origin-secret|tiers-have-own-secrets|tiers-have-own-ports)$/,
    why: "Tiers are compared by origin and header, not by the server and port that serve them.",
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
    kind: /^closed, refused: (signing-key-has-one-user|no-wildcard-signing-permission)$/,
    why: "A policy of the one role counts as a second user, and a role that cannot be assumed counts as one.",
  },
  {
    kind: /^exposed, accepted: request: also served signed$/,
    why: "Tiers are compared by origin and header, not by the server and port that serve them.",
  },
  {
    kind: /^exposed, accepted: kms:\w+ by /,
    why: "Trust policies are not followed, nor the right to rewrite the key's policy.",
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
