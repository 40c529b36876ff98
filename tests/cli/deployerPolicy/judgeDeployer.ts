/** Judges the policies of a stack's deployer by a deployment in the local cloud. */

import { deployedStack } from "../../../cli/deployerPolicy/deployedStack";
import { MOST_CHARACTERS, policyDocuments, sizeOf } from "../../../cli/deployerPolicy/policyDocuments";
import { deployerStatements } from "../../../cli/deployerPolicy/statements";
import { resourcesOf } from "../../../cli/explainStack/stackResources";
import type { AccountFile } from "../../../local/cloud";
import { deploymentCalls, readHistory } from "./deployment";
import { refusedCalls } from "./refused";
import { callsThatAre } from "./simulator";

/** The defects of the policies; `calls` is the number of calls that were judged. */
export interface Judgement {
  readonly calls: number;
  /** Calls of the deployment that they deny. */
  readonly refused: readonly string[];
  /** Unneeded calls that they allow. */
  readonly allowed: readonly string[];
  readonly tooLong: readonly number[];
  /** Types and actions that the command reports as left out. */
  readonly leftOut: readonly string[];
}

/**
 * Judges by every step in the history, and by the other two operations of each resource, since every resource is
 * eventually created, updated and deleted.
 *
 * @param state - the state as `pulumi stack export` writes it, with `account` at the same time
 */
export async function judgeDeployer(
  state: unknown,
  account: AccountFile,
  cloudFolder: string,
): Promise<Judgement> {
  const { statements, unknownTypes, unnamed } = deployerStatements(deployedStack(state));
  const documents = policyDocuments(statements);
  // The account may hold other stacks too.
  const own = new Set(resourcesOf(state).map(({ urn }) => urn));
  const steps = readHistory(cloudFolder)
    .filter(({ urn }) => own.has(urn))
    .flatMap((line) =>
      (["create", "update", "delete"] as const).map((operation) => ({ ...line, operation })),
    );
  const calls = await deploymentCalls(steps, account);
  return {
    calls: calls.length,
    refused: await callsThatAre(false, calls, documents, account.accountId),
    allowed: await callsThatAre(true, refusedCalls, documents, account.accountId),
    tooLong: documents.map(sizeOf).filter((size) => size > MOST_CHARACTERS),
    leftOut: [...unknownTypes, ...unnamed],
  };
}
