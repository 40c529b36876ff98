/** Ends commands with an exit code and one-line errors. */
import { inspect } from "node:util";
import pc from "picocolors";
import { visible } from "../../cli/visible";
import { UserError } from "./userError";
import { isWriteError, writeProblem } from "./writeProblem";

/** Returns the text of an error: one line if the user can act on it, else with its stack. */
export function readable(error: unknown): unknown {
  if (error instanceof UserError) {
    return error.message;
  }
  return isWriteError(error) ? writeProblem(error) : error;
}

/** Returns the same text without control sequences. */
function textOf(error: unknown): string {
  const text = readable(error);
  return visible(typeof text === "string" ? text : inspect(text));
}

/**
 * Runs a command and exits with its code, or with 1 and the error: a UserError or a failed write in one line, anything
 * else, a bug, with its stack.
 */
export function reportingErrors(body: () => Promise<number>): void {
  body().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(pc.red("error:"), textOf(error));
      process.exit(1);
    },
  );
}
