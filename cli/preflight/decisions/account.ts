/** Checks the caller, its account, and whether AWS has verified the account for CloudFront. */
import { blocker, type Finding, ok, warning } from "../finding";

/** Judges the caller's account; any is accepted unless one is expected. */
export function judgeCaller(
  caller: { readonly account: string; readonly arn: string },
  expected: string | undefined,
): Finding {
  const seen = `${caller.arn} in account ${caller.account}`;
  return expected === undefined || expected === caller.account
    ? ok("caller", seen)
    : blocker("caller", seen, `use credentials of account ${expected}, or change --account`);
}

/**
 * Judges whether AWS has verified the account for CloudFront; existing distributions are the only sign of it.
 *
 * @param distributions - the number of distributions in the account
 */
export function judgeVerification(distributions: number): Finding {
  return distributions > 0
    ? ok("CloudFront verified", `the account has ${distributions} distribution(s)`)
    : warning(
        "CloudFront verified",
        "the account has no distribution yet, and AWS may have to verify it first",
        'if the first distribution is refused with "Your account must be verified", open a case with AWS Support',
      );
}
