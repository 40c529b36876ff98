/** Times on the command line: RFC 3339 with its zone, and spans such as 10m. */
import { UsageError } from "./report";

const timestamp = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Tells whether a day exists: Date.parse moves 31 February into March. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Reads a time.
 *
 * @throws UsageError naming the flag, also for a time without a zone, which would depend on the machine
 */
export function parseTime(text: string, flag: string): Date {
  const found = timestamp.exec(text);
  const time = found ? Date.parse(text.replace(" ", "T").toUpperCase()) : Number.NaN;
  if (!found || Number.isNaN(time) || !isDay(Number(found[1]), Number(found[2]), Number(found[3]))) {
    throw new UsageError(
      `${flag}: ${text} is not a time`,
      "write it with its time zone, for example 2026-01-31T18:00:00Z",
    );
  }
  return new Date(time);
}

/** Reads a span and returns seconds. @throws UsageError naming the flag */
export function parseSpan(text: string, flag: string): number {
  const [, count = "", unit = ""] = /^([1-9]\d{0,6})(s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(count) * (secondsIn[unit] ?? 0);
  if (seconds === 0) {
    throw new UsageError(
      `${flag}: ${text} is not a span of time`,
      "write a number with s, m, h or d, for example 10m",
    );
  }
  return seconds;
}
