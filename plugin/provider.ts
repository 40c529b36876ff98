/** Serves the components to programs in any Pulumi language, with the schema that `npm run docs` wrote. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource, type ComponentResourceOptions, type Inputs } from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { main } from "@pulumi/pulumi/provider/server";
import * as components from "../components";
import { version } from "./package.json";

/** The parts of a Pulumi schema that are needed to run a component. */
interface Schema {
  readonly resources: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

type Component = new (name: string, args: Inputs, options: ComponentResourceOptions) => ComponentResource;

/** The exported components by name. */
const constructors = new Map<string, Component>();
for (const [name, exported] of Object.entries(components)) {
  if (typeof exported === "function" && exported.prototype instanceof ComponentResource) {
    constructors.set(name, exported as unknown as Component);
  }
}

/** Creates one component and returns the outputs that the schema names. */
function construct(
  { resources }: Schema,
  name: string,
  type: string,
  inputs: Inputs,
  options: ComponentResourceOptions,
): ConstructResult {
  const constructor = constructors.get(type.split(":").at(-1) ?? "");
  const outputs = resources[type]?.properties;
  if (constructor === undefined || outputs === undefined) {
    throw new Error(
      `secure-origin has no component ${type}; it has ${Object.keys(resources).join(", ")}. Correct the type`,
    );
  }
  const component = new constructor(name, inputs, options);
  const values = component as unknown as Readonly<Record<string, unknown>>;
  return {
    urn: component.urn,
    state: Object.fromEntries(Object.keys(outputs).map((output) => [output, values[output]])),
  };
}

/** Serves the plugin until the engine ends it. */
export function serve(): Promise<void> {
  const schema = readFileSync(join(__dirname, "..", "schema.json"), "utf8");
  const parsed = JSON.parse(schema) as Schema;
  const provider: Provider = {
    version,
    schema,
    construct: (name, type, inputs, options) =>
      Promise.resolve(construct(parsed, name, type, inputs, options)),
  };
  return main(provider, process.argv.slice(2));
}
