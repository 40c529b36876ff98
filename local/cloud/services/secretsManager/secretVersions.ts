import type { AccountResource } from "../../account/accountFile";
import { asObject, asText } from "../../values";

/** A version of a secret's value. */
export interface Version {
  readonly id: string;
  readonly value: string;
}

/** Returns the versions of a secret, oldest first: AWSCURRENT is the last, AWSPREVIOUS the one before. */
export function versionsOf(secret: AccountResource): Version[] {
  return Object.entries(asObject(secret.hidden?.["versions"])).map(([id, value]) => ({
    id,
    value: asText(value) ?? "",
  }));
}

/** Returns the secret with a new version. */
export function withVersion(secret: AccountResource, { id, value }: Version): AccountResource {
  const versions = { ...asObject(secret.hidden?.["versions"]), [id]: value };
  return { ...secret, hidden: { ...secret.hidden, versions } };
}

/** Returns the staging labels of a version; none for all but the last two. */
export function stagesOf(secret: AccountResource, id: string): string[] {
  const ids = versionsOf(secret).map((version) => version.id);
  return id === ids.at(-1) ? ["AWSCURRENT"] : id === ids.at(-2) ? ["AWSPREVIOUS"] : [];
}
