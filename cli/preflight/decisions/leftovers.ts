/** Checks for what a deleted stack can leave behind. */
import { blocker, type Finding, ok, warning } from "../finding";
import type { OwnResources } from "../requirements";
import type { ZoneRecord } from "./names";

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/**
 * Judges the validation records of earlier certificates for the names: ACM asks for the same record again for the same
 * account and name. The stack takes over an existing record, and a destroy deletes it.
 */
export function judgeValidationRecords(
  names: readonly string[],
  records: readonly ZoneRecord[],
  own: OwnResources,
): Finding {
  const ownNames = new Set([...own.recordNames].map(plain));
  const left = records.filter(
    ({ name, type, values }) =>
      type === "CNAME" &&
      values.some((value) => plain(value).endsWith(".acm-validations.aws")) &&
      names.some((siteName) => plain(name).replace(/^_[^.]+\./, "") === siteName) &&
      !ownNames.has(plain(name)),
  );
  return left.length === 0
    ? ok("validation records", `the zone has none for ${names.join(", ")}`)
    : warning(
        "validation records",
        `the zone has ${left.map(({ name }) => plain(name)).join(", ")} from an earlier certificate`,
        "the stack takes them over, and its destroy deletes them: if a certificate in use needs them for renewal, set certificates to that one",
      );
}

/** The maximum number of CloudWatch Logs resource policies in a region. */
const MOST_POLICIES = 10;

/**
 * Judges the number of CloudWatch Logs resource policies: log deliveries create them, and nothing deletes them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export function judgeLogPolicies(region: string, names: readonly string[]): Finding {
  const check = `log resource policies in ${region}`;
  const seen = `${names.length} of ${MOST_POLICIES}`;
  if (names.length < MOST_POLICIES - 1) {
    return ok(check, seen);
  }
  const fix = `delete unused ones: aws logs describe-resource-policies --region ${region}`;
  return names.length >= MOST_POLICIES ? blocker(check, seen, fix) : warning(check, seen, fix);
}

/** A security group that CloudFront creates in a VPC with VPC origins. */
export interface ServiceGroup {
  readonly id: string;
  readonly vpcId: string;
}

/** The name of that security group. */
export const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

/** Judges CloudFront's security groups: one that outlives its VPC origins prevents the deletion of its VPC. */
export function judgeServiceGroups(groups: readonly ServiceGroup[], vpcOrigins: number): Finding {
  const check = "CloudFront's security group";
  const [first] = groups;
  if (first === undefined || vpcOrigins > 0) {
    return ok(check, groups.length === 0 ? "none exists" : "in use by VPC origins of this account");
  }
  return warning(
    check,
    `${groups.map(({ id, vpcId }) => `${id} in ${vpcId}`).join(", ")} still exists, but the account has no VPC origin`,
    `delete it before deleting its VPC: aws ec2 delete-security-group --group-id ${first.id}`,
  );
}
