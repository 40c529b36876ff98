/** Checks the time: a grant is valid strictly between its start and its end. */
import { deny, type Note, open, type Ruling } from "../ruling";

/** The end of 32-bit time, 2038-01-19T03:14:07Z. */
const end32 = 2147483647n;
const tenYears = 315_576_000n;

/** A ruling where the time refuses, a doubt that prevents an allow, and notes. */
export interface TimeAnswer {
  readonly ruling: Ruling | undefined;
  readonly doubt: Ruling | undefined;
  readonly notes: readonly Note[];
}

/**
 * Checks the time of a request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 *   "When does CloudFront check the expiration date and time in a signed URL?"
 */
export function checkTime(now: number, lessThan: bigint, greaterThan?: bigint): TimeAnswer {
  const clock = BigInt(now);
  if (clock >= lessThan) {
    const ruling = deny(
      "AccessDenied",
      "time.expired",
      `it expired ${clock - lessThan} s ago, at ${lessThan}`,
    );
    return { ruling, doubt: undefined, notes: [] };
  }
  if (greaterThan !== undefined && clock <= greaterThan) {
    const ruling = deny(
      "AccessDenied",
      "time.not-yet",
      `it starts after ${greaterThan}, in ${greaterThan - clock} s`,
    );
    return { ruling, doubt: undefined, notes: [] };
  }
  const far = lessThan - clock > tenYears;
  return {
    ruling: undefined,
    doubt: lessThan > end32 ? open("unknown", "time.beyond-32-bit", `it ends at ${lessThan}`) : undefined,
    notes: far ? [{ rule: "time.far", detail: `it ends at ${lessThan}, which may be milliseconds` }] : [],
  };
}
