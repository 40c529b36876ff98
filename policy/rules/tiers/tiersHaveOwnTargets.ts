import { sameName } from "../../reachability/tiers/headerCheckedBalancers";
import { type SharedTarget, sharedTargets } from "../../reachability/tiers/sharedTargets";
import { nameOf } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { meetingOf } from "../meeting";
import type { Finding, Rule } from "../rule";
import { sharedPlace } from "./sharedPlace";

/** Public behaviors do not reach the servers and ports of signed ones. */
export const tiersHaveOwnTargets: Rule = {
  name: "tiers-have-own-targets",
  displayName: "Tiers have own targets",
  description:
    "No port of a server receives requests of both tiers, signed and public, unless listener rules separate them by " +
    "their secret headers.",
  rationale:
    "Network load balancers and instances check no header. If both tiers end at one port there, a public request with " +
    "another spelling of a signed path can return signed content.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "elb", "ec2", "tiers"],
  remediationSteps:
    "Give each tier a port of its own: in httpsPort of a VPC origin to an instance, or as a listener and a target group " +
    "of a network load balancer. Or use an application load balancer whose rules check a secret header for each tier.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  scope: "signing-and-tiers",
  types: [t.distribution, t.vpcOrigin, t.loadBalancer, t.listener, t.targetGroup, t.instance],
  options: [],
  onUnknown: "deny",
  check: findingsIn,
};

function findingsIn(model: StackModel): Finding[] {
  const reported = new Set<unknown>();
  return sharedTargets(model).flatMap((shared): Finding[] => {
    const { open, signed } = shared;
    // tiers-have-own-ports reports tiers that listener rules separate.
    const isSeparated = open.target.rule !== undefined && signed.target.rule !== undefined;
    if (isSeparated || reported.has(open.behavior)) {
      return [];
    }
    reported.add(open.behavior);
    return [describe(model, shared)];
  });
}

function describe(model: StackModel, shared: SharedTarget): Finding {
  const { open, signed, isKnown } = shared;
  const { urn } = open.distribution;
  const theirs =
    open.distribution === signed.distribution
      ? nameOf(signed.behavior)
      : `${nameOf(signed.behavior)} of ${signed.distribution.urn}`;
  const reaches = isKnown ? "reaches" : "may reach";
  const both = `${nameOf(open.behavior)} has no key groups and ${reaches} ${sharedPlace(model, shared)}, as ${theirs} of the signed tier does`;
  const example = isKnown ? meetingOf(shared.arrivals) : "";
  const at = { urn, path: open.behavior.targetOrigin.path };
  if (model.links.resource(open.target.server) === undefined && haveOwnSecrets(open.origin, signed.origin)) {
    const why = `${both}, so the listener rules there, which are not in this stack, must separate them by the secret header`;
    return { ...at, why, fix: "Run the pack on the stack of the load balancer as well", level: "advisory" };
  }
  const why = `${both}, and no listener rule separates them by a secret header${example}`;
  const fix = "Serve the public tier on a port of its own";
  return { ...at, why, fix, ...(isKnown ? {} : { unknown: true }) };
}

/** Returns whether two origins send a header of the same name, and not the same known value. */
function haveOwnSecrets(a: Origin, b: Origin): boolean {
  return (known(a.headers) ?? []).some((mine) =>
    (known(b.headers) ?? []).some(
      (theirs) =>
        sameName(mine.name, theirs.name) &&
        (known(mine.value) === undefined || known(mine.value) !== known(theirs.value)),
    ),
  );
}
