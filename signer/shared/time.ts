/** Times as CloudFront uses them: whole seconds since 1970, never milliseconds. */
import { SignerError } from "./errors";

declare const epochSecondsBrand: unique symbol;

/** Seconds since 1970-01-01T00:00:00Z. Only {@link epochSeconds} creates one, and it refuses milliseconds. */
export type EpochSeconds = number & { readonly [epochSecondsBrand]: true };

/** A point in time. */
export type Instant = Date | EpochSeconds;

/** 5138-11-16 in seconds, 1973-03-03 in milliseconds: larger values are milliseconds. */
const looksLikeMilliseconds = 100_000_000_000;

/**
 * Checks that a number is seconds since 1970, and types it so.
 *
 * @throws SignerError ERR_TIME_INVALID for anything but a whole, non-negative number;
 *   ERR_TIME_MILLISECONDS for a number too large for seconds
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
 * Returns the current time in whole seconds.
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
 * Converts an instant to seconds. A fraction of a second is rounded so that the validity only shrinks: the end down,
 * the start up.
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
      remedy: "parse text first, with its time zone: new Date('2026-01-01T00:00:00Z')",
    });
  }
  const milliseconds = instant.getTime();
  if (Number.isNaN(milliseconds)) {
    throw new SignerError("ERR_TIME_INVALID", `${field} is an invalid Date`, { field });
  }
  const seconds = milliseconds / 1000;
  return epochSeconds(round === "down" ? Math.floor(seconds) : Math.ceil(seconds), field);
}
