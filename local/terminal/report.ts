/** Ends a command the way people and scripts expect: an exit code, and errors in one line. */
import { inspect } from "node:util";
import pc from "picocolors";
import { visible } from "../../cli/visible";
import { UserError } from "./userError";
import { isWriteError, writeProblem } from "./writeProblem";

/** What a person reads of an error: one line where something can be done about it, else the whole of it. */
export function readable(error: unknown): unknown {
  if (error instanceof UserError) {
    return error.message;
  }
  return isWriteError(error) ? writeProblem(error) : error;
}

/** The same as text that changes nothing at a terminal, whatever it quotes. */
function textOf(error: unknown): string {
  const text = readable(error);
  return visible(typeof text === "string" ? text : inspect(text));
}

/**
 * Runs a command's body and ends the process with the code that it returns, or with 1 and the error: a UserError, or
 * a file that cannot be written, in one line, anything else, which is a bug, with its stack.
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
