import { pathPatternSource } from "../values/globs";
import { isNearWorld, parseRange, parseRanges, publicPart } from "../values/ranges";
import { type Definition, edgeFunctions, flag, listOf, mapOf, oneOf } from "./definitions";
import { type Waiver, waivers } from "./waiverDefinition";

/** The enforcement level of a rule. */
export type Level = "advisory" | "mandatory" | "disabled";

/** What happens to a finding that depends on a value unknown in preview. */
export type OnUnknown = "deny" | "warn" | "defer";

/** A function at the edge that may run on requests to public behaviors. */
export interface DeclaredEdgeFunction {
  /** A URN or an ARN, in which `*` matches any characters. */
  readonly function: string;
  readonly reason: string;
}

/** The options of the pack; all are optional. */
export interface PackOptions {
  /**
   * CloudFront path patterns that need a signature, such as `/premium/*`, on every distribution with a server as origin
   * or a signed behavior. They add to those that the program declares.
   */
  readonly securePaths?: readonly string[];
  /**
   * Path patterns inside secure ones that are public on purpose, such as `/premium/preview/*`. The public paths that a
   * program declares are exceptions to its own secure paths only, never to the option `securePaths`.
   */
  readonly publicPaths?: readonly string[];
  /** Ignores the paths that SecureOrigin and Distribution declare. Default: false. */
  readonly ignoreDeclaredPaths?: boolean;
  /** CIDRs of the administrators' networks; together smaller than a /8 of IPv4 or a /16 of IPv6. */
  readonly adminCidrs?: readonly string[];
  /** Ids of further prefix lists of CloudFront's addresses; the pack knows AWS's own. */
  readonly cloudFrontPrefixLists?: readonly string[];
  /** The oldest version of TLS allowed. Default: 1.2. */
  readonly minimumTls?: "1.2" | "1.3";
  /**
   * What only CloudFront should reach: `origins`, which are what distributions reach through any kind of origin and all that
   * those forward to, or `all` load balancers, servers, services and functions of the stack. Default: `origins`.
   */
  readonly protect?: "origins" | "all";
  /** URNs, with `*`, of further resources to protect. */
  readonly protectedOrigins?: readonly string[];
  /**
   * Where rules on servers and load balancers report: on what is `protected` and the paths to it, or on the whole `stack`,
   * as advisories elsewhere. Default: `protected`.
   */
  readonly scope?: "protected" | "stack";
  /** Functions that may run on requests to public behaviors of a distribution with signed content. */
  readonly edgeFunctions?: readonly DeclaredEdgeFunction[];
  /**
   * Types of resources, with `*` after the package, that open no way to the servers although the pack does not know them,
   * such as `confluentcloud:*`.
   */
  readonly harmlessTypes?: readonly string[];
  /** SHA-256 of the DER form of other environments' public keys, in lower-case hex. */
  readonly foreignKeyFingerprints?: readonly string[];
  /** Names, with `*`, of secrets and parameters that hold a signing key. Default: `*sign*`. */
  readonly signingKeys?: readonly string[];
  /** By rule, what happens to a finding that depends on a value unknown in preview. Default: the rule's own. */
  readonly onUnknown?: Readonly<Record<string, OnUnknown>>;
  /** Enforcement levels by rule; they override every other setting. */
  readonly levels?: Readonly<Record<string, Level>>;
  readonly waivers?: readonly Waiver[];
}

/** The options with their defaults, as the rules receive them. */
export type Options = Required<PackOptions>;

/** The name of an option. */
export type OptionName = keyof PackOptions;

/** Thrown when an option is misspelt or invalid. */
export class OptionError extends Error {}

const urn = "^[A-Za-z0-9_.:$/*?@+=, -]{1,500}$";

