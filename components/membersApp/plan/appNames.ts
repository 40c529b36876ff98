import type { MembersAppArgs } from "../membersApp";

/** The names of a site and its hosts, of which some may be outputs. */
export type AppNames = Pick<
  MembersAppArgs,
  "domainName" | "additionalDomainNames" | "contentUrl" | "cookieDomain"
>;

/** Takes the names out of the arguments of the members site. */
export function namesOf({ domainName, additionalDomainNames, contentUrl, cookieDomain }: AppNames): AppNames {
  return { domainName, additionalDomainNames, contentUrl, cookieDomain };
}
