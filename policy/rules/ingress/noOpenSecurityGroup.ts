import { resourceTypes as t } from "../../resources/resourceTypes";
import type { Field } from "../../values/field";
import { internetShareOf } from "../../values/internetShare";
import type { Range } from "../../values/ranges";
import { parseRanges } from "../../values/ranges";
import { awsBestPractices } from "../awsBestPractices";
import { unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Security groups do not admit the internet. */
export const noOpenSecurityGroup: Rule = {
  name: "no-open-security-group",
  displayName: "No open security group",
  description:
    "Security groups of protected servers, and on paths to them, admit only the administrators' networks of the internet.",
  rationale: "An open security group lets anyone who finds an address connect to the origin directly.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "vpc", "network exposure"],
  remediationSteps:
    "Admit CloudFront's managed prefix list or the load balancer's security group instead of address ranges. List the " +
    "administrators' networks in the option adminCidrs.",
  framework: awsBestPractices(
    "EC2.18, EC2.19",
    "Security groups allow unrestricted incoming traffic for no port that is not authorized.",
  ),
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  scope: "resource",
  stackPolicy: "ingress-paths",
  types: [t.securityGroup, t.defaultSecurityGroup, t.securityGroupRule, t.securityGroupIngressRule],
  options: ["adminCidrs"],
  onUnknown: "deny",
  check(model, { adminCidrs }) {
    const admins = parseRanges(adminCidrs);
    return model.ingress.flatMap(({ urn, ranges }) =>
      ranges.flatMap((range) => findingsIn(urn, range, admins)),
    );
  },
};

function findingsIn(urn: string, range: Field<string>, admins: readonly Range[]): Finding[] {
  const finding = (why: string, fix: string): Finding[] => [{ urn, path: range.path, why, fix }];
  if (range.state === "absent") {
    return [];
  }
  if (range.state === "unknown") {
    return [unknownFinding(urn, range, "the security group may be open", "Write the range in the program")];
  }
  const admit = "Admit CloudFront's prefix list or the load balancer's security group instead";
  switch (internetShareOf(range.value, admins)) {
    case "none":
      return [];
    case "invalid":
      return finding("not a valid CIDR", "Write it like 10.0.0.0/16");
    case "all":
      return finding(`${range.value} opens the security group to the internet`, admit);
    case "some": {
      const declare = "or list the range in the option adminCidrs if it is an administrators' network";
      return finding(
        `${range.value} opens the security group to part of the internet`,
        `${admit}, ${declare}`,
      );
    }
  }
}
