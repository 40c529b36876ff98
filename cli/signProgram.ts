/** `secure-origin sign` alone: a bundle of its own starts in a fraction of the time. */
import { createRoot, runRoot } from "./root";
import { addSign } from "./sign/sign";

export { visible } from "./visible";

/** Runs a command line whose first argument is `sign`. @returns the exit code; user errors are not thrown */
export function runProgram(args: readonly string[]): Promise<number> {
  const program = createRoot();
  addSign(program);
  return runRoot(args, program);
}
