/** Sites of stacks in the local cloud: `npm start` serves them, and their keys are in the local cloud's KMS. */
import { actAs } from "../../local/site/credentials";
import { findRunning, type RunningSite } from "../../local/site/running";
import { CommandError } from "../report";
import type { StackReference } from "../stack/stackReference";

/** A running local site, and a function that restores the environment. */
export interface LocalSite extends RunningSite {
  readonly leave: () => void;
}

/**
 * Switches this process to the instances' role of a stack in the local cloud: its AWS clients reach only the local cloud.
 *
 * @param root - the local folder
 * @throws CommandError when the site is not running
 */
export function enterLocalSite(
  root: string,
  { project, stack }: Pick<StackReference, "project" | "stack">,
  appRoleArn: string,
): LocalSite {
  const running = findRunning(root, { project, name: stack });
  if (running === undefined) {
    throw new CommandError(
      `stack ${stack} is in the local cloud, and its site is not running`,
      `start it in another terminal: npm start -- --stack ${stack}`,
    );
  }
  const { apiPort, apiSecret } = running;
  return { ...running, leave: actAs({ roleArn: appRoleArn, apiPort, apiSecret, folder: root }) };
}
