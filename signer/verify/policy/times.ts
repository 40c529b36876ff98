/** The clock against a grant: it holds strictly between its two ends. */
import { deny, type Note, open, type Ruling } from "../verdict";

/** The end of 32-bit time, 2038-01-19T03:14:07Z. */
const end32 = 2147483647n;
const tenYears = 315_576_000n;

/** What the clock says: a ruling when it refuses, a doubt that stands in the way of an allow, and notes. */
export interface TimeAnswer {
  readonly ruling: Ruling | undefined;
  readonly doubt: Ruling | undefined;
  readonly notes: readonly Note[];
}

/**
 * Judges the time of a request.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 *   "When does CloudFront check the expiration date and time in a signed URL?"
 */
export function judgeTime(now: number, lessThan: bigint, greaterThan?: bigint): TimeAnswer {
  const clock = BigInt(now);
  if (clock >= lessThan) {
    const ruling = deny("AccessDenied", "time.expired", `it ended ${clock - lessThan} s ago, at ${lessThan}`);
    return { ruling, doubt: undefined, notes: [] };
  }
  if (greaterThan !== undefined && clock <= greaterThan) {
    const ruling = deny(
      "AccessDenied",
      "time.not-yet",
      `it starts after ${greaterThan}, ${greaterThan - clock} s from now`,
    );
    return { ruling, doubt: undefined, notes: [] };
  }
  const far = lessThan - clock > tenYears;
  return {
    ruling: undefined,
    doubt: lessThan > end32 ? open("unknown", "time.beyond-32-bit", `it ends at ${lessThan}`) : undefined,
    notes: far
      ? [{ rule: "time.far", detail: `it ends at ${lessThan}; in milliseconds that would be a near date` }]
      : [],
  };
}
