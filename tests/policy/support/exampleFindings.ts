/** Runs rules on their examples. */
import assert from "node:assert/strict";
import { type Example, unknownValue } from "../../../policy/examples/example";
import { resolveOptions } from "../../../policy/options/options";
import { Declarations } from "../../../policy/resources/cloudfront/declarations";
import type { RawResource } from "../../../policy/resources/rawResource";
import type { Finding, Rule } from "../../../policy/rules/rule";
import { buildModel } from "../../../policy/stack/stack";
import { type TestResource, unknown, urnOf } from "./analyzer";

/** Returns the findings of a rule in an example. */
export function findingsIn(rule: Rule, example: Example): Finding[] {
  const resources = resourcesOf(example);
  const declarations = new Declarations();
  for (const resource of resources) {
    declarations.record(resource);
  }
  return rule.check(buildModel(resources, declarations), resolveOptions([example.options]));
}

/** Returns the resources of an example as the engine sends them, with the SDK's unknown values. */
export function resourcesOf(example: Example): RawResource[] {
  const { resources } = example;
  const named = resources.map(({ name = "it" }) => {
    const resource = withParents(name, example);
    const { type, props, parent } = resource;
    const opts = parent === undefined ? {} : { parent: urnOf(parent) };
    return { name, raw: { type, urn: urnOf(resource), opts, props: withUnknowns(props) } };
  });
  return named.map(({ name, raw }) => {
    const from = resources.find((each) => (each.name ?? "it") === name)?.from ?? {};
    const dependencies = Object.entries(from).map(([argument, names]) => [
      argument,
      named.filter((each) => names.includes(each.name)).map((each) => each.raw),
    ]);
    return {
      ...raw,
      propertyDependencies: Object.fromEntries(dependencies) as Record<string, RawResource[]>,
    };
  });
}

/** Replaces the unknown values of an example's properties by the SDK's. */
export function withUnknowns(props: object): object {
  return JSON.parse(JSON.stringify(props), (_, value: unknown) =>
    JSON.stringify(value) === JSON.stringify(unknownValue) ? unknown.string : value,
  ) as object;
}

function withParents(name: string, example: Example): TestResource {
  const found = example.resources.find((each) => (each.name ?? "it") === name);
  assert.ok(found, name);
  const { type, props, parent } = found;
  return { type, name, props, ...(parent && { parent: withParents(parent, example) }) };
}
