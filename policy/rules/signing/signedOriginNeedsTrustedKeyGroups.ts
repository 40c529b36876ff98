import { meetAt } from "../../reachability/tiers/tierTargets";
import { type Behavior, type Distribution, isSigned, nameOf } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { quoted, unknownFinding } from "../findings";
import { meetingOf } from "../meeting";
import type { Finding, Rule } from "../rule";

/** Public behaviors do not share an origin with signed ones. */
export const signedOriginNeedsTrustedKeyGroups: Rule = {
  name: "signed-origin-needs-trusted-key-groups",
  displayName: "Signed origin needs trusted key groups",
  description: "An origin of a signed behavior is not used by a behavior without key groups.",
  rationale:
    "CloudFront and the application can interpret a path differently, so a public request to a shared origin can " +
    "return signed content.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "signed urls", "tiers"],
  remediationSteps:
    "Give public behaviors an origin of their own, with a secret header that routes to another port of the " +
    "application.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
  scope: "resource",
  stackPolicy: "signing-and-tiers",
  types: [t.distribution],
  options: [],
  onUnknown: "deny",
  check: (model) => model.distributions.flatMap((each) => findingsIn(model, each)),
};

function findingsIn(model: StackModel, distribution: Distribution): Finding[] {
  const usesOf = usesIn(distribution);
  const signed = new SignedUses(
    distribution.behaviors.filter(isSigned).map((behavior) => ({ behavior, uses: usesOf(behavior) })),
  );
  return distribution.behaviors
    .filter((behavior) => !isSigned(behavior))
    .flatMap((behavior) => {
      const mine: Using = { behavior, uses: usesOf(behavior) };
      let first: Finding | undefined;
      for (const other of signed.near(mine.uses)) {
        for (const finding of shared(model, distribution, mine, other)) {
          if (finding.level === undefined && !finding.unknown) {
            return finding;
          }
          first ??= finding;
        }
      }
      return first ?? [];
    });
}

/** A behavior with the origins that it uses, or may. */
interface Using {
  readonly behavior: Behavior;
  readonly uses: readonly Use[];
}

/** The origins that signed behaviors use, by origin. */
class SignedUses {
  private readonly byOrigin = new Map<Origin | undefined, Set<Using>>();
  private readonly order: ReadonlyMap<Using, number>;

  constructor(private readonly all: readonly Using[]) {
    this.order = new Map(all.map((each, place) => [each, place]));
    for (const each of all) {
      for (const { origin } of each.uses) {
        const users = this.byOrigin.get(origin) ?? new Set();
        this.byOrigin.set(origin, users);
        users.add(each);
      }
    }
  }

  /** Returns, in their order, the behaviors that may use one of the origins. */
  near(uses: readonly Use[]): readonly Using[] {
    if (uses.some(({ origin }) => origin === undefined)) {
      return this.all;
    }
    const near = new Set(
      [undefined, ...uses.map(({ origin }) => origin)].flatMap((each) => [
        ...(this.byOrigin.get(each) ?? []),
      ]),
    );
    return [...near].sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0));
  }
}

/** Finds an origin of both behaviors through which they reach the same place. */
function shared(
  model: StackModel,
  distribution: Distribution,
  { behavior, uses }: Using,
  { behavior: signed, uses: theirs }: Using,
): Finding[] {
  const { urn } = distribution;
  const { targetOrigin: target } = behavior;
  return uses.flatMap((use): Finding[] => {
    const { origin, name, isMember, isOneOf } = use;
    const other = theirs.find((each) => mayBeSame(use, each));
    const certainty =
      isOneOf || other?.isOneOf ? sameSource(model, distribution, behavior, signed) : "certain";
    // Buckets are compared by key.
    if (other === undefined || origin?.kind === "bucket" || certainty === "different") {
      return [];
    }
    const meeting = origin && meetAt(model, distribution, origin, behavior, signed);
    if (origin !== undefined && meeting === undefined) {
      return [];
    }
    const at = { urn, path: target.path };
    const isNamed = origin === undefined || origin.id.state === "known";
    if (target.state === "unknown" && isNamed) {
      return [unknownFinding(urn, target, `${nameOf(behavior)} may use an origin of the signed tier`)];
    }
    if (signed.targetOrigin.state === "unknown" && isNamed) {
      return [
        unknownFinding(urn, signed.targetOrigin, `${nameOf(signed)} may use an origin of the public tier`),
      ];
    }
    if (certainty === "undecided") {
      const why = `${nameOf(behavior)} and ${nameOf(signed)} may use one origin, which is not known in preview, so it is checked by the update`;
      return [{ ...at, why, fix: "Give the origins names that are known in preview", level: "advisory" }];
    }
    const through = isMember ? ` as a member of the origin group ${quoted(known(target))}` : "";
    const example = meeting?.isKnown ? meetingOf(meeting.arrivals) : "";
    const why = `${nameOf(behavior)} has no key groups and uses origin ${quoted(name)} of the signed tier${through}${example}`;
    return [{ ...at, why, fix: "Set targetOriginId to an origin of the public tier" }];
  });
}

