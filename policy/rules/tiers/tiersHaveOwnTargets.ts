import { type TierTarget, tierTargets } from "../../reachability/tiers/tierTargets";
import { nameOf } from "../../resources/cloudfront/distributions";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { MultiMap } from "../../values/multiMap";
import type { Finding, Rule } from "../rule";

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
  const all = tierTargets(model);
  const signed = new MultiMap<TierTarget>();
  for (const each of all.filter(isSigned)) {
    signed.add(each.target.server, each);
  }
  const reported = new Set<unknown>();
  return all
    .filter((each) => !isSigned(each))
    .flatMap((each): Finding[] => {
      const other = signed.get(each.target.server).find((theirs) => isShared(each, theirs));
      if (other === undefined || reported.has(each.behavior)) {
        return [];
      }
      reported.add(each.behavior);
      return [describe(each, other)];
    });
}

function isSigned({ behavior: { signed } }: TierTarget): boolean {
  return signed.state === "known" && signed.value;
}

function isShared(open: TierTarget, signed: TierTarget): boolean {
  // signed-origin-needs-trusted-key-groups reports one origin for both tiers.
  if (open.origin === signed.origin || (open.target.isChecked && signed.target.isChecked)) {
    return false;
  }
  const isExcluded =
    open.certainty === "oneOfEach" &&
    open.distribution === signed.distribution &&
    open.vpcOrigin === signed.vpcOrigin;
  const [mine, theirs] = [open.target.port, signed.target.port];
  return !isExcluded && (mine === undefined || theirs === undefined || mine === theirs);
}

function describe(open: TierTarget, signed: TierTarget): Finding {
  const { urn } = open.distribution;
  const port = open.target.port ?? signed.target.port;
  const where = `${port === undefined || port === 0 ? "" : `port ${port} of `}${open.target.server}`;
  const theirs =
    open.distribution === signed.distribution
      ? nameOf(signed.behavior)
      : `${nameOf(signed.behavior)} of ${signed.distribution.urn}`;
  const isKnown =
    open.certainty === "known" &&
    signed.certainty === "known" &&
    open.target.port !== undefined &&
    signed.target.port !== undefined;
  const reaches = isKnown ? "reaches" : "may reach";
  const why = `${nameOf(open.behavior)} has no key groups and ${reaches} ${where}, as ${theirs} of the signed tier does, and no listener rule separates them by a secret header`;
  const fix = "Serve the public tier on a port of its own";
  return { urn, path: open.behavior.targetOrigin.path, why, fix, ...(isKnown ? {} : { unknown: true }) };
}
