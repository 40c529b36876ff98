/** The pack's own work on a stack, as the engine would have it done, without the engine and the SDK around it. */

import { resolveOptions } from "../../policy/options/options";
import { packRules } from "../../policy/pack";
import type { RawResource } from "../../policy/resources/rawResource";
import { canonicalType } from "../../policy/resources/resourceTypes";
import { buildModel } from "../../policy/stack/stack";
import type { Reading } from "../../tests/policy/misconfigurations/stackModel/readings";
import { membersPaths } from "../../tests/policy/support/fixtures";
import { plain } from "../../tests/policy/support/plainValues";

const options = resolveOptions([{ securePaths: membersPaths }]);

/** The resources of a reading as the SDK hands them to a pack. */
export function resourcesOf({ resources }: Reading): RawResource[] {
  const made = new Map<
    string,
    RawResource & { propertyDependencies: Record<string, readonly RawResource[]> }
  >();
  for (const { urn, type, outputs } of resources) {
    made.set(urn, { urn, type, props: plain({ object: outputs }) as object, propertyDependencies: {} });
  }
  for (const { urn, propertyDependencies } of resources) {
    const resource = made.get(urn);
    for (const [name, urns] of Object.entries(propertyDependencies)) {
      if (resource !== undefined) {
        resource.propertyDependencies[name] = urns.flatMap((each) => made.get(each) ?? []);
      }
    }
  }
  return [...made.values()];
}

/** Seconds of processor time for the whole stack: of the processor, for the machine may have other things to do. */
export function ownSeconds(resources: readonly RawResource[]): number {
  const rules = packRules();
  const start = process.cpuUsage();
  for (const resource of resources) {
    const type = canonicalType(resource.type);
    for (const rule of rules) {
      const { scope, types } = rule;
      if (scope === "resource" && (types === "all" || (type !== undefined && types.includes(type)))) {
        rule.check(buildModel([resource]), options);
      }
    }
  }
  for (const policy of ["ingress-paths", "signing-and-tiers", "stack-hygiene"]) {
    const model = buildModel(resources);
    for (const rule of rules.filter(({ scope }) => scope === policy)) {
      rule.check(model, options);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}
