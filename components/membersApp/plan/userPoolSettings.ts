import { problem } from "../../internal/problem";

/**
 * Words that Cognito does not allow in the prefix of a domain.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
const RESERVED = /aws|amazon|cognito/g;

/**
 * Returns the prefix of the sign-in page's domain at Cognito, which is unique in the region: the site's name and a suffix.
 *
 * @param suffix lower-case letters and digits
 */
export function domainPrefix(host: string, suffix: string): string {
  const label = host
    .replace(/[^a-z0-9]+/g, "-")
    .replace(RESERVED, "")
    .replace(/-{2,}/g, "-")
    .slice(0, 63 - suffix.length - 1)
    .replace(/^-|-$/g, "");
  return label === "" ? `members-${suffix}` : `${label}-${suffix}`;
}

/** Validates the names of groups. */
export function groupProblems(groups: string[]): string[] {
  return groups
    .filter((group) => !/^[a-z][a-z0-9-]{0,39}$/.test(group))
    .map((group) =>
      problem(
        "the group",
        group,
        "1 to 40 lower-case letters, digits and -, a letter first",
        "correct anyOf, or use your own issuer by oidc",
      ),
    );
}
