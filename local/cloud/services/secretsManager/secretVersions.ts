import type { AccountResource } from "../../account/accountFile";
import { asObject, asText } from "../../values";

/** One version of a secret's value. */
export interface Version {
  readonly id: string;
  readonly value: string;
}

/** The versions of a secret, oldest first: AWSCURRENT is the last one, AWSPREVIOUS the one before. */
export function versionsOf(secret: AccountResource): Version[] {
  return Object.entries(asObject(secret.hidden?.["versions"])).map(([id, value]) => ({
    id,
    value: asText(value) ?? "",
  }));
}

/** The secret with one more version, the newest. */
export function withVersion(secret: AccountResource, { id, value }: Version): AccountResource {
  const versions = { ...asObject(secret.hidden?.["versions"]), [id]: value };
  return { ...secret, hidden: { ...secret.hidden, versions } };
}

/** Staging labels of a version of a secret; none once two newer ones have come. */
export function stagesOf(secret: AccountResource, id: string): string[] {
  const ids = versionsOf(secret).map((version) => version.id);
  return id === ids.at(-1) ? ["AWSCURRENT"] : id === ids.at(-2) ? ["AWSPREVIOUS"] : [];
}
