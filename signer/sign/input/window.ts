/** When a grant holds: from where to where, and how far ahead is still sane. */
import { SignerError } from "../../shared/errors";
import { type EpochSeconds, type Instant, toSeconds } from "../../shared/time";

/** The end, and perhaps the start, of a grant. */
export interface Window {
  readonly expires: EpochSeconds;
  readonly starts: EpochSeconds | undefined;
}

/**
 * Checks the two ends of a grant.
 *
 * @param longest - how many seconds from now the end may lie
 * @throws SignerError ERR_TIME_INVALID, ERR_TIME_MILLISECONDS, ERR_TIME_PAST, ERR_TIME_TOO_FAR, ERR_TIME_ORDER
 */
export function checkWindow(
  given: { readonly expires: Instant; readonly starts?: Instant | undefined },
  now: EpochSeconds,
  longest: number,
): Window {
  const expires = toSeconds(given.expires, "expires", "down");
  if (expires <= now) {
    throw new SignerError("ERR_TIME_PAST", `expires lies ${now - expires} s in the past`, {
      field: "expires",
      remedy: "give a time ahead; if it is, set this machine's clock",
    });
  }
  if (expires - now > longest) {
    throw new SignerError(
      "ERR_TIME_TOO_FAR",
      `expires lies ${expires - now} s ahead; the longest is ${longest} s`,
      {
        field: "expires",
        remedy: "sign for minutes and sign again, or raise maxLifetimeSeconds",
      },
    );
  }
  if (given.starts === undefined) {
    return { expires, starts: undefined };
  }
  const starts = toSeconds(given.starts, "starts", "up");
  // A grant holds after its start and before its end, so there must be a second in between.
  if (starts + 1 >= expires) {
    throw new SignerError("ERR_TIME_ORDER", "starts is not before expires", {
      field: "starts",
      remedy: "leave at least two seconds between them: both ends are outside the grant",
    });
  }
  return { expires, starts };
}
