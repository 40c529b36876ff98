import { problem } from "./problem";

/** Whether a text is written like an e-mail address; whether it is one, only a message to it would tell. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** Says what is wrong with addresses that alarms are sent to. */
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

/** An address as part of a resource's name. */
export function emailSlug(email: string): string {
  return email
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
