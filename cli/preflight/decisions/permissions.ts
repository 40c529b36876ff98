/** Checks the caller's permissions with IAM's policy simulator. */
import { blocker, type Finding, ok, warning } from "../finding";

/** The maximum number of actions in a finding. */
const most = 6;

/**
 * Returns the ARN of the caller's policies: the role's for a session; undefined for the root user, whom no policy
 * limits.
 */
export function policySource(callerArn: string): string | undefined {
  const [, partition, account, role] =
    /^arn:([a-z-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  if (role !== undefined) {
    return `arn:${partition ?? "aws"}:iam::${account ?? ""}:role/${role}`;
  }
  return callerArn.endsWith(":root") ? undefined : callerArn;
}

/**
 * Judges the denied actions.
 *
 * @param exact - whether the actions were simulated on the stack's resources rather than on all
 */
export function judgePermissions(denied: readonly string[], asked: number, exact: boolean): Finding {
  if (denied.length === 0) {
    return ok("permissions", `IAM allows all ${asked} actions`);
  }
  const named = [...denied].sort().slice(0, most).join(", ");
  const more = denied.length > most ? ` and ${denied.length - most} more` : "";
  const fix = "attach the policies that secure-origin deployer-policy prints";
  const seen = `IAM denies ${denied.length} of ${asked} actions: ${named}${more}`;
  return exact
    ? blocker("permissions", seen, fix)
    : warning("permissions", `${seen}, simulated on all resources because the stack has no state`, fix);
}