/** An origin that a behavior uses, or may. */
interface Use {
  /** Undefined if the list of origins is unknown, or has none of that name. */
  readonly origin: Origin | undefined;
  readonly name: string | undefined;
  readonly isMember: boolean;
  /** Whether it is only one of several that are possible. */
  readonly isOneOf: boolean;
}

function mayBeSame(a: Use, b: Use): boolean {
  if (a.origin !== undefined && b.origin !== undefined) {
    return a.origin === b.origin;
  }
  return a.name === undefined || b.name === undefined || a.name === b.name;
}

/**
 * Lists the origin of a behavior, or all members of its origin group. A name that is unknown in preview is one of those that
 * are unknown in the list of origins, too, or any if there is none.
 */
function usesIn({ origins, originGroups }: Distribution): (behavior: Behavior) => Use[] {
  const all = known(origins) ?? [];
  const byName = new Map<string | undefined, Origin>();
  for (const origin of all) {
    if (!byName.has(known(origin.id))) {
      byName.set(known(origin.id), origin);
    }
  }
  const unknown = all.filter(({ id }) => id.state === "unknown");
  const groupsByName = new MultiMap<(typeof originGroups)[number]>();
  const nameOfGroup = (field: Field<string>): string => `${field.state} ${known(field) ?? ""}`;
  for (const group of originGroups) {
    groupsByName.add(nameOfGroup(group.id), group);
  }
  const use = (field: Field<string>, isMember: boolean): Use[] => {
    const name = known(field);
    if (field.state !== "unknown") {
      return name === undefined ? [] : [{ origin: byName.get(name), name, isMember, isOneOf: false }];
    }
    const possible: readonly (Origin | undefined)[] =
      unknown.length > 0 ? unknown : all.length > 0 ? all : [undefined];
    return possible.map((origin) => ({
      origin,
      name: known(origin?.id ?? field),
      isMember,
      isOneOf: possible.length > 1,
    }));
  };
  return ({ targetOrigin }) => {
    const groups = groupsByName.get(nameOfGroup(targetOrigin));
    const members = groups.flatMap((group) => group.members.flatMap((member) => use(member, true)));
    return groups.length > 0 && targetOrigin.state === "known"
      ? members
      : [...use(targetOrigin, false), ...members];
  };
}

/**
 * Compares the names of two origins that are unknown in preview by the resources that both a behavior and the list of origins
 * are computed from: none in common are different origins, and one alone is one origin.
 */
function sameSource(
  { links }: StackModel,
  { urn }: Distribution,
  one: Behavior,
  other: Behavior,
): "certain" | "different" | "undecided" {
  const ofOrigins = links.dependenciesOf(urn, "origins", []);
  const [mine, theirs] = [one, other].map(({ path }) =>
    links.dependenciesOf(urn, path, []).filter((each) => ofOrigins.includes(each)),
  );
  const both = (mine ?? []).filter((each) => theirs?.includes(each));
  if (mine?.length === 1 && theirs?.length === 1 && both.length === 1) {
    return "certain";
  }
  return both.length === 0 && (mine ?? []).length > 0 && (theirs ?? []).length > 0
    ? "different"
    : "undecided";
}
