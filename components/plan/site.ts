import type { Input } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { type PageLinks, pageLinks } from "../cloudfront/plan/errorPagePaths";
import { type PathPatterns, pathPatterns } from "../cloudfront/plan/pathPatterns";
import { type PathPlan, planPaths } from "../cloudfront/plan/pathRules";
import { prefixed } from "../internal/late/lateChecks";
import { type OriginNames, originNamesOf } from "../internal/names";
import { applicationUrl } from "../membersApp/plan/appDocument";
import { CloudFrontAdmission, type SecureOriginArgs } from "../secureOriginArgs";

/** The arguments of a site with all that follows from them before deployment, planned once for all its parts. */
export interface Site {
  readonly args: SecureOriginArgs;
  readonly region: string;
  /** The names by which CloudFront reaches the load balancer. */
  readonly originNames: OriginNames<Input<string>>;
  readonly admission: CloudFrontAdmission;
  /** Patterns of the first application. */
  readonly patterns: PathPatterns;
  /** Behaviors of all applications. */
  readonly paths: PathPlan;
  readonly pageLinks: PageLinks;
}

/** Plans a site: fills in what the arguments leave out, and orders its paths. */
export function planSite(args: SecureOriginArgs, region: string): Site {
  return {
    args,
    region,
    originNames: originNamesOf(args.domainName, args.originDomainNames, prefixed),
    admission: args.admission ?? CloudFrontAdmission.Addresses,
    patterns: pathPatterns(args),
    paths: planPaths(args),
    pageLinks: sitePageLinks(args),
  };
}

/** Links of the 403 page: to the pages of the members site, unless the caller names others. */
function sitePageLinks({ loginPath, requestAccessPath, ...args }: SecureOriginArgs): PageLinks {
  const { app } = args.origin;
  return pageLinks({
    loginPath,
    requestAccessPath: requestAccessPath ?? (app === undefined ? undefined : "/request-access"),
    applicationUrl: args.applicationUrl ?? applicationUrlOf(args.domainName, app?.contentUrl),
  });
}

/** URL of the members site for pages on another host; empty or undefined if its content is on its own host. */
function applicationUrlOf(
  domainName: Input<string>,
  contentUrl: Input<string> | undefined,
): Input<string> | undefined {
  if (contentUrl === undefined) {
    return undefined;
  }
  return typeof domainName === "string" && typeof contentUrl === "string"
    ? applicationUrl(`https://${domainName}`, contentUrl)
    : pulumi
        .all([domainName, contentUrl])
        .apply(([name, content]) => applicationUrl(`https://${name}`, content) ?? "");
}
