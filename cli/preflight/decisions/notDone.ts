/** Findings for checks that could not be completed. */
import { type Finding, warning } from "../finding";

const deniedNames = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AuthorizationError",
  "UnauthorizedOperation",
  "Client.UnauthorizedOperation",
]);

/** Tells whether AWS denied a call because of a missing permission. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && deniedNames.has(error.name);
}

/**
 * Makes the finding for a check that failed.
 *
 * @param calls - the actions that the check needs
 */
export function notDone(check: string, calls: readonly string[], error: unknown): Finding {
  const name = error instanceof Error ? error.name : "unknown error";
  return isDenied(error)
    ? warning(check, `not checked: ${name}`, `allow the caller ${calls.join(", ")}`)
    : warning(
        check,
        `not checked: ${name}`,
        "make sure that AWS can be reached from here, and run preflight again",
      );
}
