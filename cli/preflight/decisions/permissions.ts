/** What the caller may do, by IAM's own simulator. */
import { blocker, type Finding, ok, warning } from "../finding";

/** Most actions that are named. */
const most = 6;

/**
 * The ARN whose policies count for a caller: of a role, not of its session; undefined for the root user, whom no policy
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
 * Judges what IAM denies.
 *
 * @param exact - the actions were asked with the resources of the stack, and not with all
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
    : warning("permissions", `${seen}, on all resources: there is no state to tell the stack's`, fix);
}
