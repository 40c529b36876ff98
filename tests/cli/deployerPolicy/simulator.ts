/** Whether a deployer's policies allow a call, by the simulator of @cloud-copilot/iam-simulate. */
import { runSimulation, runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { isCorrected } from "./resourceTypes";

/** A call of the deployer's. */
export interface DeployerCall {
  readonly action: string;
  /** ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** A key's policy that leaves the decision to the account's IAM policies, as those of the components do. */
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
 * Decides by identity policies alone. The call is checked against the reference as well: the action, its resource types
 * and condition keys, but where the data of the reference is wrong.
 *
 * @throws Error for a call that cannot be made
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

/** The calls that the policies allow, or that they do not. */
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
