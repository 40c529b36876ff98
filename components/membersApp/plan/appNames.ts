import type { Input } from "@pulumi/pulumi";
import type { AppArgs } from "../appArgs";

/** The names of a site and its hosts, of which some may be outputs. */
export interface AppNames extends Pick<AppArgs, "contentUrl" | "cookieDomain"> {
  domainName: Input<string>;
  additionalDomainNames?: Input<string>[];
}

/** Takes the names out of the arguments of the members site. */
export function namesOf({ domainName, additionalDomainNames, contentUrl, cookieDomain }: AppNames): AppNames {
  return { domainName, additionalDomainNames, contentUrl, cookieDomain };
}
