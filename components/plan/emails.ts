import { problem } from "./problem";

/** Says what is wrong with addresses that alarms are sent to. */
export function emailProblems(what: string, emails: readonly string[]): string[] {
  const slugs = emails.map(emailSlug);
  return emails.flatMap((email, index) => [
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
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
