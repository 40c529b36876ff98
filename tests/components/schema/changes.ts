/** What a change of the components' schema means for programs that use it, in any Pulumi language. */
import type { AnalyzeResult, PropertyDefinition } from "@pulumi/pulumi/provider/experimental/analyzer";

/**
 * Arguments, outputs or fields by name, each with its type as text: `plain string`, `[string]` for a list, `{string}`
 * for a map, `#Name` for a type of the package, and a `?` behind what may be left out.
 */
type Properties = Record<string, string>;

/** What of a schema programs depend on; descriptions are left out. */
export interface Surface {
  /** Arguments of components and fields of argument types, by owner. */
  inputs: Record<string, Properties>;
  /** Outputs of components, by component. */
  outputs: Record<string, Properties>;
  /** Values of enums, by enum and by the name of the member. */
  enums: Record<string, Properties>;
}

/** Reduces a schema to what programs depend on. */
export function surfaceOf({ components, typeDefinitions }: AnalyzeResult): Surface {
  const all = Object.values(components);
  const types = Object.values(typeDefinitions);
  const objects = types.filter((type) => type.enum === undefined);
  return {
    inputs: byName([...all, ...objects], (owner) =>
      properties("inputs" in owner ? owner.inputs : (owner.properties ?? {})),
    ),
    outputs: byName(all, (component) => properties(component.outputs)),
    enums: byName(
      types.filter((type) => type.enum !== undefined),
      (type) => Object.fromEntries((type.enum ?? []).map(({ name, value }) => [name, String(value)])),
    ),
  };
}

function byName<T extends { name: string }, V>(named: T[], value: (one: T) => V): Record<string, V> {
  const sorted = [...named].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(sorted.map((one) => [one.name, value(one)]));
}

function properties(defined: Record<string, PropertyDefinition>): Properties {
  const entries = Object.entries(defined).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, property]) => [name, typeText(property) + (property.optional === true ? "?" : "")]),
  );
}

function typeText(property: PropertyDefinition): string {
  const plain = property.plain === true ? "plain " : "";
  if ("$ref" in property) {
    return `${plain}#${property.$ref.split("/").at(-1)?.split(":").at(-1) ?? ""}`;
  }
  if (property.items !== undefined) {
    return `${plain}[${typeText(property.items)}]`;
  }
  if (property.additionalProperties !== undefined) {
    return `${plain}{${typeText(property.additionalProperties)}}`;
  }
  return plain + property.type;
}

/** What changed from one surface to the next, one line each. */
export interface SurfaceChanges {
  /** Programs that were right before may be wrong now. */
  breaking: string[];
  /** Every program that was right before still is. */
  compatible: string[];
}

/** Compares two surfaces. */
export function compareSurfaces(before: Surface, after: Surface): SurfaceChanges {
  const found: SurfaceChanges = { breaking: [], compatible: [] };
  for (const kind of ["inputs", "outputs", "enums"] as const) {
    for (const owner of namesOf(before[kind], after[kind])) {
      const [old, now] = [before[kind][owner], after[kind][owner]];
      if (old === undefined || now === undefined) {
        add(found, now === undefined, `${kind} of ${owner}: ${now === undefined ? "removed" : "added"}`);
        continue;
      }
      for (const name of namesOf(old, now)) {
        compareMembers(found, kind, `${owner}.${name}`, old[name], now[name]);
      }
    }
  }
  return found;
}

function compareMembers(
  found: SurfaceChanges,
  kind: keyof Surface,
  name: string,
  before: string | undefined,
  after: string | undefined,
): void {
  if (after === undefined) {
    add(found, true, `${name}: removed`);
  } else if (before === undefined) {
    const demanded = kind === "inputs" && !after.endsWith("?");
    add(found, demanded, `${name}: added${demanded ? ", and it must be given" : ""}`);
  } else if (before !== after) {
    const sameType = before.replace("?", "") === after.replace("?", "");
    // A value that a program need not give breaks nothing; one that it need not get does.
    const harmless = sameType && after.endsWith("?") === (kind === "inputs");
    add(found, !harmless, `${name}: ${before} became ${after}`);
  }
}

function namesOf(...records: object[]): string[] {
  return [...new Set(records.flatMap(Object.keys))].sort();
}

function add(found: SurfaceChanges, breaks: boolean, line: string): void {
  (breaks ? found.breaking : found.compatible).push(line);
}
