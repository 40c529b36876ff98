import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../local/terminal/userError";

/** Thrown for an invalid command line. */
export class UsageError extends UserError {}

/**
 * Verifies that the caller is in the named account, before anything is created.
 *
 * @param named - the value of `--account`
 * @throws UsageError, UserError
 */
export async function requireAccount(named: string | undefined, region: string): Promise<string> {
  if (named === undefined) {
    throw new UsageError(
      "Missing --account: experiments create resources that cost money. Add the id of an AWS account for them, or --local.",
    );
  }
  if (!/^\d{12}$/.test(named)) {
    throw new UsageError(`--account ${named} is not an account id. Use its 12 digits.`);
  }
  const caller = await callerIdentity(region);
  if (caller.account !== named) {
    throw new UserError(
      `Your credentials belong to account ${caller.account} (${caller.arn}), not to --account ${named}. Nothing was created. Use credentials of ${named}.`,
    );
  }
  return named;
}

async function callerIdentity(region: string): Promise<{ account: string; arn: string }> {
  const client = new STSClient({ region });
  try {
    const { Account = "unknown", Arn = "" } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account, arn: Arn };
  } catch (cause) {
    const { name, message } = cause as Error;
    const [why = ""] = message.split("\n");
    throw new UserError(`AWS could not identify you (${name}: ${why}). Log in, or set AWS_PROFILE.`);
  } finally {
    client.destroy();
  }
}
