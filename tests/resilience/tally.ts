/** From answers to a line of the table: pure. */
import type { Answer } from "./load";

/** A time, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly requests: number;
  /** Those that began between the first and the last changed resource. */
  readonly inWindow: number;
  readonly refused: number;
  /** The longest time without a good answer while requests were made, milliseconds. */
  readonly longestGap: number;
  /** Why the drill failed; empty when it did not. */
  readonly failures: readonly string[];
}

/** How many refused requests a failure names. */
const named = 3;

/** The longest time between two good answers that follow each other; from the first request, to the last answer. */
export function longestGap(answers: readonly Answer[]): number {
  const good = answers.filter(({ wrong }) => wrong === undefined).map(({ ended }) => ended);
  const began = answers.reduce((least, one) => Math.min(least, one.began), Number.POSITIVE_INFINITY);
  const ended = answers.reduce((most, one) => Math.max(most, one.ended), 0);
  const moments = [began, ...good, ended].sort((one, other) => one - other);
  return answers.length === 0
    ? 0
    : moments
        .slice(1)
        .reduce((longest, moment, index) => Math.max(longest, moment - (moments[index] ?? 0)), 0);
}

/**
 * Counts.
 *
 * @param window - the first and the last changed resource
 * @param why - tells of a refused request which hop refused it
 * @param mostRefused - the documented bound; 0 unless told
 */
export function tally(
  what: string,
  answers: readonly Answer[],
  window: Window,
  why: (answer: Answer) => string,
  mostRefused = 0,
): Row {
  const refused = answers.filter(({ wrong }) => wrong !== undefined);
  const failures =
    refused.length <= mostRefused
      ? []
      : refused.slice(0, named).map((one) => {
          const at = new Date(one.began).toISOString().slice(11, 23);
          return `${one.name} at ${at}: ${one.wrong ?? ""}; ${why(one)}`;
        });
  const nobody = answers.length === 0 ? ["nobody asked"] : [];
  const more = failures.length > 0 && refused.length > named ? [`and ${refused.length - named} more`] : [];
  return {
    what,
    requests: answers.length,
    inWindow: answers.filter(({ began }) => began >= window.from && began <= window.to).length,
    refused: refused.length,
    longestGap: longestGap(answers),
    failures: [...nobody, ...failures, ...more],
  };
}

/** The table, with what failed under it. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(4, ...rows.map(({ what }) => what.length));
  const line = (what: string, ...cells: string[]): string =>
    [what.padEnd(width), ...cells.map((cell) => cell.padStart(13))].join("  ");
  const count = (value: number): string => value.toLocaleString("en");
  return [
    line("what", "requests", "in the window", "refused", "longest gap"),
    ...rows.flatMap(({ what, requests, inWindow, refused, longestGap: gap, failures }) => [
      line(what, count(requests), count(inWindow), count(refused), `${count(gap)} ms`),
      ...failures.map((failure) => `  FAILED  ${failure}`),
    ]),
  ].join("\n");
}
