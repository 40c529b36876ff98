/** The service-linked roles that AWS creates when a service is first used. */
import { type Finding, ok, warning } from "../finding";

/** The service that replaces instances. */
const SCALING_ROLE = { "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling" };

/** Roles of every stack, by the service that assumes them. */
const linkedRoles: Readonly<Record<string, string>> = {
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "vpcorigin.cloudfront.amazonaws.com": "AWSServiceRoleForCloudFrontVPCOrigin",
};

/** The service whose role keeps the replicas of KMS keys in step. */
const REPLICA_ROLE = { "mrk.kms.amazonaws.com": "AWSServiceRoleForKeyManagementServiceMultiRegionKeys" };

/** Returns the roles that a stack needs, by the service that assumes them. */
export function linkedRolesOf(stack: {
  readonly instances: object | undefined;
  readonly replicatesKey: boolean;
}): Readonly<Record<string, string>> {
  return {
    ...(stack.instances === undefined ? {} : SCALING_ROLE),
    ...linkedRoles,
    ...(stack.replicatesKey ? REPLICA_ROLE : {}),
  };
}

/** Judges whether the account has these roles. */
export function judgeLinkedRoles(missing: readonly string[]): Finding {
  if (missing.length === 0) {
    return ok("service-linked roles", "the account has all of them");
  }
  const named: Readonly<Record<string, string>> = { ...SCALING_ROLE, ...linkedRoles, ...REPLICA_ROLE };
  const commands = missing.map(
    (service) => `aws iam create-service-linked-role --aws-service-name ${service}`,
  );
  return warning(
    "service-linked roles",
    `the first deployment creates ${missing.map((service) => named[service] ?? service).join(", ")}`,
    `allow the caller iam:CreateServiceLinkedRole, or create them first: ${commands.join("; ")}`,
  );
}
