import { pathPatternSource } from "../values/globs";
import { isNearWorld, parseRange, publicPart, type Range, union } from "../values/ranges";
import { type Definition, flag, listOf, mapOf, oneOf, waivers } from "./optionKinds";

/** How much a rule's findings weigh. */
export type Level = "advisory" | "mandatory" | "disabled";

/** What a rule makes of a value that is not known in preview. */
export type OnUnknown = "deny" | "warn" | "defer";

/** A finding that is accepted for a while. */
export interface Waiver {
  readonly rule: string;
  /** A URN, in which `*` stands for any characters. */
  readonly urn: string;
  readonly reason: string;
  /** The last day on which it holds, such as `2026-12-31`, in UTC. */
  readonly expires: string;
}

/** What a program tells the pack; what is left out is empty. */
export interface PackOptions {
  /**
   * CloudFront path patterns that nobody may read without a signature, such as `/premium/*`: on every distribution that
   * reaches servers, beside those that the program declares for it.
   */
  readonly securePaths?: readonly string[];
  /**
   * Path patterns inside the secure ones that are public on purpose, such as `/premium/preview/*`. The public paths that
   * a program declares are exceptions in its own secure paths only, never in those of the option `securePaths`.
   */
  readonly publicPaths?: readonly string[];
  /** Judges by `securePaths` and `publicPaths` alone, whatever SecureOrigin and Distribution declare. Default: false. */
  readonly ignoreDeclaredPaths?: boolean;
  /** Ranges of the internet, in CIDR notation, that administrators come from. None may be nearly as wide as the world. */
  readonly adminCidrs?: readonly string[];
  /** Ids of prefix lists that hold CloudFront's addresses, beside those that the pack knows. */
  readonly cloudFrontPrefixLists?: readonly string[];
  /** The oldest version of TLS that anything may speak. */
  readonly minimumTls?: "1.2" | "1.3";
  /** URNs, with `*`, of the load balancers and servers to protect. Default: those that CloudFront reaches. */
  readonly protectedOrigins?: readonly string[];
  /** SHA-256 over the DER form of other environments' public keys, in hexadecimal digits. */
  readonly foreignKeyFingerprints?: readonly string[];
  /** URNs or ARNs, with `*`, of secrets and parameters that hold a signing key. */
  readonly signingKeys?: readonly string[];
  /** What each rule makes of a value that is not known in preview, where it is not the rule's own way. */
  readonly onUnknown?: Readonly<Record<string, OnUnknown>>;
  /** Levels of rules, by name; they come before all other settings of levels. */
  readonly levels?: Readonly<Record<string, Level>>;
  readonly waivers?: readonly Waiver[];
}

/** The options with nothing left out, as the rules get them. */
export type Options = Required<PackOptions>;

/** The name of an option. */
export type OptionName = keyof PackOptions;

/** An option is misspelt or cannot be used; the message is for the person who wrote it. */
export class OptionError extends Error {}

const urn = "^[A-Za-z0-9_.:$/*?@+=, -]{1,500}$";

/** Every option: the schema that the engine checks and the checks below come from this table. */
export const definitions: { readonly [N in OptionName]: Definition } = {
  securePaths: listOf(
    "CloudFront path patterns that nobody may read without a signature, on every distribution that reaches servers. They " +
      "add to those that the program declares with SecureOrigin or Distribution.",
    pathPatternSource,
    "/premium/*",
  ),
  publicPaths: listOf(
    "Path patterns inside the secure ones that are public on purpose. The public paths that a program declares are " +
      "exceptions in its own secure paths only, never in those of the option securePaths.",
    pathPatternSource,
    "/premium/preview/*",
  ),
  ignoreDeclaredPaths: flag(
    "Judges by securePaths and publicPaths of the options alone, whatever the program declares; by default false.",
  ),
  adminCidrs: listOf(
    "Ranges of the internet, in CIDR notation, that administrators come from.",
    "^[0-9a-fA-F.:]+/[0-9]{1,3}$",
    "203.0.113.0/24",
    (cidr) => parseRange(cidr) !== undefined,
  ),
  cloudFrontPrefixLists: listOf(
    "Ids of prefix lists that hold CloudFront's addresses, beside those that the pack knows.",
    "^pl-[0-9a-f]{8,17}$",
    "pl-4fa04526",
  ),
  minimumTls: oneOf("The oldest version of TLS that anything may speak.", ["1.2", "1.3"]),
  protectedOrigins: listOf(
    "URNs, with *, of the load balancers and servers to protect; by default those that CloudFront reaches.",
    urn,
    "urn:pulumi:prod::*::site-alb",
  ),
  foreignKeyFingerprints: listOf(
    "SHA-256 over the DER form of other environments' public keys, in hexadecimal digits.",
    "^[0-9a-f]{64}$",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ),
  signingKeys: listOf(
    "URNs or ARNs, with *, of secrets and parameters that hold a signing key.",
    urn,
    "arn:aws:secretsmanager:*:secret:signing-key*",
  ),
  onUnknown: mapOf("What a rule makes of a value that is not known in preview, by the rule's name.", [
    "deny",
    "warn",
    "defer",
  ]),
  levels: mapOf("Levels of rules, by name.", ["advisory", "mandatory", "disabled"]),
  waivers: waivers("Findings that are accepted for a while."),
};

/**
 * Lays options over each other, the later ones on top, and checks them: names, types, patterns, the rules that they
 * name, and that the administration ranges are not the world. Throws `OptionError`.
 *
 * @param rules names of all rules; where it is empty, any name will do
 */
export function resolveOptions(layers: readonly unknown[], rules: readonly string[] = []): Options {
  const options: Options = {
    securePaths: [],
    publicPaths: [],
    ignoreDeclaredPaths: false,
    adminCidrs: [],
    cloudFrontPrefixLists: [],
    minimumTls: "1.2",
    protectedOrigins: [],
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
  if (isNearWorld(publicPart(rangesOf(options.adminCidrs)))) {
    throw new OptionError(
      "adminCidrs covers as much of the internet as a /8 does; list the administrators' own networks",
    );
  }
  checkRules(options, rules);
  return options;
}

/** The administration ranges as numbers. */
export function rangesOf(cidrs: readonly string[]): Range[] {
  return union(cidrs.flatMap((cidr) => parseRange(cidr) ?? []));
}

/** Whether a URN, an ARN or a name matches a pattern in which `*` stands for any characters. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "s").test(text);
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
  const stranger = named.find((name) => !rules.includes(name));
  if (stranger !== undefined) {
    throw new OptionError(`unknown rule ${stranger}; there are ${enumerated(rules)}`);
  }
}

function enumerated(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
