/** Disagreements between judge and pack that are known. A line goes when the pack is mended; none may be added without a reason. */

/** The kinds of known disagreements, each with its reason. */
const knownDisagreements: readonly { readonly kind: RegExp; readonly why: string }[] = [
  {
    kind: /^closed, refused: (listener-default-action-refuses|listener-rule-checks-secret-header)$/,
    why: "These rules ask for a secret header of every listener, also where no signed path needs a tier of its own.",
  },
  {
    kind: /^closed, refused: (origin-secret-is-accepted|listener-rule-checks-origin-secret|tiers-have-own-secrets|tiers-have-own-ports)$/,
    why: "Tiers are compared by origin and header, not by the server and port that serve them.",
  },
  {
    kind: /^closed, refused: (no-ingress-but-cloudfront|no-public-address|no-open-security-group|no-internet-facing-load-balancer)$/,
    why: "A public IPv4 address counts as reachable also where no route leads to an internet gateway.",
  },
  {
    kind: /^undecidable, accepted: internet → server$/,
    why: "A subnet outside the stack may assign IPv6 addresses; a server that asks for none is taken to have none.",
  },
  {
    kind: /^closed, refused: (signed-origin-needs-trusted-key-groups|secure-paths-need-trusted-key-groups)$/,
    why: "An origin of a signed behavior must be signed throughout, also where nothing is served both ways.",
  },
  {
    kind: /^closed, refused: (signing-key-has-one-user|no-wildcard-signing-permission)$/,
    why: "A policy of the one role counts as a second user, and a role that cannot be assumed counts as one.",
  },
  {
    kind: /^exposed, accepted: request: /,
    why: "Paths and tiers are judged on distributions in front of servers only, and never by bucket and key.",
  },
  {
    kind: /^exposed, accepted: direct request as /,
    why: "Nobody reads who may read a bucket or invoke a function's URL.",
  },
  {
    kind: /^exposed, accepted: kms:\w+ by /,
    why: "Trust policies are not followed, nor the right to rewrite the key's policy.",
  },
];

/** Tells whether a kind of disagreement is known. */
export function isKnown(kind: string): boolean {
  return knownDisagreements.some((known) => known.kind.test(kind));
}
