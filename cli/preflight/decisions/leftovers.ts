/** What a former stack can leave behind. */
import { blocker, type Finding, ok, warning } from "../finding";
import type { OwnResources } from "../wanted";
import type { ZoneRecord } from "./names";

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/**
 * Judges records that proved a certificate for one of the names: ACM asks for the same record again, for an account and
 * a name. The stack takes over a record that exists, and a destroy deletes it.
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
      names.some((wanted) => plain(name).replace(/^_[^.]+\./, "") === wanted) &&
      !ownNames.has(plain(name)),
  );
  return left.length === 0
    ? ok("validation records", `the zone has none for ${names.join(", ")}`)
    : warning(
        "validation records",
        `the zone has ${left.map(({ name }) => plain(name)).join(", ")} from a former certificate`,
        "the stack takes them over, and its destroy deletes them: if a certificate in use is renewed by them, pass that one as certificates",
      );
}

/** Resource policies of CloudWatch Logs that an account has in a region at most. */
const MOST_POLICIES = 10;

/**
 * Judges the resource policies of CloudWatch Logs: log deliveries add to them, and nothing takes them away.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export function judgeLogPolicies(region: string, names: readonly string[]): Finding {
  const check = `log resource policies in ${region}`;
  const seen = `${names.length} of ${MOST_POLICIES}`;
  if (names.length < MOST_POLICIES - 1) {
    return ok(check, seen);
  }
  const fix = `delete those that nothing uses: aws logs describe-resource-policies --region ${region}`;
  return names.length >= MOST_POLICIES ? blocker(check, seen, fix) : warning(check, seen, fix);
}

/** A security group of CloudFront's that is in a VPC with VPC origins. */
export interface ServiceGroup {
  readonly id: string;
  readonly vpcId: string;
}

/** The name that CloudFront gives it. */
export const SERVICE_GROUP = "CloudFront-VPCOrigins-Service-SG";

/** Judges CloudFront's security groups: one that outlives its VPC origins keeps its VPC from being deleted. */
export function judgeServiceGroups(groups: readonly ServiceGroup[], vpcOrigins: number): Finding {
  const check = "CloudFront's security group";
  const [first] = groups;
  if (first === undefined || vpcOrigins > 0) {
    return ok(check, groups.length === 0 ? "none is left" : "in use by VPC origins of this account");
  }
  return warning(
    check,
    `${groups.map(({ id, vpcId }) => `${id} in ${vpcId}`).join(", ")} is left, and the account has no VPC origin`,
    `delete it before its VPC: aws ec2 delete-security-group --group-id ${first.id}`,
  );
}
