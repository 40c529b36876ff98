import type { AppArgs } from "../membersApp/appArgs";
import type { SecureOriginArgs } from "../secureOriginArgs";

/** The arguments of a site that are names, or have one in them: each may be an output, such as that of another stack. */
export type SiteNameArgs = Pick<
  SecureOriginArgs,
  "domainName" | "additionalDomainNames" | "originDomainNames" | "applicationUrl"
> &
  Pick<AppArgs, "contentUrl" | "cookieDomain">;

/** Takes the names out of the arguments of a site. */
export function namesOf(args: SecureOriginArgs): SiteNameArgs {
  const { domainName, additionalDomainNames, originDomainNames, applicationUrl, origin } = args;
  const { contentUrl, cookieDomain } = origin.app ?? {};
  return { domainName, additionalDomainNames, originDomainNames, applicationUrl, contentUrl, cookieDomain };
}

/** Puts names into the arguments of a site in place of its own. */
export function withNames(
  args: SecureOriginArgs,
  { contentUrl, cookieDomain, ...names }: SiteNameArgs,
): SecureOriginArgs {
  const { app } = args.origin;
  return {
    ...args,
    ...names,
    origin: app === undefined ? args.origin : { ...args.origin, app: { ...app, contentUrl, cookieDomain } },
  };
}
