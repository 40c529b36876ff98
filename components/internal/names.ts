import type { Input } from "@pulumi/pulumi";
import { knownText } from "./late/knownText";
import { problem } from "./problem";

/**
 * The longest logical name: AWS allows 32 characters for load balancers and target groups, and Pulumi adds 8.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
const MAX_LOGICAL_NAME = 24;

/** The longest other name: a bucket's has at most 63 characters, Pulumi's 8 and a suffix among them. */
const MAX_OTHER_NAME = 40;

/** The longest name of a bucket of files: S3 allows 63 characters, `-bucket` and Pulumi's 8 among them. */
const MAX_BUCKET_NAME = 48;

/**
 * Validates the name of a component, with which the names of its children begin.
 *
 * @param longestSuffix the longest suffix in the name of a load balancer or target group, such as `-signed`;
 *   undefined for a component without either
 */
export function componentNameProblems(name: string, longestSuffix?: string): string[] {
  return nameProblems(
    name,
    longestSuffix === undefined ? MAX_OTHER_NAME : MAX_LOGICAL_NAME - longestSuffix.length,
  );
}

/** Validates the name of a bucket of files, which may begin with that of a site and of an application. */
export function bucketNameProblems(name: string): string[] {
  return nameProblems(name, MAX_BUCKET_NAME);
}

function nameProblems(name: string, max: number): string[] {
  if (/^[a-z][a-z0-9-]*$/.test(name) && name.length <= max) {
    return [];
  }
  const allowed = `1 to ${max} lower-case letters, digits and -, a letter first`;
  return [
    problem("the component's name", name, allowed, "shorten it: the names of its resources begin with it"),
  ];
}

/** The longest first name of a certificate. */
const MAX_CERTIFICATE_NAME = 64;

/** Validates a domain name; one that only deployment reveals is validated then. */
export function domainNameProblems(what: string, given: Input<string>): string[] {
  const name = knownText(given);
  if (name === undefined) {
    return [];
  }
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const valid = new RegExp(`^(${label}\\.)+[a-z]([a-z0-9-]*[a-z0-9])?$`).test(name);
  if (valid && name.length <= MAX_CERTIFICATE_NAME) {
    return [];
  }
  const allowed = `a lower-case domain name of at most ${MAX_CERTIFICATE_NAME} characters, without scheme or path`;
  return [problem(what, name, allowed, 'write it like "members.example.com"')];
}

/** Validates a list of domain names that may not be empty. */
export function domainNamesProblems(what: string, names: readonly Input<string>[]): string[] {
  return names.length === 0
    ? [problem(what, names, "one or more names", "name them")]
    : names.flatMap((name, index) => domainNameProblems(`${what}[${index}]`, name));
}

/** Validates that names which only deployment reveals differ: each has a record of its own. */
export function repeatedNameProblems(what: string, names: readonly Input<string>[]): string[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [
          problem(
            `${what}[${index}]`,
            name,
            "each name once",
            "write one name for both tiers into the program",
          ),
        ]
      : [],
  );
}

/** The names by which CloudFront reaches the load balancer: for public paths, and for signed ones. */
export interface OriginNames<Name extends Input<string> = string> {
  readonly public: Name;
  readonly signed: Name;
}

/** Origin names that the caller chose. */
type GivenOriginNames<Name> = { readonly [Tier in keyof OriginNames]?: Name | undefined };

/** Returns the origin names of a site: those that are given, else `origin-public.` and `origin-signed.` with its name. */
export function originNamesOf<Name extends Input<string>>(
  domainName: Name,
  given: GivenOriginNames<Name> = {},
  prefixed: (prefix: string, domainName: Name) => Name,
): OriginNames<Name> {
  return {
    public: given.public ?? prefixed("origin-public.", domainName),
    signed: given.signed ?? prefixed("origin-signed.", domainName),
  };
}

/** Returns each of the names once. */
export function distinctNames<Name extends Input<string>>(names: OriginNames<Name>): Name[] {
  return [...new Set([names.public, names.signed])];
}

/** Validates names of the load balancer: none is one of the site's own, which belong to the distribution. */
export function originNameProblems(
  names: GivenOriginNames<Input<string>>,
  siteNames: readonly Input<string>[],
): string[] {
  return Object.entries(names).flatMap(([tier, given]) => {
    const name = knownText(given);
    if (name === undefined) {
      return [];
    }
    const what = `originDomainNames.${tier}`;
    const taken = problem(what, name, "a name that no viewer uses", "leave it out, or choose another name");
    return [...domainNameProblems(what, name), ...(siteNames.includes(name) ? [taken] : [])];
  });
}

/**
 * The most names of a site: a certificate has at most 10 unless AWS raises the quota, and in us-east-1 two of them are
 * the load balancer's.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const MAX_SITE_NAMES = 8;

/** Validates the domain names of a site. */
export function siteNameProblems(domainName: Input<string>, additional: readonly Input<string>[]): string[] {
  const names = [domainName, ...additional];
  const repeated = additional
    .filter((name, index) => names.indexOf(name) <= index)
    .filter((name) => knownText(name) !== undefined);
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

/** Checks whether a domain name belongs to a hosted zone. */
export function isInZone(domainName: string, zoneName: string): boolean {
  const zone = zoneName.replace(/\.$/, "");
  return domainName === zone || domainName.endsWith(`.${zone}`);
}

/** Validates an id that is part of the names of resources. */
export function shortIdProblems(what: string, id: string, fix: string): string[] {
  return /^[a-z][a-z0-9-]{0,19}$/.test(id)
    ? []
    : [problem(what, id, "1 to 20 lower-case letters, digits and -, a letter first", fix)];
}
