/** Ends a command the way people and scripts expect: an exit code, and errors in one line. */
import pc from "picocolors";
import { UserError } from "./userError";

/**
 * Runs a command's body and ends the process with the code that it returns, or with 1 and the error: a UserError in
 * its one line, anything else, which is a bug, with its stack.
 */
export function reportingErrors(body: () => Promise<number>): void {
  body().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(pc.red("error:"), error instanceof UserError ? error.message : error);
      process.exit(1);
    },
  );
}
