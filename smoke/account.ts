import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../local/terminal/userError";

/** Thrown for a command line that does not say which account is meant. */
export class UsageError extends UserError {}

/**
 * Sees that the caller is in the account that was named, before anything is created.
 *
 * @param named - what stood behind `--account`
 * @throws UsageError, UserError
 */
export async function requireAccount(named: string | undefined, region: string): Promise<string> {
  if (named === undefined) {
    throw new UsageError(
      "Missing --account: experiments create resources that cost money. Add the id of the account that may hold them, or --local.",
    );
  }
  if (!/^\d{12}$/.test(named)) {
    throw new UsageError(`--account ${named} is not an account id. Write its 12 digits.`);
  }
  const caller = await callerIdentity(region);
  if (caller.account !== named) {
    throw new UserError(
      `Your credentials are of account ${caller.account} (${caller.arn}), and --account says ${named}. Nothing was created; use credentials of ${named}.`,
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
    throw new UserError(`AWS did not say who you are (${name}: ${why}). Log in, or set AWS_PROFILE.`);
  } finally {
    client.destroy();
  }
}
