import type { AccountResource } from "../../account/accountFile";
import type { Scope } from "../../model/resourceType";
import { ALIAS, KMS_KEY } from "../../model/tokens";
import { asText } from "../../values";

/** Finds a region's key by id, ARN, alias or alias ARN; also one that is pending deletion. */
export function findKey(
  given: string,
  { account, region }: Pick<Scope, "account" | "region">,
): AccountResource | undefined {
  const here = (records: readonly AccountResource[]) => records.filter((record) => record.region === region);
  const alias = here(account.all(ALIAS)).find(({ id, outputs }) => id === given || outputs["arn"] === given);
  const wanted = asText(alias?.inputs["targetKeyId"]) ?? given;
  const keys = [...here(account.all(KMS_KEY)), ...here(account.scheduled(KMS_KEY))];
  return keys.find(({ id, outputs }) => id === wanted || outputs["arn"] === wanted);
}

/** Returns whether a key, named by id or ARN, is pending deletion. */
export function isPendingDeletion(given: string, { account }: Pick<Scope, "account">): boolean {
  return account.scheduled(KMS_KEY).some(({ id, outputs }) => id === given || outputs["arn"] === given);
}
