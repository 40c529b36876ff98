import { problem } from "./problem";

/** Checks whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text);
}

/** Validates a list of e-mail addresses. */
export function emailProblems(what: string, emails: readonly string[]): string[] {
  const slugs = emails.map(emailSlug);
  return emails.flatMap((email, index) => [
    ...(isEmail(email)
      ? []
      : [problem(`${what}[${index}]`, email, "an e-mail address", 'write it like "oncall@example.com"')]),
    ...(slugs.indexOf(slugs[index] ?? "") < index
      ? [problem(`${what}[${index}]`, email, "each address once", "remove it")]
      : []),
  ]);
}

/** Returns an e-mail address as part of a resource's name. */
export function emailSlug(email: string): string {
  return email
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