/** Every option, with its description, its schema and its check. */
export const definitions: { readonly [N in OptionName]: Definition } = {
  securePaths: listOf(
    "CloudFront path patterns that need a signature, on every distribution with a server as origin or a signed behavior. " +
      "They add to those that the program declares with SecureOrigin or Distribution.",
    pathPatternSource,
    "/premium/*",
  ),
  publicPaths: listOf(
    "Path patterns inside secure ones that are public on purpose. The public paths that a program declares are " +
      "exceptions to its own secure paths only, never to the option securePaths.",
    pathPatternSource,
    "/premium/preview/*",
  ),
  ignoreDeclaredPaths: flag(
    "Ignores the paths that SecureOrigin and Distribution declare; false by default.",
  ),
  adminCidrs: listOf(
    "CIDRs of the administrators' networks; together smaller than a /8 of IPv4 or a /16 of IPv6.",
    "^[0-9a-fA-F.:]+/[0-9]{1,3}$",
    "203.0.113.0/24",
    (cidr) => parseRange(cidr) !== undefined,
  ),
  cloudFrontPrefixLists: listOf(
    "Ids of further prefix lists of CloudFront's addresses; the pack knows AWS's own.",
    "^pl-[0-9a-f]{8,17}$",
    "pl-4fa04526",
  ),
  minimumTls: oneOf("The oldest version of TLS allowed; 1.2 by default.", ["1.2", "1.3"]),
  protect: oneOf(
    "What only CloudFront should reach: origins, which are what distributions reach through any kind of origin and all " +
      "that those forward to, or all load balancers, servers, services and functions of the stack; origins by default.",
    ["origins", "all"],
  ),
  protectedOrigins: listOf(
    "URNs, with *, of further load balancers, servers, services, functions, APIs and buckets to protect. Each must match " +
      "one of the stack.",
    urn,
    "urn:pulumi:prod::*::site-alb",
  ),
  scope: oneOf(
    "Where rules on servers and load balancers report: on what is protected and the paths to it, or on the whole stack, " +
      "as advisories elsewhere; protected by default.",
    ["protected", "stack"],
  ),
  edgeFunctions: edgeFunctions(
    "Functions, by URN or ARN with *, that may run on requests to public behaviors of a distribution with signed content, " +
      "each with a reason.",
  ),
  harmlessTypes: listOf(
    "Types of resources, with * after the package, that open no way to the servers although the pack does not know them.",
    "^[a-z][a-z0-9-]*:[A-Za-z0-9_.:/*-]{1,200}$",
    "confluentcloud:*",
  ),
  foreignKeyFingerprints: listOf(
    "SHA-256 of the DER form of other environments' public keys, in lower-case hex.",
    "^[0-9a-f]{64}$",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ),
  signingKeys: listOf(
    "Names, with *, of the secrets and parameters that hold a signing key, also of other stacks; *sign* by default.",
    urn,
    "signing-key*",
  ),
  onUnknown: mapOf("By rule, what happens to a finding that depends on a value unknown in preview.", [
    "deny",
    "warn",
    "defer",
  ]),
  levels: mapOf("Enforcement levels by rule; they override every other setting.", [
    "advisory",
    "mandatory",
    "disabled",
  ]),
  waivers,
};

/**
 * Merges layers of options, later ones over earlier ones, and validates them.
 *
 * @param rules the names that options may refer to; any name if empty
 * @throws OptionError if an option is misspelt or invalid
 */
export function resolveOptions(layers: readonly unknown[], rules: readonly string[] = []): Options {
  const options: Options = {
    securePaths: [],
    publicPaths: [],
    ignoreDeclaredPaths: false,
    adminCidrs: [],
    cloudFrontPrefixLists: [],
    minimumTls: "1.2",
    protect: "origins",
    protectedOrigins: [],
    scope: "protected",
    edgeFunctions: [],
    harmlessTypes: [],
    foreignKeyFingerprints: [],
    signingKeys: ["*sign*"],
    onUnknown: {},
    levels: {},
    waivers: [],
  };
  for (const layer of layers) {
    if (layer === undefined) {
      continue;
    }
    if (typeof layer !== "object" || layer === null) {
      throw new OptionError(`options must be an object, not ${typeof layer}`);
    }
    for (const [name, value] of Object.entries(layer)) {
      if (!isOptionName(name)) {
        throw new OptionError(`unknown option ${name}; there are ${enumerated(Object.keys(definitions))}`);
      }
      if (value !== undefined) {
        check(name, value);
        Object.assign(options, { [name]: value as unknown });
      }
    }
  }
  if (isNearWorld(publicPart(parseRanges(options.adminCidrs)))) {
    throw new OptionError(
      "adminCidrs covers as much of the internet as a /8; list only the administrators' own networks",
    );
  }
  checkRules(options, rules);
  return options;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(definitions, name);
}

function check(name: OptionName, value: unknown): void {
  const problem = definitions[name].problem(value);
  if (problem !== undefined) {
    throw new OptionError(`${name}${problem}`);
  }
}

function checkRules({ onUnknown, levels, waivers: waived }: Options, rules: readonly string[]): void {
  if (rules.length === 0) {
    return;
  }
  const named = [...Object.keys(onUnknown), ...Object.keys(levels), ...waived.map(({ rule }) => rule)];
  const unknown = named.find((name) => !rules.includes(name));
  if (unknown !== undefined) {
    throw new OptionError(`unknown rule ${unknown}; there are ${enumerated(rules)}`);
  }
}

function enumerated(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
