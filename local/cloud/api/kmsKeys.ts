import { readDocument } from "../access/policyDocument";
import type { AccountResource } from "../account/accountFile";
import { findKey, stateOf } from "../services/kms/findKey";
import { asText } from "../values";
import { ApiError, type ApiScope, type Demand, type Subject } from "./operation";

/** Returns the key that a call names. Throws AWS's error if it does not exist. */
export function requireKey(given: string, scope: ApiScope): AccountResource {
  const key = findKey(given, scope);
  if (key === undefined) {
    throw new ApiError("NotFoundException", `Key '${given}' does not exist`);
  }
  return key;
}

/** Returns what a KMS call is authorised against: the key and its policy, which decides. */
export function keySubject(
  given: string,
  scope: ApiScope,
  context: Readonly<Record<string, string>> = {},
): Subject {
  const key = findKey(given, scope);
  if (key === undefined) {
    const arn = given.startsWith("arn:")
      ? given
      : `arn:aws:kms:${scope.region}:${scope.account.accountId}:key/${given}`;
    return { arn, decides: false, context };
  }
  const arn = asText(key.outputs.arn) ?? "";
  return { arn, decides: true, policy: readDocument(asText(key.outputs.policy) ?? ""), context };
}

/**
 * Returns what a caller must be allowed on the key under which a service encrypts. AWS's own keys admit the whole
 * account.
 *
 * @param service - as in kms:ViaService: `secretsmanager`
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export function viaService(
  service: string,
  given: string,
  actions: readonly string[],
  scope: ApiScope,
): Demand[] {
  if (given === "" || given.includes("alias/aws/")) {
    return [];
  }
  const context = { "kms:viaservice": `${service}.${scope.region}.amazonaws.com` };
  return actions.map((action) => ({ action, subject: keySubject(given, scope, context) }));
}

/** Throws KMS's error unless a key can be used. */
export function requireUsable(key: AccountResource): void {
  const arn = asText(key.outputs.arn) ?? "";
  const state = stateOf(key);
  if (state === "PendingDeletion") {
    throw new ApiError("KMSInvalidStateException", `${arn} is pending deletion.`);
  }
  if (state === "Disabled") {
    throw new ApiError("DisabledException", `${arn} is disabled.`);
  }
}

/** Returns whether a service can decrypt under a key: its own, or an enabled customer key. */
export function canDecrypt(given: string, scope: ApiScope): boolean {
  if (given === "" || given.includes("alias/aws/")) {
    return true;
  }
  const key = findKey(given, scope);
  return key !== undefined && stateOf(key) === "Enabled";
}
