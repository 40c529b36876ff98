/** Checks that could not be done. */
import { type Finding, warning } from "../finding";

const deniedNames = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AuthorizationError",
  "UnauthorizedOperation",
  "Client.UnauthorizedOperation",
]);

/** Whether AWS refused a call for want of a permission. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && deniedNames.has(error.name);
}

/** The finding for a check that failed. `calls` names the actions that it takes. */
export function notDone(check: string, calls: readonly string[], error: unknown): Finding {
  const name = error instanceof Error ? error.name : "unknown error";
  return isDenied(error)
    ? warning(check, `not checked: ${name}`, `let the caller do ${calls.join(", ")}`)
    : warning(check, `not checked: ${name}`, "see whether AWS can be reached from here, and run it again");
}
