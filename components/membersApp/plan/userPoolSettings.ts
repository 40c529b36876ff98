import { problem } from "../../internal/problem";

/**
 * Words that Cognito takes in no prefix of a domain.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
const RESERVED = /aws|amazon|cognito/g;

/**
 * The prefix of the sign-in page's name at Cognito, which no other pool of the region may have: the site's name, and
 * something that makes it the only one.
 *
 * @param suffix lower-case letters and digits
 */
export function domainPrefix(host: string, suffix: string): string {
  const label = host
    .replace(/[^a-z0-9]+/g, "-")
    .replace(RESERVED, "")
    .replace(/-{2,}/g, "-")
    .slice(0, 63 - suffix.length - 1)
    .replace(/^-+|-+$/g, "");
  return label === "" ? `members-${suffix}` : `${label}-${suffix}`;
}

/** Says which groups cannot be made. */
export function groupProblems(groups: string[]): string[] {
  return groups
    .filter((group) => !/^[a-z][a-z0-9-]{0,39}$/.test(group))
    .map((group) =>
      problem(
        "the group",
        group,
        "1 to 40 lower-case letters, digits and -, a letter first",
        "correct anyOf, or bring a directory of your own by oidc",
      ),
    );
}
