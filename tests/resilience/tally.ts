/** Counts answers into rows of the table. */
import type { Answer } from "./load/load";

/** A span of time, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** One row of the table. */
export interface Row {
  readonly what: string;
  readonly requests: number;
  /** Requests that began between the first and the last change of a resource. */
  readonly inWindow: number;
  readonly refused: number;
  /** The longest time without a good answer, in milliseconds. */
  readonly longestGap: number;
  /** Why the scenario failed; empty if it passed. */
  readonly failures: readonly string[];
}

/** How many refused requests are listed. */
const named = 3;

/** Returns the longest time between two consecutive good answers, from the first request to the last answer. */
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
 * Counts the answers to requests made during a change.
 *
 * @param window - from the first to the last change of a resource
 * @param why - names the hop that refused a request
 * @param mostRefused - how many requests may be refused; 0 by default
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
  const none = answers.length === 0 ? ["no requests were made"] : [];
  const more = failures.length > 0 && refused.length > named ? [`and ${refused.length - named} more`] : [];
  return {
    what,
    requests: answers.length,
    inWindow: answers.filter(({ began }) => began >= window.from && began <= window.to).length,
    refused: refused.length,
    longestGap: longestGap(answers),
    failures: [...none, ...failures, ...more],
  };
}

/** Formats rows as a table, each with its failures below it. */
export function table(rows: readonly Row[]): string {
  const width = Math.max(8, ...rows.map(({ what }) => what.length));
  const line = (what: string, ...cells: string[]): string =>
    [what.padEnd(width), ...cells.map((cell) => cell.padStart(13))].join("  ");
  const count = (value: number): string => value.toLocaleString("en");
  return [
    line("scenario", "requests", "during change", "refused", "longest gap"),
    ...rows.flatMap(({ what, requests, inWindow, refused, longestGap: gap, failures }) => [
      line(what, count(requests), count(inWindow), count(refused), `${count(gap)} ms`),
      ...failures.map((failure) => `  FAILED  ${failure}`),
    ]),
  ].join("\n");
}
