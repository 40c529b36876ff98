import type { Options } from "../../options/options";
import { connectionsOf } from "../../reachability/ingressPaths";
import { type UntrustedSource, untrustedSources } from "../../reachability/network/admission";
import type { StackModel } from "../../stack/stack";
import { internetShareOf } from "../../values/internetShare";
import { parseRanges } from "../../values/ranges";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";
import { protectedOrigins } from "./protectedOrigins";

/** Security groups of protected origins admit CloudFront, administrators and private sources only. */
export const originSecurityGroupAdmitsOnlyCloudfront: Rule = {
  name: "origin-security-group-admits-only-cloudfront",
  displayName: "Origin security group admits only CloudFront",
  description:
    "Security groups of origins behind CloudFront admit only CloudFront, administrators and private sources.",
  rationale:
    "Rules and prefix lists that are separate resources can open a security group that looks closed on its own.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "vpc", "cloudfront", "network exposure"],
  remediationSteps:
    "Admit CloudFront's managed prefix list or the load balancer's security group. List prefix lists of CloudFront's " +
    "addresses in cloudFrontPrefixLists, and the administrators' networks in adminCidrs.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html",
  scope: "ingress-paths",
  types: "all",
  options: ["protect", "protectedOrigins", "adminCidrs", "cloudFrontPrefixLists"],
  onUnknown: "deny",
  check(model, options) {
    const { network } = connectionsOf(model);
    const isProtected = protectedOrigins(model, options);
    const members = new Map<string, { on: string; by: string | undefined }>();
    for (const { urn } of [
      ...model.loadBalancers,
      ...model.servers,
      ...model.autoScalingGroups,
      ...model.services,
    ]) {
      for (const { group, by } of isProtected(urn) ? network.membershipsOf(urn) : []) {
        if (group !== undefined && !members.has(group)) {
          members.set(group, { on: urn, by });
        }
      }
    }
    return [...members].flatMap(([group, { on, by }]) =>
      sources(model, options, group).map((source) =>
        describe(source, by === undefined ? on : `${on} through ${by}`, options),
      ),
    );
  },
};

function sources(
  model: StackModel,
  { adminCidrs, cloudFrontPrefixLists }: Options,
  group: string,
): UntrustedSource[] {
  const trusted = { admins: parseRanges(adminCidrs), lists: cloudFrontPrefixLists };
  const { network } = connectionsOf(model);
  return network.ingressOf(group).flatMap((ingress) => untrustedSources(model, ingress, trusted));
}

function describe(
  { urn, argument, field, source }: UntrustedSource,
  target: string,
  options: Options,
): Finding {
  const to = `to ${target}`;
  const fix = "Admit CloudFront's prefix list or a security group instead";
  if (field.state === "unknown") {
    return { ...unknownFinding(urn, field, `this may admit other sources ${to}`), path: argument };
  }
  const range =
    field.state === "known" && internetShareOf(field.value, parseRanges(options.adminCidrs)) !== "invalid"
      ? field.value
      : "an invalid CIDR";
  const { kind, list = "", text = "outside this stack" } = source;
  const what = {
    range: range,
    list: `the prefix list ${list}, which holds ${range},`,
    foreignList: `the prefix list ${text}, which the pack does not know as CloudFront's,`,
  }[kind];
  return { urn, path: argument, why: `${what} is admitted ${to}`, fix };
}
