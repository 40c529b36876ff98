/** Detects that a stack's state has outlived the local cloud's folder. */
import { readAccount } from "../../cloud";
import { UserError } from "../../terminal/userError";
import { type LocalFolder, stackStateFile } from "../environment";
import { readDeployment } from "./checkpoint";
import type { StackName } from "./recover";

/** Commands that need the resources of a stack's state in the cloud; destroy and refresh also clear such a state. */
const needing: ReadonlySet<string> = new Set(["up", "update", "preview", "watch"]);

/** Refuses a command on a stack whose resources were deleted with the local cloud's folder. @throws {UserError} */
export function refuseLostCloud(
  folder: Pick<LocalFolder, "backend" | "cloud">,
  command: string | undefined,
  { project, stack }: StackName,
): void {
  if (!needing.has(command ?? "") || readAccount(folder.cloud) !== undefined) {
    return;
  }
  const resources = readDeployment(stackStateFile(folder, project, stack))?.resources ?? [];
  const lost = resources.filter(({ type }) => type.startsWith("aws:")).length;
  if (lost > 0) {
    throw new UserError(
      `stack ${stack} has ${lost} resources, but ${folder.cloud} has none of them: its files were deleted. Clear the ` +
        `stack with npm run pulumi -- destroy --stack ${stack}, then run the command again`,
    );
  }
}
