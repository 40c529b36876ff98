import { problem } from "./problem";

/**
 * Names of load balancers and target groups have 32 characters, of which Pulumi takes 8 to keep them apart.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
const MAX_LOGICAL_NAME = 24;

/** What is left of a bucket's 63 characters, the shortest after those, without Pulumi's 8 and a suffix. */
const MAX_OTHER_NAME = 40;

/**
 * Says what is wrong with the name of a component whose children carry it in front of their own.
 *
 * @param longestSuffix what the longest name of a load balancer or target group adds, such as `-signed`;
 *   undefined where the component has neither
 */
export function componentNameProblems(name: string, longestSuffix?: string): string[] {
  const max = longestSuffix === undefined ? MAX_OTHER_NAME : MAX_LOGICAL_NAME - longestSuffix.length;
  if (/^[a-z][a-z0-9-]*$/.test(name) && name.length <= max) {
    return [];
  }
  const allowed = `1 to ${max} lower-case letters, digits and -, a letter first`;
  return [
    problem("the component's name", name, allowed, "shorten it: AWS's names below it carry it in front"),
  ];
}

/** Certificates carry their first name in a field of 64 characters. */
const MAX_CERTIFICATE_NAME = 64;

/** Says what is wrong with a domain name. */
export function domainNameProblems(what: string, name: string): string[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const valid = new RegExp(`^(${label}\\.)+[a-z]([a-z0-9-]*[a-z0-9])?$`).test(name);
  if (valid && name.length <= MAX_CERTIFICATE_NAME) {
    return [];
  }
  const allowed = `a lower-case domain name of at most ${MAX_CERTIFICATE_NAME} characters, without scheme or path`;
  return [problem(what, name, allowed, 'write it like "members.example.com"')];
}

/** Says what is wrong with the load balancer's name beside the names of the site, which are the edge's. */
export function originNameProblems(originDomainName: string, siteNames: string[]): string[] {
  if (!siteNames.includes(originDomainName)) {
    return [];
  }
  const allowed = "a name that no viewer uses";
  return [
    problem("originDomainName", originDomainName, allowed, "leave it out, or name the load balancer apart"),
  ];
}

/**
 * Names that a certificate takes unless AWS raises the quota. One is left for the load balancer, which shares the
 * certificate in us-east-1.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const MAX_SITE_NAMES = 9;

/** Says what is wrong with the names of a site, of which the first is the main one. */
export function siteNameProblems(domainName: string, additional: string[]): string[] {
  const names = [domainName, ...additional];
  const repeated = additional.filter((name, index) => names.indexOf(name) <= index);
  const most = `at most ${MAX_SITE_NAMES - 1} names`;
  return [
    ...domainNameProblems("domainName", domainName),
    ...additional.flatMap((name, index) => domainNameProblems(`additionalDomainNames[${index}]`, name)),
    ...repeated.map((name) =>
      problem("additionalDomainNames", name, "names beside domainName, each once", "remove it"),
    ),
    ...(names.length > MAX_SITE_NAMES
      ? [problem("additionalDomainNames", additional.length, most, "bring a wildcard by `certificates`")]
      : []),
  ];
}

/** Tells whether a domain name is the zone's own or lies in it. */
export function isInZone(domainName: string, zoneName: string): boolean {
  const zone = zoneName.replace(/\.$/, "");
  return domainName === zone || domainName.endsWith(`.${zone}`);
}
