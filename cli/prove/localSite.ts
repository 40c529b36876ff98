/** A stack of the local cloud: its site is the one that `npm start` serves, and its key is in the local cloud's KMS. */
import { actAs } from "../../local/site/credentials";
import { findRunning, type RunningSite } from "../../local/site/running";
import { CommandError } from "../report";
import type { StackReference } from "../stack/stackReference";

/** The site, and the way back to the environment as it was. */
export interface LocalSite extends RunningSite {
  readonly leave: () => void;
}

/**
 * Acts from now on as the instances' role of a stack in the local cloud: AWS's clients of this process reach that alone.
 *
 * @param root - the local folder
 * @throws CommandError when the site does not run
 */
export function enterLocalSite(
  root: string,
  { project, stack }: Pick<StackReference, "project" | "stack">,
  appRoleArn: string,
): LocalSite {
  const running = findRunning(root, { project, name: stack });
  if (running === undefined) {
    throw new CommandError(
      `stack ${stack} is in the local cloud, and its site does not run`,
      `start it in another terminal: npm start -- --stack ${stack}`,
    );
  }
  const { apiPort, apiSecret } = running;
  return { ...running, leave: actAs({ roleArn: appRoleArn, apiPort, apiSecret, folder: root }) };
}
