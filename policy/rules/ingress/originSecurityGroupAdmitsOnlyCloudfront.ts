import { type Stranger, strangers } from "../../reachability/admission";
import { connectionsOf } from "../../reachability/ingressPaths";
import { exposureOf } from "../../resources/rangeExposure";
import { type Options, rangesOf } from "../../runtime/options";
import type { StackModel } from "../../stack/stack";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";
import { guarded } from "./noIngressButCloudfront";

/** The groups on what CloudFront reaches, whatever adds rules to them or puts them there. */
export const originSecurityGroupAdmitsOnlyCloudfront: Rule = {
  name: "origin-security-group-admits-only-cloudfront",
  displayName: "Origin security group admits only CloudFront",
  description:
    "Security groups of what CloudFront reaches admit CloudFront, administrators and private sources only.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "vpc", "cloudfront", "network exposure"],
  remediationSteps:
    "Admit CloudFront's managed prefix list or the load balancer's security group. List a prefix list of your own that " +
    "holds CloudFront's addresses in cloudFrontPrefixLists, and administrators' networks in adminCidrs.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html",
  level: "entry-paths",
  types: "all",
  options: ["protectedOrigins", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check(model, options) {
    const { network } = connectionsOf(model);
    const isGuarded = guarded(model, options);
    const members = new Map<string, { on: string; by: string | undefined }>();
    for (const { urn } of [...model.loadBalancers, ...model.servers, ...model.groups, ...model.services]) {
      for (const { group, by } of isGuarded(urn) ? network.membershipsOf(urn) : []) {
        if (group !== undefined && !members.has(group)) {
          members.set(group, { on: urn, by });
        }
      }
    }
    return [...members].flatMap(([group, { on, by }]) =>
      sources(model, options, group).map((source) =>
        explain(source, by === undefined ? on : `${on}, by ${by}`, options),
      ),
    );
  },
};

function sources(
  model: StackModel,
  { adminCidrs, cloudFrontPrefixLists }: Options,
  group: string,
): Stranger[] {
  const trusted = { admins: rangesOf(adminCidrs), lists: cloudFrontPrefixLists };
  const { network } = connectionsOf(model);
  return network.ingressOf(group).flatMap((ingress) => strangers(model, ingress, trusted));
}

function explain({ urn, argument, field, source }: Stranger, where: string, options: Options): Finding {
  const onto = `onto ${where}`;
  const fix = "Admit CloudFront's prefix list or a security group instead";
  if (field.state === "unknown") {
    return { ...unseen(urn, field, `this may let strangers ${onto}`), path: argument };
  }
  const range =
    field.state === "known" && exposureOf(field.value, rangesOf(options.adminCidrs)) !== "unreadable"
      ? field.value
      : "a range that cannot be read";
  const { kind, list = "", text = "that is not CloudFront's" } = source;
  const what = {
    range: range,
    list: `the prefix list ${list}, which holds ${range},`,
    foreignList: `a prefix list ${text}, which is neither CloudFront's nor of this stack,`,
  }[kind];
  return { urn, path: argument, why: `${what} is let ${onto}`, fix };
}
