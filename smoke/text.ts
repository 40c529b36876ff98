/** The experiments as text: the list of `--list`, and the lines that a run prints. */
import { visibleLine } from "../cli/visible";
import type { Experiment } from "./experiment";
import type { ProgramResult, Result } from "./runExperiments";

/** An experiment as `--list` shows it. */
export function listed({ name, question, creates, cost, time, needs }: Experiment): string {
  return [
    name,
    `  ${question}`,
    `  creates: ${creates}`,
    `  cost: about $${cost}; minutes: ${time}${needs === undefined ? "" : `; needs ${needs.option}`}`,
  ].join("\n");
}

/** The one line that says how an experiment ended. */
export function verdictLine({ experiment, verdict }: Result): string {
  return visibleLine(`${experiment.name}: ${verdict.outcome}: ${verdict.seen}`);
}

/** What is left of a program, and how it is destroyed; empty when nothing is. */
export function leftLines({ program, left, next }: ProgramResult): string[] {
  if (left.length === 0 && next === undefined) {
    return [];
  }
  const then = next === undefined ? "Delete these by hand." : `Destroy again: ${next}`;
  return [
    `left by ${program}: ${left.length === 0 ? "unknown, the stack could not be read" : ""}`.trimEnd(),
    ...left.map((one) => `  ${visibleLine(one)}`),
    then,
  ];
}
