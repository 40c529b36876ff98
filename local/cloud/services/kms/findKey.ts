import type { AccountResource } from "../../account/accountFile";
import type { Scope } from "../../model/resourceType";
import { ALIAS, KMS_KEY, REPLICA_KEY } from "../../model/tokens";
import { asText } from "../../values";

/** Returns all keys, of which replicas are one kind; also those that are pending deletion. */
function allKeys({ account }: Pick<Scope, "account">): AccountResource[] {
  return [KMS_KEY, REPLICA_KEY].flatMap((type) => [...account.all(type), ...account.scheduled(type)]);
}

/** Finds a region's key by id, ARN, alias or alias ARN; also one that is pending deletion. */
export function findKey(
  given: string,
  scope: Pick<Scope, "account" | "region">,
): AccountResource | undefined {
  const here = (records: readonly AccountResource[]) =>
    records.filter((record) => record.region === scope.region);
  const aliases = here(scope.account.all(ALIAS));
  const alias = aliases.find(({ id, outputs }) => id === given || outputs["arn"] === given);
  const wanted = asText(alias?.inputs["targetKeyId"]) ?? given;
  return here(allKeys(scope)).find(({ id, outputs }) => id === wanted || outputs["arn"] === wanted);
}

/** Returns whether a key, named by id or ARN, is pending deletion. */
export function isPendingDeletion(given: string, scope: Pick<Scope, "account" | "region">): boolean {
  return findKey(given, scope)?.deletionDate !== undefined;
}

/** Returns a key's state in KMS's terms. */
export function stateOf(key: AccountResource): "Enabled" | "Disabled" | "PendingDeletion" {
  if (key.deletionDate !== undefined) {
    return "PendingDeletion";
  }
  return key.outputs["isEnabled"] === false || key.outputs["enabled"] === false ? "Disabled" : "Enabled";
}

/**
 * Returns why a key cannot encrypt for a service in its region, which takes symmetric keys only; undefined if it can, and
 * for a key that AWS owns.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html
 */
export function encryptionProblem(
  given: string,
  scope: Pick<Scope, "account" | "region">,
): string | undefined {
  if (given === "" || given.includes("alias/aws/")) {
    return undefined;
  }
  const key = findKey(given, scope);
  if (key === undefined) {
    return `The key '${given}' does not exist in ${scope.region}.`;
  }
  const state = stateOf(key);
  if (state !== "Enabled") {
    return `The key '${given}' is ${state}.`;
  }
  return asText(key.outputs["keySpec"] ?? key.outputs["customerMasterKeySpec"]) === "SYMMETRIC_DEFAULT"
    ? undefined
    : `The key '${given}' is not a symmetric encryption key.`;
}
