/** Refuses to destroy a protected stack before anything of it is deleted. */

import { type LocalFolder, type StackName, stackStateFile } from "../engine";
import { type Deployment, readDeployment } from "../engine/stack/checkpoint";
import { UserError } from "../terminal/userError";

/** Flags that select what to destroy; the engine then previews and checks the selection. */
const choosing = /^(?:--exclude-protected|--target(?:=.*)?|-t.*|--exclude(?:=.*)?|--preview-only)$/;

/** Returns whether a destroy is of the whole stack. */
export function destroysAll(args: readonly string[]): boolean {
  return !args.some((argument) => choosing.test(argument));
}

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? urn;

/** Explains in one line why a stack cannot be destroyed; undefined if nothing of it is protected. */
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
 * @throws {UserError} that names them and the remedy
 */
export function refuseProtected(folder: LocalFolder, { project, stack }: StackName): void {
  const state = readDeployment(stackStateFile(folder, project, stack));
  const problem = state && protectionProblem(state, stack);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
}
