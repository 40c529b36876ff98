/** Judges the policies of a stack's deployer by what was done in the local cloud. */

import { deployedStack } from "../../../cli/deployerPolicy/deployedStack";
import { MOST_CHARACTERS, policyDocuments, sizeOf } from "../../../cli/deployerPolicy/policyDocuments";
import { deployerStatements } from "../../../cli/deployerPolicy/statements";
import { resourcesOf } from "../../../cli/explainStack/stackResources";
import type { AccountFile } from "../../../local/cloud";
import { deploymentCalls, readHistory } from "./deployment";
import { refusedCalls } from "./refused";
import { callsThatAre } from "./simulator";

/** What is wrong with the policies; `calls` is how many were judged. */
export interface Judgement {
  readonly calls: number;
  /** Calls of the deployment that they refuse. */
  readonly refused: readonly string[];
  /** Calls of the list of others that they allow. */
  readonly allowed: readonly string[];
  readonly tooLong: readonly number[];
  /** Types and actions that the command says it leaves out. */
  readonly leftOut: readonly string[];
}

/**
 * Judges by every step that the history tells, and by the two that a resource has besides its own: each resource is
 * created, updated and deleted by somebody some day.
 *
 * @param state - as `pulumi stack export` writes it, and `account` as it was then
 */
export async function judgeDeployer(
  state: unknown,
  account: AccountFile,
  cloudFolder: string,
): Promise<Judgement> {
  const { statements, unknownTypes, unnamed } = deployerStatements(deployedStack(state));
  const documents = policyDocuments(statements);
  // An account may hold other stacks as well.
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
