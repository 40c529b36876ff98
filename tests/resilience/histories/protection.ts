/** A load balancer that is protected from deletion and replaced: AWS keeps it, and no update succeeds. */
import type { Settings } from "./settings";

/** Returns the ARN of the load balancer that AWS refused to delete because it is protected; undefined if none was. */
export function protectedBalancer(output: string): string | undefined {
  return /Load balancer '([^']+)' cannot be deleted because deletion protection is enabled/.exec(output)?.[1];
}

/** Whether an update between any of these settings may be refused for that reason, as the guide says. */
export function mayMeetProtection(settings: readonly Settings[]): boolean {
  const isProtected = settings.some(({ deletionProtection }) => deletionProtection === true);
  return isProtected && new Set(settings.map(({ inOtherVpc = false }) => inOtherVpc)).size > 1;
}
