import assert from "node:assert/strict";
import { examples } from "../../policy/examples";
import { type Example, unknownValue } from "../../policy/examples/example";
import { resolveOptions } from "../../policy/options/options";
import { packRules } from "../../policy/pack";
import { Declarations } from "../../policy/resources/cloudfront/declarations";
import type { RawResource } from "../../policy/resources/rawResource";
import type { Finding, Rule } from "../../policy/rules/rule";
import { buildModel } from "../../policy/stack/stack";
import { type TestResource, unknown, urnOf } from "./support/analyzer";

/** A resource of an example, with those above it. */
function withParents(name: string, example: Example): TestResource {
  const found = example.resources.find((each) => (each.name ?? "it") === name);
  assert.ok(found, name);
  const { type, props, parent } = found;
  return { type, name, props, ...(parent && { parent: withParents(parent, example) }) };
}

/** The example's resources as the engine shows them, its `unknownValue` as what the SDK knows unknowns by. */
function resourcesOf(example: Example): RawResource[] {
  const { resources } = example;
  const known = resources.map(({ name = "it" }) => {
    const resource = withParents(name, example);
    const { type, props, parent } = resource;
    return {
      type,
      name,
      urn: urnOf(resource),
      opts: parent === undefined ? {} : { parent: urnOf(parent) },
      props: JSON.parse(JSON.stringify(props), (_, value: unknown) =>
        JSON.stringify(value) === JSON.stringify(unknownValue) ? unknown.string : value,
      ) as object,
    };
  });
  return known.map(({ name, ...resource }) => {
    const from = resources.find((each) => (each.name ?? "it") === name)?.from ?? {};
    const dependencies = Object.entries(from).map(([argument, names]) => [
      argument,
      known.filter((each) => names.includes(each.name)),
    ]);
    return {
      ...resource,
      propertyDependencies: Object.fromEntries(dependencies) as Record<string, RawResource[]>,
    };
  });
}

function check(rule: Rule, example: Example): Finding[] {
  const resources = resourcesOf(example);
  const declarations = new Declarations();
  for (const resource of resources) {
    declarations.record(resource);
  }
  return rule.check(buildModel(resources, declarations), resolveOptions([example.options]));
}

describe("examples", () => {
  it("are there for every rule, and for no other", () => {
    assert.deepEqual(
      Object.keys(examples).sort(),
      packRules()
        .map(({ name }) => name)
        .sort(),
    );
  });
  for (const rule of packRules()) {
    const { good = [], bad = [] } = examples[rule.name] ?? {};
    describe(rule.name, () => {
      for (const example of good) {
        it(`accepts ${example.what}`, () => assert.deepEqual(check(rule, example), []));
      }
      for (const example of bad) {
        it(`rejects ${example.what}`, () => {
          const [first] = check(rule, example);
          assert.ok(first, "nothing was found");
          assert.match(first.why, /^\S.*[^.\s]$/s);
          assert.match(first.fix, /^[A-Z].*[^.\s]$/s);
          assert.ok(
            resourcesOf(example).some(({ urn }) => urn === first.urn),
            first.urn,
          );
        });
      }
      it("has both kinds", () => assert.ok(good.length > 0 && bad.length > 0));
    });
  }
});
