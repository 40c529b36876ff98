/** The validity of a grant: its start and end. */
import { SignerError } from "../../shared/errors";
import { type EpochSeconds, type Instant, toSeconds } from "../../shared/time";

/** The validity of a grant. */
export interface Window {
  readonly expires: EpochSeconds;
  readonly starts: EpochSeconds | undefined;
}

/**
 * Checks the start and the end of a grant.
 *
 * @param longest - how many seconds from now the end may be
 * @throws SignerError ERR_TIME_INVALID, ERR_TIME_MILLISECONDS, ERR_TIME_PAST, ERR_TIME_TOO_FAR, ERR_TIME_ORDER
 */
export function checkWindow(
  given: { readonly expires: Instant; readonly starts?: Instant | undefined },
  now: EpochSeconds,
  longest: number,
): Window {
  const expires = toSeconds(given.expires, "expires", "down");
  if (expires <= now) {
    throw new SignerError("ERR_TIME_PAST", `expires is ${now - expires} s in the past`, {
      field: "expires",
      remedy: "give a time in the future, or correct this machine's clock",
    });
  }
  if (expires - now > longest) {
    throw new SignerError(
      "ERR_TIME_TOO_FAR",
      `expires is ${expires - now} s in the future; the maximum is ${longest} s`,
      {
        field: "expires",
        remedy: "sign for minutes and renew, or raise maxLifetimeSeconds",
      },
    );
  }
  if (given.starts === undefined) {
    return { expires, starts: undefined };
  }
  const starts = toSeconds(given.starts, "starts", "up");
  // A grant is valid after its start and before its end, so there must be a second in between.
  if (starts + 1 >= expires) {
    throw new SignerError("ERR_TIME_ORDER", "starts is not before expires", {
      field: "starts",
      remedy: "leave at least two seconds between them: the grant includes neither",
    });
  }
  return { expires, starts };
}
