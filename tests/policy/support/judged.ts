/** Analyzes the stacks of the misconfiguration table with the whole pack, as the engine does. */
import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type { PackOptions } from "../../../policy/options/options";
import { makePolicies } from "../../../policy/pack";
import { readyConfig } from "../../../tools/docs/packConfiguration";
import { compliantStacks } from "../misconfigurations/compliantStacks";
import type { Harmless } from "../misconfigurations/misconfiguration";
import { analyzeRequest, analyzeStackRequest } from "../misconfigurations/requests";
import { type Moment, type Reading, read } from "../misconfigurations/stackModel";
import { answerTo, answerToStack, type Policies, type Violation } from "./analyzer";

/**
 * Creates the pack's policies with a ready configuration and further options, which `pack-settings` receives as from the
 * engine.
 */
export function configuredPolicies(environment: "dev" | "prod", options: PackOptions = {}): Policies {
  const { all, "pack-settings": settings } = readyConfig(environment);
  const config = { options: { ...settings.options, ...options } };
  return makePolicies().map((policy) => {
    const leveled = all === undefined ? policy : { ...policy, enforcementLevel: all };
    return policy.name === "pack-settings" ? withConfig(leveled, config) : leveled;
  });
}

function withConfig(policy: ResourceValidationPolicy, config: object): ResourceValidationPolicy {
  const { validateResource: validate } = policy;
  assert.ok(typeof validate === "function");
  return {
    ...policy,
    validateResource: (args, report) =>
      validate({ ...args, getConfig: (() => config) as ResourceValidationArgs["getConfig"] }, report),
  };
}

/** Returns the violations in a reading: of each resource before its creation, and of the stack at the end. */
export async function judgeReading(policies: Policies, reading: Reading): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const resource of reading.resources) {
    violations.push(...(await answerTo(policies, analyzeRequest(resource))));
  }
  return [...violations, ...(await answerToStack(policies, analyzeStackRequest(reading)))];
}

/** Returns the violations in a misconfiguration or a harmless variation. */
export async function judgeCase(one: Harmless, moment: Moment): Promise<Violation[]> {
  const { build, environment } = compliantStacks[one.base];
  const policies = configuredPolicies(environment, one.options);
  return judgeReading(policies, read(one.change(build()), moment));
}
