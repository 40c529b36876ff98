import { connectionsOf } from "../../reachability/ingressPaths";
import { type SharedTarget, sharedTargets } from "../../reachability/tiers/sharedTargets";
import { type TierTarget, tierTargets } from "../../reachability/tiers/tierTargets";
import { isSigned } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { MultiMap } from "../../values/multiMap";
import { meetingOf } from "../meeting";
import type { Finding, Rule } from "../rule";
import { sharedPlace } from "./sharedPlace";

/** The target groups of the two tiers have different ports of a server. */
export const tiersHaveOwnPorts: Rule = {
  name: "tiers-have-own-ports",
  displayName: "Tiers have own ports",
  description: "The target groups of the two tiers use different ports of a server.",
  rationale:
    "With one port the application cannot tell a signed request from a public one, and must interpret paths exactly " +
    "as CloudFront does.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["elb", "tiers"],
  remediationSteps:
    "Serve the signed paths on a separate port of the application. For an application with one port that interprets " +
    'paths as CloudFront does, set the option levels to { "tiers-have-own-ports": "advisory" }.',
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  scope: "signing-and-tiers",
  types: [t.targetGroup, t.listenerRule, t.distribution],
  options: [],
  onUnknown: "deny",
  check: findingsIn,
};

function findingsIn(model: StackModel): Finding[] {
  const reported = new Set<string>();
  return [
    ...sharedTargets(model).flatMap((each) => sharedServer(model, each)),
    ...withoutTargets(model),
  ].flatMap((found) => {
    // A group is reported once; a known server comes before a port that unknown targets may share.
    const isNew = !reported.has(found.urn);
    reported.add(found.urn);
    return isNew ? [found] : [];
  });
}

/** Finds a server at whose port both tiers arrive by rules for different secrets. */
function sharedServer(model: StackModel, shared: SharedTarget): Finding[] {
  const { open, signed, isKnown } = shared;
  const [mine, theirs] = [open.target.group, signed.target.group];
  if (!areSeparated(open, signed) || mine === undefined || theirs === undefined) {
    return [];
  }
  const where = sharedPlace(model, shared);
  const example = isKnown ? meetingOf(shared.arrivals) : "";
  return [
    [mine, theirs],
    [theirs, mine],
  ].flatMap(([urn = "", other = ""]) => {
    const why = `its targets include ${where}, as those of ${other} do for the other tier, so the application cannot tell a signed request from a public one${example}`;
    return [{ urn, path: "port", why, fix, ...(isKnown ? {} : { unknown: true }) }];
  });
}

const fix = "Use a separate port for each tier";

/** Returns whether different rules for different secrets forward to different groups; tiers-have-own-secrets reports one group. */
function areSeparated(open: TierTarget, signed: TierTarget): boolean {
  const [mine, theirs] = [open.target.rule, signed.target.rule];
  if (mine === undefined || theirs === undefined || mine.urn === theirs.urn) {
    return false;
  }
  // In preview any rule may be for any origin; rules with a secret in common are for the same tier.
  const areSame =
    (mine.accepts === "maybe" || theirs.accepts === "maybe") &&
    mine.sources.some((source) => theirs.sources.includes(source));
  return open.target.group !== signed.target.group && !areSame;
}

/** Finds groups of a distribution's tiers with one port, of which one has no targets in this stack. */
function withoutTargets(model: StackModel): Finding[] {
  const { forwarding } = connectionsOf(model);
  const isEmpty = (group: string) =>
    forwarding.targetsOf(group).length + forwarding.addresses.get(group).length === 0;
  const groups = tierTargets(model).filter(({ target }) => target.server === target.group);
  const signed = new MultiMap<TierTarget>();
  const placeOf = ({ distribution, target }: TierTarget) => `${String(target.port)} ${distribution.urn}`;
  for (const each of groups.filter(({ behavior }) => isSigned(behavior))) {
    signed.add(placeOf(each), each);
  }
  return groups
    .filter(({ behavior, target: { port = 0 } }) => !isSigned(behavior) && port > 0)
    .flatMap((open) => {
      const { server: urn, port } = open.target;
      const other = signed
        .get(placeOf(open))
        .find((each) => areSeparated(open, each) && (isEmpty(urn) || isEmpty(each.target.server)));
      if (other === undefined) {
        return [];
      }
      const why = `port ${String(port)} is also the port of ${other.target.server} for the other tier, and this stack does not show whether their servers differ`;
      return [{ urn, path: "port", why, fix, level: "advisory" as const }];
    });
}
