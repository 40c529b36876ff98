import { attachedProblems } from "./attachedInstances";
import { pathRules } from "./edgeApplications";
import { edgeProblems } from "./edgeDistribution";
import { fleetProblems } from "./fleet";
import { membersAppProblems } from "./membersApp";
import { networkProblems } from "./network";
import { Egress } from "./networkEgress";
import { gateProblems } from "./originGate";
import { applicationUrl } from "./plan/appDocument";
import { compositionProblems } from "./plan/composition";
import { ERROR_PAGES, errorPageProblems, type PageLinks } from "./plan/errorPagePaths";
import { componentNameProblems, domainNameProblems, originNameProblems } from "./plan/names";
import { patternsOf } from "./plan/pathPatterns";
import { unsignedRouteProblems } from "./plan/unsignedRoutes";
import type { OriginArgs, SecureOriginArgs } from "./secureOriginArgs";
import { keyProblems } from "./signingKeys";
import { watchingProblems } from "./siteWatching";

/** Where the 403 page leads: to the members site's own pages, or where the caller says. */
export function pageLinks(args: SecureOriginArgs): PageLinks {
  const { app } = args.origin;
  return {
    loginPath: args.loginPath ?? "/login",
    requestAccessPath: args.requestAccessPath ?? (app === undefined ? undefined : "/request-access"),
    applicationUrl:
      args.applicationUrl ??
      (app === undefined ? undefined : applicationUrl(`https://${args.domainName}`, app)),
  };
}

/** The name under which CloudFront calls the load balancer. */
export function originName(args: SecureOriginArgs): string {
  return args.originDomainName ?? `origin.${args.domainName}`;
}

/** The same for a judgement: a wrong name of the site is one problem, and the name made of it no second one. */
function judgedOriginName(args: SecureOriginArgs): string {
  const { domainName, originDomainName } = args;
  const follows = originDomainName === undefined && domainNameProblems("domainName", domainName).length > 0;
  return follows ? "origin.example.com" : originName(args);
}

/** Collects what is wrong in all parts, so that it is told at once and before anything is made. */
export function siteProblems(name: string, args: SecureOriginArgs, region: string): string[] {
  const problems = [
    ...componentNameProblems(name, "-gate-signed"),
    ...compositionProblems({
      makesNetwork: args.network !== undefined,
      bringsVpc: args.vpc !== undefined,
      bringsCertificates: args.certificates !== undefined,
      hasHostedZone: args.hostedZoneId !== undefined,
      region,
      makesFleet: args.origin.bootScript !== undefined,
      bringsInstances: args.origin.instances !== undefined,
      bringsLoadBalancer: args.origin.loadBalancerArn !== undefined,
      deliversApp: args.origin.app !== undefined,
      reachesInternet: args.network?.egress !== Egress.Endpoints,
      ipv6: args.ipv6 ?? false,
      locksToAddresses: args.signaturesLockedToAddresses === true || locksToAddresses(args.origin),
    }),
    ...networkProblems(args.network ?? {}),
    ...edgeProblems({ ...args, listenerPort: args.origin.listenerPort }),
    ...gateProblems({ ...args, ...args.origin, originDomainName: judgedOriginName(args) }),
    ...originNameProblems(originName(args), [args.domainName, ...(args.additionalDomainNames ?? [])]),
    ...servingProblems(args.origin),
    ...(args.origin.app === undefined
      ? []
      : [
          ...membersAppProblems({
            ...args,
            ...args.origin.app,
            securePatterns: patternsOf(args.securePaths),
          }),
          ...unsignedRouteProblems(pathRules({ ...args, keyGroupIds: [] }), ERROR_PAGES.pattern),
        ]),
    ...keyProblems(args.signingKeys),
    ...errorPageProblems(pageLinks(args)),
    ...watchingProblems(args),
  ];
  return [...new Set(problems)];
}

function servingProblems({ bootScript, instances, ...origin }: OriginArgs): string[] {
  return [
    ...(bootScript === undefined ? [] : fleetProblems({ ...origin, bootScript })),
    ...(instances === undefined ? [] : attachedProblems({ ...origin, instanceIds: instances.ids })),
  ];
}

/** Whether a rule of the members site makes signatures hold for one IPv4 address. */
function locksToAddresses({ app }: OriginArgs): boolean {
  return app?.entitlements.some(({ lockToAddress }) => lockToAddress === true) ?? false;
}
