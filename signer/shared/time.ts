/** Points in time as CloudFront knows them: whole seconds since 1970, never milliseconds. */
import { SignerError } from "./errors";

declare const epochSecondsBrand: unique symbol;

/** Seconds since 1970-01-01T00:00:00Z. Made by {@link epochSeconds}, so that a count of milliseconds is no such thing. */
export type EpochSeconds = number & { readonly [epochSecondsBrand]: true };

/** A point in time as callers give it. */
export type Instant = Date | EpochSeconds;

/** 5138-11-16 in seconds and 1973-03-03 in milliseconds: no real time lies on the other side. */
const looksLikeMilliseconds = 100_000_000_000;

/**
 * Types a number as seconds since 1970.
 *
 * @throws SignerError ERR_TIME_INVALID for anything but a whole, non-negative number;
 *   ERR_TIME_MILLISECONDS when it can only be milliseconds
 * @example
 * ```ts
 * const midnight = epochSeconds(1767225600);
 * ```
 */
export function epochSeconds(value: number, field = "time"): EpochSeconds {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new SignerError("ERR_TIME_INVALID", `${field} is not a whole number of seconds since 1970`, {
      field,
      remedy: "pass a Date, or epochSeconds(n)",
    });
  }
  if (value >= looksLikeMilliseconds) {
    throw new SignerError(
      "ERR_TIME_MILLISECONDS",
      `${field} ${value} looks like milliseconds; CloudFront counts seconds`,
      { field, remedy: "divide by 1000, or pass a Date" },
    );
  }
  return value as EpochSeconds;
}

/**
 * The clock's time in whole seconds.
 *
 * @example
 * ```ts
 * const inTenMinutes = epochSeconds(now() + 600);
 * ```
 */
export function now(): EpochSeconds {
  return Math.floor(Date.now() / 1000) as EpochSeconds;
}

/**
 * Turns what a caller gave into seconds. A fraction of a second is cut so that the window only shrinks:
 * the end goes down, the start goes up.
 *
 * @throws SignerError ERR_TIME_INVALID or ERR_TIME_MILLISECONDS
 */
export function toSeconds(instant: Instant, field: string, round: "down" | "up"): EpochSeconds {
  if (typeof instant === "number") {
    return epochSeconds(instant, field);
  }
  if (!((instant as unknown) instanceof Date)) {
    throw new SignerError("ERR_TIME_INVALID", `${field} is neither a Date nor epoch seconds`, {
      field,
      remedy: "text has no agreed time zone: parse it first, for example new Date('2026-01-01T00:00:00Z')",
    });
  }
  const milliseconds = instant.getTime();
  if (Number.isNaN(milliseconds)) {
    throw new SignerError("ERR_TIME_INVALID", `${field} is an invalid Date`, { field });
  }
  const seconds = milliseconds / 1000;
  return epochSeconds(round === "down" ? Math.floor(seconds) : Math.ceil(seconds), field);
}
