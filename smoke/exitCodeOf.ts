import { exitCode } from "../cli/exitCodes";
import type { ProgramResult } from "./runExperiments";

/** Chooses the exit code of a run: leftovers come first, then a `fail`, then a `cannot tell`. */
export function exitCodeOf(
  programs: readonly ProgramResult[],
  { local, stopped }: { readonly local: boolean; readonly stopped: boolean },
): number {
  const results = programs.flatMap((program) => program.results);
  const left = programs.some((program) => program.left.length > 0 || program.next !== undefined);
  if (stopped || left || results.some(({ deployed }) => !deployed)) {
    return exitCode.failed;
  }
  if (local) {
    return exitCode.done;
  }
  if (results.some(({ verdict }) => verdict.outcome === "fail")) {
    return exitCode.deny;
  }
  return results.some(({ verdict }) => verdict.outcome === "cannot tell") ? exitCode.unknown : exitCode.done;
}
