import { pathPatternSource } from "./model/globs";
import { isNearWorld, parseRange, publicPart, type Range, union } from "./model/ranges";

/** What a program tells the pack; what is left out is empty. */
export interface PackOptions {
  /** CloudFront path patterns that nobody may read without a signature, such as `/premium/*`. */
  readonly securePaths?: readonly string[];
  /** Path patterns inside the secure ones that are public on purpose, such as `/premium/preview/*`. */
  readonly publicPaths?: readonly string[];
  /** Ranges of the internet, in CIDR notation, that administrators come from. None may be nearly as wide as the world. */
  readonly adminCidrs?: readonly string[];
}

/** The options with nothing left out, as the rules get them. */
export type Options = Required<PackOptions>;

/** The name of an option. */
export type OptionName = keyof PackOptions;

/** An option is misspelt or cannot be used; the message is for the person who wrote it. */
export class OptionError extends Error {}

/** The secure paths of the members' site, which the pack protects when it is started as it is. */
export const membersPaths: readonly string[] = ["/premium/*", "/downloads/*", "/secure/*"];

interface Definition {
  readonly description: string;
  /** What every entry must look like, as a JSON schema's regular expression. */
  readonly entry: string;
  readonly example: string;
}

/** Every option: the schema that the engine checks and the checks below come from this table. */
export const definitions: Readonly<Record<OptionName, Definition>> = {
  securePaths: {
    description: "CloudFront path patterns that nobody may read without a signature.",
    entry: pathPatternSource,
    example: "/premium/*",
  },
  publicPaths: {
    description: "Path patterns inside the secure ones that are public on purpose.",
    entry: pathPatternSource,
    example: "/premium/preview/*",
  },
  adminCidrs: {
    description: "Ranges of the internet, in CIDR notation, that administrators come from.",
    entry: "^[0-9a-fA-F.:]+/[0-9]{1,3}$",
    example: "203.0.113.0/24",
  },
};

/**
 * Lays options over each other, the later ones on top, and checks them: names, types, patterns, and that the
 * administration ranges are not the world. Throws `OptionError`.
 */
export function resolveOptions(...layers: readonly unknown[]): Options {
  const options: Options = { securePaths: [], publicPaths: [], adminCidrs: [] };
  for (const layer of layers) {
    if (layer === undefined) {
      continue;
    }
    if (typeof layer !== "object" || layer === null) {
      throw new OptionError(`options must be an object, not ${typeof layer}`);
    }
    for (const [name, value] of Object.entries(layer)) {
      if (value === undefined) {
        continue;
      }
      if (!isOptionName(name)) {
        throw new OptionError(`unknown option ${name}; there are ${list(Object.keys(definitions))}`);
      }
      Object.assign(options, { [name]: entries(name, value) });
    }
  }
  if (isNearWorld(publicPart(rangesOf(options.adminCidrs)))) {
    throw new OptionError(
      "adminCidrs covers as much of the internet as a /8 does; list the administrators' own networks",
    );
  }
  return options;
}

/** The administration ranges as numbers. */
export function rangesOf(cidrs: readonly string[]): Range[] {
  return union(cidrs.flatMap((cidr) => parseRange(cidr) ?? []));
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(definitions, name);
}

function entries(name: OptionName, value: unknown): string[] {
  const { entry, example } = definitions[name];
  const pattern = new RegExp(entry);
  if (!Array.isArray(value)) {
    throw new OptionError(`${name} must be a list, such as ["${example}"]`);
  }
  for (const [i, item] of value.entries()) {
    const fits = typeof item === "string" && pattern.test(item);
    if (!fits || (name === "adminCidrs" && parseRange(item) === undefined)) {
      throw new OptionError(`${name}[${i}] cannot be used; write it like ${example}`);
    }
  }
  return value as string[];
}

function list(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
