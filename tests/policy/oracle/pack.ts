/** Asks the policy pack about a stack, as a black box. */
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { makePolicies } from "../../../policy/pack";
import { analyzeRequest, analyzeStackRequest } from "../misconfigurations/requests";
import { type Moment, read, type Stack } from "../misconfigurations/stackModel";
import { answerTo, answerToStack, type Policies, type Violation } from "../support/analyzer";

/** Rules on hygiene and transport, which say nothing of ways to what is protected. */
const others =
  /^(access-log-|behavior-has-|distribution-has-|distribution-caches-|load-balancer-|volume-|instance-metadata-|log-bucket-|viewer-uses-https|target-group-uses-tls|waiver-is-in-force|public-path-|error-page-|stack-hygiene)|-tls-floor$/;

/** Creates the pack's policies on ingress, signing, tiers and keys, without options; they judge one stack. */
function policiesForOneStack(): Policies {
  return makePolicies()
    .filter(({ name }) => !others.test(name))
    .map((policy) => (policy.name === "pack-settings" ? withoutOptions(policy) : policy));
}

function withoutOptions(policy: ResourceValidationPolicy): ResourceValidationPolicy {
  const { validateResource: validate } = policy;
  if (typeof validate !== "function") {
    throw new Error("pack-settings does not judge resources");
  }
  const getConfig = (() => ({ options: {} })) as ResourceValidationArgs["getConfig"];
  return { ...policy, validateResource: (args, report) => validate({ ...args, getConfig }, report) };
}

/** Returns the pack's mandatory findings in a stack, on ingress, signing, tiers and keys. */
export async function findings(stack: Stack, moment: Moment): Promise<Violation[]> {
  const policies = policiesForOneStack();
  const reading = read(stack, moment);
  const found: Violation[] = [];
  for (const resource of reading.resources) {
    found.push(...(await answerTo(policies, analyzeRequest(resource))));
  }
  found.push(...(await answerToStack(policies, analyzeStackRequest(reading))));
  return found.filter(({ level, policy }) => level === "mandatory" && !others.test(policy));
}
