/** Makes of the schema that Pulumi derives from TypeScript one whose SDKs read well in every language. */
import type { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";

/** A schema as Pulumi derives it. */
export type Schema = ReturnType<typeof generateSchema>;

type Owner = { readonly description?: string } & Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Property>>;
interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

/** Numbers that may have a fraction, by property; all others are integers. */
const fractions = new Set(["viewerGigabytesPerHour"]);

/** What generators are told that the schema itself does not say; the Go path needs no domain, because no module is published. */
const languages = {
  python: { packageName: "pulumi_secure_origin" },
  // The generator forgets the inputs of a type that occurs in optional lists only, unless it makes them all.
  go: { importBasePath: "secure-origin/sdk/secureorigin", generateExtraInputTypes: true },
};

/** Returns the name of an argument type in a schema: generators append Args themselves, and a component's name is taken. */
function typeName(name: string, taken: (name: string) => boolean): string {
  const short = name.replace(/Args$/, "");
  return short !== name && taken(short) ? `${short}Spec` : short;
}

/**
 * Renames argument types, turns whole numbers into integers, and replaces property names in descriptions by references,
 * which each language's generator writes in that language's case.
 *
 * @see https://www.pulumi.com/docs/iac/extending-pulumi/schema/
 */
export function forEveryLanguage(derived: Schema): Schema {
  const schema = renamed(derived);
  const describe = (owners: Readonly<Record<string, Owner>>, part: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(owners).map(([token, owner]) => [token, withReferences(schema, part, token, owner)]),
    );
  return {
    ...schema,
    resources: describe(schema.resources as never, "resources"),
    types: describe(schema.types as never, "types"),
    language: Object.fromEntries(
      Object.entries(schema.language as Record<string, object>).map(([language, settings]) => [
        language,
        { ...settings, ...languages[language as keyof typeof languages] },
      ]),
    ),
  } as Schema;
}

/** Renames types where they are defined and where they are referred to. */
function renamed(schema: Schema): Schema {
  const tokens = new Map(
    Object.keys(schema.types).map((token) => {
      const [name = "", ...reversed] = token.split(":").reverse();
      const at = (other: string): string => [other, ...reversed].reverse().join(":");
      return [token, at(typeName(name, (short) => at(short) in schema.resources))];
    }),
  );
  const text = JSON.stringify(schema).replaceAll(
    /"#\/types\/([^"]+)"/g,
    (_all, token: string) => `"#/types/${tokens.get(token) ?? token}"`,
  );
  const parsed = JSON.parse(text) as Schema;
  return {
    ...parsed,
    types: Object.fromEntries(
      Object.entries(parsed.types).map(([token, type]) => [tokens.get(token) ?? token, type]),
    ),
  };
}

const site = "secure-origin:index:SecureOrigin";

/** Replaces the properties of one component or type. */
function withReferences(schema: Schema, part: string, token: string, owner: Owner): Owner {
  const reference = (path: string): string | undefined => {
    for (const [at, properties] of scopes(schema, part, token, owner)) {
      const found = resolve(schema, at, properties, path.split("."));
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  };
  const text = (description: string): string =>
    description.replaceAll(/`([A-Za-z][\w.]*)`/g, (quoted, path: string) => {
      const target = reference(path);
      return target === undefined ? quoted : `{{% ref ${target} %}}`;
    });
  const properties = (of: unknown): Properties | undefined =>
    of === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(of as Properties).map(([name, property]) => [name, described(name, property, text)]),
        );
  return {
    ...owner,
    ...(owner.description !== undefined && { description: text(owner.description) }),
    ...(owner.inputProperties !== undefined && { inputProperties: properties(owner.inputProperties) }),
    ...(owner.properties !== undefined && { properties: properties(owner.properties) }),
  };
}

/** Returns where a name is looked for: in the owner itself, then, for a type, among the arguments of the whole site. */
function scopes(schema: Schema, part: string, token: string, owner: Owner): [string, Properties][] {
  const own = (kind: string): [string, Properties][] =>
    owner[kind] === undefined ? [] : [[`#/${part}/${token}/${kind}`, owner[kind] as Properties]];
  const whole = schema.resources[site]?.inputProperties as Properties | undefined;
  return [
    ...own("inputProperties"),
    ...own("properties"),
    ...(part === "types" && whole !== undefined
      ? [[`#/resources/${site}/inputProperties`, whole] satisfies [string, Properties]]
      : []),
  ];
}

/** Follows a path of properties, such as origin.app, and returns the reference to the last; undefined if there is none. */
function resolve(
  schema: Schema,
  at: string,
  properties: Properties,
  [name = "", ...more]: string[],
): string | undefined {
  const property = properties[name];
  if (property === undefined || more.length === 0) {
    return property && `${at}/${name}`;
  }
  const token = property.$ref?.replace("#/types/", "") ?? "";
  const type = (schema.types as unknown as Record<string, Owner>)[token]?.properties as
    | Properties
    | undefined;
  return type && resolve(schema, `#/types/${token}/properties`, type, more);
}

function described(name: string, property: Property, text: (description: string) => string): Property {
  const whole = (one: Property): Property => ({
    ...one,
    ...(one.type === "number" && !fractions.has(name) && { type: "integer" }),
    ...(one.items !== undefined && { items: whole(one.items) }),
    ...(one.additionalProperties !== undefined && { additionalProperties: whole(one.additionalProperties) }),
    ...(one.description !== undefined && { description: text(one.description) }),
  });
  return whole(property);
}
