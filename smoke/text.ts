/** Formats experiments: the output of `--list`, and the lines that a run prints. */
import { visibleLine } from "../cli/visible";
import type { Experiment } from "./experiment";
import type { ProgramResult, Result } from "./runExperiments";

/** Formats an experiment for `--list`. */
export function listed({ name, question, creates, cost, time, needs }: Experiment): string {
  return [
    name,
    `  ${question}`,
    `  creates: ${creates}`,
    `  cost: about $${cost}; minutes: ${time}${needs === undefined ? "" : `; needs ${needs.option}`}`,
  ].join("\n");
}

/** Formats the result of an experiment as one line. */
export function verdictLine({ experiment, verdict }: Result): string {
  return visibleLine(`${experiment.name}: ${verdict.outcome}: ${verdict.seen}`);
}

/** Formats what is left of a program, and how to destroy it; empty if nothing is left. */
export function leftLines({ program, left, next }: ProgramResult): string[] {
  if (left.length === 0 && next === undefined) {
    return [];
  }
  const then = next === undefined ? "Delete these manually." : `Destroy again: ${next}`;
  return [
    `left by ${program}: ${left.length === 0 ? "unknown, the stack could not be read" : ""}`.trimEnd(),
    ...left.map((one) => `  ${visibleLine(one)}`),
    then,
  ];
}
