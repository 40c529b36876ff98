import type { EngineResource, Reading } from "./stackModel";
import { type Json, toWire } from "./stackModel/wire";

/**
 * Returns a stack as a file for `pulumi policy analyze --file` and `pulumi stack import`. In a first preview, unknown values
 * are the texts that the policy SDK recognises.
 *
 * @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_policy_analyze/
 */
export function deployment(reading: Reading): Json {
  const [root] = reading.resources;
  const packages = new Set(
    reading.resources.filter(({ custom }) => custom).map(({ type }) => packageOf(type)),
  );
  const providers = root === undefined ? [] : [...packages].map((name) => providerOf(root, name));
  const sorted = [
    ...(root === undefined ? [] : [stateOf(root)]),
    ...providers,
    ...inOrder(reading).map((resource) => stateOf(resource)),
  ];
  return {
    version: 3,
    deployment: { manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "" }, resources: sorted },
  };
}

/** Sorts the resources, without the root, after their dependencies, as the engine requires. */
function inOrder(reading: Reading): EngineResource[] {
  const [root, ...rest] = reading.resources;
  const placed = new Set(root === undefined ? [] : [root.urn]);
  const ordered: EngineResource[] = [];
  let waiting = rest;
  while (waiting.length > 0) {
    const ready = waiting.filter((resource) => needs(resource).every((urn) => placed.has(urn)));
    if (ready.length === 0) {
      throw new Error(`these depend on each other: ${waiting.map(({ name }) => name).join(", ")}`);
    }
    for (const resource of ready) {
      placed.add(resource.urn);
    }
    ordered.push(...ready);
    waiting = waiting.filter((resource) => !placed.has(resource.urn));
  }
  return ordered;
}

function needs(resource: EngineResource): string[] {
  return [...resource.dependencies, ...(resource.parent === undefined ? [] : [resource.parent])];
}

function stateOf(resource: EngineResource): Json {
  const { urn, type, custom, id = "", parent, dependencies, propertyDependencies } = resource;
  return {
    urn,
    custom,
    type,
    ...(custom ? { id, provider: providerReference(urn, type) } : {}),
    inputs: toWire(resource.inputs, "state"),
    outputs: toWire(resource.outputs, "state"),
    ...(parent === undefined ? {} : { parent }),
    dependencies: [...dependencies],
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, urns]) => [name, [...urns]]),
    ),
  };
}

/** Returns the package of a type. */
function packageOf(type: string): string {
  return type.split(":")[0] ?? "";
}

const PROVIDER_ID = "6a2f1c34-6d0e-4b57-9f3e-0c6f1f2a7d11";

function providerUrn(urn: string, name: string): string {
  const [stack, project] = urn.split("::");
  return `${stack ?? ""}::${project ?? ""}::pulumi:providers:${name}::default`;
}

function providerReference(urn: string, type: string): string {
  return `${providerUrn(urn, packageOf(type))}::${PROVIDER_ID}`;
}

function providerOf(root: EngineResource, name: string): Json {
  const inputs: Json = name === "aws" ? { region: "eu-west-1" } : {};
  return {
    urn: providerUrn(root.urn, name),
    custom: true,
    id: PROVIDER_ID,
    type: `pulumi:providers:${name}`,
    inputs,
    outputs: inputs,
  };
}
