/** Who deploys, into which account, and whether CloudFront may be used there. */
import { blocker, type Finding, ok, warning } from "../finding";

/** Judges the account: any, unless one is expected. */
export function judgeCaller(
  caller: { readonly account: string; readonly arn: string },
  expected: string | undefined,
): Finding {
  const seen = `${caller.arn} in account ${caller.account}`;
  return expected === undefined || expected === caller.account
    ? ok("caller", seen)
    : blocker("caller", seen, `use credentials of account ${expected}, or another --account`);
}

/**
 * Judges whether AWS has verified the account for CloudFront: nothing tells it but that there are distributions.
 *
 * @param distributions how many the account has
 */
export function judgeVerification(distributions: number): Finding {
  return distributions > 0
    ? ok("CloudFront verified", `the account has ${distributions} distribution(s)`)
    : warning(
        "CloudFront verified",
        "the account has no distribution yet, and AWS verifies new accounts",
        'if the first distribution is refused with "Your account must be verified", open a case with AWS Support',
      );
}
