/** The person of a session, as the issuer's claims describe it. */
import type { Claims } from "../access/entitlements";
import type { Session } from "./session";

/**
 * Reads the person from the claims of an identity token.
 *
 * @throws Error when the claims have no subject
 */
export function personOf(claims: Claims): Pick<Session, "person" | "name" | "email"> {
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const person = text("sub");
  if (person === undefined) {
    throw new Error("the identity token has no subject");
  }
  const email = text("email");
  const name = text("name") ?? text("preferred_username") ?? email ?? "Member";
  return { person, name: name.slice(0, 120), ...(email === undefined ? {} : { email: email.slice(0, 254) }) };
}
