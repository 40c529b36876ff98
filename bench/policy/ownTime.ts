/** The time of the pack itself, without the engine and the SDK. */
import { resolveOptions } from "../../policy/options/options";
import { packRules } from "../../policy/pack";
import type { RawResource } from "../../policy/resources/rawResource";
import { canonicalType } from "../../policy/resources/resourceTypes";
import { judge, stackPolicyOf } from "../../policy/runtime/judgment";
import { buildModel } from "../../policy/stack/stack";
import type { Reading } from "../../tests/policy/misconfigurations/stackModel/readings";
import { membersPaths } from "../../tests/policy/support/fixtures";
import { plain } from "../../tests/policy/support/plainValues";

const options = resolveOptions([{ securePaths: membersPaths }]);

/** Returns the resources of a reading as the SDK passes them to a pack. */
export function resourcesOf({ resources }: Reading): RawResource[] {
  const resourcesByUrn = new Map<
    string,
    RawResource & { propertyDependencies: Record<string, readonly RawResource[]> }
  >();
  for (const { urn, type, outputs } of resources) {
    resourcesByUrn.set(urn, {
      urn,
      type,
      props: plain({ object: outputs }) as object,
      propertyDependencies: {},
    });
  }
  for (const { urn, propertyDependencies } of resources) {
    const resource = resourcesByUrn.get(urn);
    for (const [name, urns] of Object.entries(propertyDependencies)) {
      if (resource !== undefined) {
        resource.propertyDependencies[name] = urns.flatMap((each) => resourcesByUrn.get(each) ?? []);
      }
    }
  }
  return [...resourcesByUrn.values()];
}

/** Returns the seconds of processor time to check a stack. */
export function ownSeconds(resources: readonly RawResource[]): number {
  const rules = packRules();
  const start = process.cpuUsage();
  for (const resource of resources) {
    const type = canonicalType(resource.type);
    for (const rule of rules) {
      const { types } = rule;
      const isAlone = stackPolicyOf(rule, options) === undefined;
      if (isAlone && (types === "all" || (type !== undefined && types.includes(type)))) {
        judge(rule, buildModel([resource]), options);
      }
    }
  }
  const model = buildModel(resources);
  for (const policy of ["ingress-paths", "signing-and-tiers", "stack-hygiene"]) {
    for (const rule of rules.filter((each) => stackPolicyOf(each, options) === policy)) {
      judge(rule, model, options);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}
