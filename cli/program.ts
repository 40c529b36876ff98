/** The `secure-origin` command; each subcommand has a file of its own. */
import type { Command, OutputConfiguration } from "commander";
import { addBaseline } from "./baseline/baseline";
import { addDeployerPolicy } from "./deployerPolicy/deployerPolicy";
import { addExplain } from "./explain/explain";
import { addExplainStack } from "./explainStack/explainStack";
import { addKeys } from "./keys/keys";
import { addPreflight } from "./preflight/preflight";
import { addProve } from "./prove/prove";
import { addReview } from "./review/review";
import { createRoot, runRoot } from "./root";
import { addRotate } from "./rotate";
import { addSign } from "./sign/sign";
import { addWatch } from "./watch/watch";

export { visible } from "./visible";

/**
 * Creates the command. Errors are thrown as CommanderError and never end the process.
 *
 * @param output - where text is written. Default: standard output and error
 */
export function createProgram(output: OutputConfiguration = {}): Command {
  const program = createRoot(output);
  addSign(program);
  addExplain(program);
  addExplainStack(program);
  addReview(program);
  addKeys(program);
  addRotate(program);
  addProve(program);
  addWatch(program);
  addBaseline(program);
  addDeployerPolicy(program);
  addPreflight(program);
  return program;
}

/**
 * Runs the command line.
 *
 * @param args - the arguments after the command's own name
 * @returns the exit code; user errors are not thrown
 */
export function runProgram(args: readonly string[], program: Command = createProgram()): Promise<number> {
  return runRoot(args, program);
}
