/** Stacks of the misconfiguration table as plain resources, which fuzz tests change before the pack judges them. */
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { OptionError, resolveOptions } from "../../../policy/options/options";
import type { Json } from "../../support/fuzz/places";
import { compliantStacks } from "../misconfigurations/compliantStacks";
import type { Harmless } from "../misconfigurations/misconfiguration";
import { type EngineProperties, type Moment, read } from "../misconfigurations/stackModel";
import type { Policies } from "../support/analyzer";
import { configuredPolicies } from "../support/judged";
import { plain } from "../support/plainValues";

/** A resource as a policy receives it. */
export interface FuzzedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent?: string | undefined;
  readonly inputs: { [name: string]: Json };
  readonly outputs: { [name: string]: Json };
  /** URNs by argument. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Returns the resources of a stack with a change, the stack's own first. */
export function resourcesOf(
  { base, change }: Pick<Harmless, "base" | "change">,
  moment: Moment,
): FuzzedResource[] {
  return read(change(compliantStacks[base].build()), moment).resources.map((each) => ({
    urn: each.urn,
    type: each.type,
    name: each.name,
    custom: each.custom,
    parent: each.parent,
    inputs: plainOf(each.inputs),
    outputs: plainOf(each.outputs),
    dependencies: each.propertyDependencies,
  }));
}

const plainOf = (properties: EngineProperties): FuzzedResource["inputs"] =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, plain(value) as Json]));

/** Creates the pack with the options of a case; undefined if the options themselves are refused. */
export function packFor({ base, options }: Harmless): Policies | undefined {
  try {
    resolveOptions([options]);
  } catch (error) {
    if (error instanceof OptionError) {
      return undefined;
    }
    throw error;
  }
  return configuredPolicies(compliantStacks[base].environment, options);
}

/** What the pack reports. */
export interface Report {
  readonly message: string;
  readonly level: string;
}

/**
 * Judges resources as the SDK has a pack judge them once a request is converted: each by the policies on single resources,
 * and all by those on the stack.
 *
 * @param alone the resources that are judged alone; all are read
 */
export function judge(
  policies: Policies,
  resources: readonly FuzzedResource[],
  alone: readonly FuzzedResource[] = resources,
): Report[] {
  const reports: Report[] = [];
  for (const policy of policies) {
    const own = policy.enforcementLevel ?? "mandatory";
    const report = (violation: string | { message: string; enforcementLevel?: string }): void => {
      const { message, enforcementLevel: level = own } =
        typeof violation === "string" ? { message: violation } : violation;
      reports.push({ message, level });
    };
    if ("validateResource" in policy) {
      const all = policy.name === "pack-settings" ? resources : alone;
      all.forEach((each) => validate(policy, each, report));
    } else if ("validateStack" in policy) {
      const check = policy.validateStack as unknown as (args: object, report: unknown) => void;
      check({ resources: wholeOf(resources), getConfig: () => ({}), stackTags: new Map() }, report);
    }
  }
  return reports;
}

class NotApplicable extends Error {}

function validate(policy: ResourceValidationPolicy, resource: FuzzedResource, report: unknown): void {
  const check = policy.validateResource as unknown as (args: object, report: unknown) => void;
  const { urn, type, name, parent, inputs } = resource;
  const opts = parent === undefined ? {} : { parent };
  const notApplicable = (): never => {
    throw new NotApplicable();
  };
  try {
    check(
      { urn, type, name, props: inputs, opts, getConfig: () => ({}), notApplicable, stackTags: new Map() },
      report,
    );
  } catch (error) {
    if (!(error instanceof NotApplicable)) {
      throw error;
    }
  }
}

interface WholeResource {
  readonly urn: string;
  readonly propertyDependencies: Record<string, object[]>;
  readonly [member: string]: unknown;
}

function wholeOf(resources: readonly FuzzedResource[]): object[] {
  const whole = resources.map(
    ({ urn, type, name, parent, custom, outputs }): WholeResource => ({
      urn,
      type,
      name,
      props: outputs,
      opts: parent === undefined ? {} : { parent },
      ...(custom && { provider: { urn: "" } }),
      propertyDependencies: {},
    }),
  );
  const byUrn = new Map(whole.map((each) => [each.urn, each]));
  resources.forEach(({ dependencies }, index) => {
    for (const [argument, urns] of Object.entries(dependencies)) {
      const resource = whole[index];
      if (resource !== undefined) {
        resource.propertyDependencies[argument] = urns.flatMap((urn) => byUrn.get(urn) ?? []);
      }
    }
  });
  return whole;
}
