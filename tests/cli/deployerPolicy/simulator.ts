/** Simulates a deployer's policies with @cloud-copilot/iam-simulate. */
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { isCorrected } from "./resourceTypes";

/** A call by the deployer. */
export interface DeployerCall {
  readonly action: string;
  /** The ARN, or `*` if the action supports no resource. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** A key policy that delegates to the account's IAM policies, as the components' key policies do. */
const keyPolicy = (accountId: string): object => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  ],
});

/**
 * Decides by identity policies only. The call's action, resource types and condition keys are also checked against the
 * reference, except where its data is wrong.
 *
 * @throws Error for an invalid call
 */
async function isAllowed(
  policies: readonly unknown[],
  call: DeployerCall,
  accountId: string,
): Promise<boolean> {
  const simulation: Simulation = {
    request: {
      principal: `arn:aws:iam::${accountId}:role/deployer`,
      action: call.action,
      resource: { resource: call.resource, accountId },
      contextVariables: { ...call.context },
    },
    ...(call.resource.includes(":kms:") ? { resourcePolicy: keyPolicy(accountId) } : {}),
    identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  if (isCorrected(call.action)) {
    return runUnsafeSimulation(simulation, {}) === "Allowed";
  }
  const result = await runSimulation(simulation, {});
  if (result.resultType === "error") {
    throw new Error(`${call.action} ${call.resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult === "Allowed";
}

/** Filters calls by whether the policies allow them. */
export async function callsThatAre(
  allowed: boolean,
  calls: readonly DeployerCall[],
  policies: readonly unknown[],
  accountId: string,
): Promise<string[]> {
  const answers = await Promise.all(calls.map((call) => isAllowed(policies, call, accountId)));
  return calls
    .filter((_, index) => answers[index] === allowed)
    .map(({ action, resource }) => `${action} ${resource}`);
}
