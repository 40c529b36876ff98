/** The service-linked roles that AWS creates when a service is first used. */
import { type Finding, ok, warning } from "../finding";

/** Roles by the service that assumes them. */
export const linkedRoles: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "vpcorigin.cloudfront.amazonaws.com": "AWSServiceRoleForCloudFrontVPCOrigin",
};

/** Judges whether the account has these roles. */
export function judgeLinkedRoles(missing: readonly string[]): Finding {
  if (missing.length === 0) {
    return ok("service-linked roles", "the account has all of them");
  }
  const commands = missing.map(
    (service) => `aws iam create-service-linked-role --aws-service-name ${service}`,
  );
  return warning(
    "service-linked roles",
    `the first deployment creates ${missing.map((service) => linkedRoles[service] ?? service).join(", ")}`,
    `allow the caller iam:CreateServiceLinkedRole, or create them first: ${commands.join("; ")}`,
  );
}
