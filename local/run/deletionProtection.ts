/** Refuses to take a protected stack down, before anything of it is deleted. */

import { type LocalFolder, type StackName, stackStateFile } from "../engine";
import { type Deployment, readDeployment } from "../engine/stack/checkpoint";
import { UserError } from "../terminal/userError";

/** Flags by which a person chooses what to destroy; the engine then previews, and judges the choice. */
const choosing = /^(?:--exclude-protected|--target(?:=.*)?|-t.*|--exclude(?:=.*)?|--preview-only)$/;

/** Whether a destroy is of all that a stack has. */
export function destroysAll(args: readonly string[]): boolean {
  return !args.some((argument) => choosing.test(argument));
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** Says in one line why a stack cannot be destroyed and what to do; undefined where nothing of it is protected. */
export function protectionProblem({ resources = [] }: Deployment, stack: string): string | undefined {
  const names = resources.filter(({ protect }) => protect === true).map(({ urn }) => nameOf(urn));
  return names.length === 0
    ? undefined
    : `stack ${stack} is protected (${names.join(", ")}), and nothing was deleted. Set secure-origin:deletionProtection to ` +
        `false in Pulumi.${stack}.yaml, run npm run pulumi -- up --stack ${stack}, then npm run destroy -- --stack ${stack}`;
}

/**
 * Refuses to destroy a stack with protected resources: the engine would delete all others first.
 *
 * @throws {UserError} naming them, and what to do
 */
export function refuseProtected(folder: LocalFolder, { project, stack }: StackName): void {
  const state = readDeployment(stackStateFile(folder, project, stack));
  const problem = state && protectionProblem(state, stack);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
}
