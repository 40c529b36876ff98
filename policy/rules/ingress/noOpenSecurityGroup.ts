import { exposureOf } from "../../resources/rangeExposure";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { rangesOf } from "../../runtime/options";
import type { Field } from "../../values/field";
import type { Range } from "../../values/ranges";
import { unseen } from "../findings";
import type { Finding, Rule } from "../rule";

/** No security group admits the internet, in any of the three shapes of a rule. */
export const noOpenSecurityGroup: Rule = {
  name: "no-open-security-group",
  displayName: "No open security group",
  description: "Security groups admit no one from the internet but declared administrators.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["ec2", "vpc", "network exposure"],
  remediationSteps:
    "Admit the security group or the managed prefix list of CloudFront, or the load balancer's security group, " +
    "instead of address ranges. List the networks of administrators in the option adminCidrs.",
  framework: {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: "EC2.18, EC2.19",
    specification: "Security groups allow unrestricted incoming traffic for no port that is not authorized.",
  },
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  level: "resource",
  types: [t.securityGroup, t.defaultSecurityGroup, t.securityGroupRule, t.securityGroupIngressRule],
  options: ["adminCidrs"],
  onUnknown: "deny",
  check(model, { adminCidrs }) {
    const admins = rangesOf(adminCidrs);
    return model.ingress.flatMap(({ urn, ranges }) => ranges.flatMap((range) => judge(urn, range, admins)));
  },
};

function judge(urn: string, range: Field<string>, admins: readonly Range[]): Finding[] {
  const finding = (why: string, fix: string): Finding[] => [{ urn, path: range.path, why, fix }];
  if (range.state === "absent") {
    return [];
  }
  if (range.state === "unknown") {
    return [unseen(urn, range, "the security group may be open", "Give it a literal range")];
  }
  const admit = "Admit CloudFront's or the load balancer's security group or prefix list instead";
  switch (exposureOf(range.value, admins)) {
    case "closed":
      return [];
    case "unreadable":
      return finding("this is no address range in CIDR notation", "Write it like 10.0.0.0/16");
    case "world":
      return finding(`${range.value} opens the security group to the internet`, admit);
    case "part": {
      const declare = "or list the range in the option adminCidrs if administrators come from there";
      return finding(
        `${range.value} opens the security group to a part of the internet`,
        `${admit}, ${declare}`,
      );
    }
  }
}
