/** The service-linked roles that AWS makes when a service is first used. */
import { type Finding, ok, warning } from "../finding";

/** Roles by the service that assumes them. */
export const linkedRoles: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "vpcorigin.cloudfront.amazonaws.com": "AWSServiceRoleForCloudFrontVPCOrigin",
};

/** Judges which of them the account has. */
export function judgeLinkedRoles(missing: readonly string[]): Finding {
  if (missing.length === 0) {
    return ok("service-linked roles", "the account has all of them");
  }
  const commands = missing.map(
    (service) => `aws iam create-service-linked-role --aws-service-name ${service}`,
  );
  return warning(
    "service-linked roles",
    `made by the first deployment: ${missing.map((service) => linkedRoles[service] ?? service).join(", ")}`,
    `make them before, or let the caller: it takes iam:CreateServiceLinkedRole (${commands.join("; ")})`,
  );
}
