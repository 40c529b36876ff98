/** Recovers a stack after a run that was killed. */
import { copyFileSync } from "node:fs";
import { readAccount } from "../../cloud";
import { UserError } from "../../terminal/userError";
import { type LocalFolder, stackStateFile } from "../environment";
import { countedResources, readDeployment, settle, wholeness, writeDeployment } from "./checkpoint";
import { refuseHeldStack, removeDeadLocks } from "./stackLock";

/** A stack of a project. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * Removes the locks of killed runs and resolves their pending operations.
 *
 * @param say - receives a line for each step
 * @throws {UserError} if a running process holds the stack
 */
export function recoverStack(
  folder: LocalFolder,
  { project, stack }: StackName,
  say: (line: string) => void,
): void {
  refuseHeldStack(folder, project, stack);
  for (const pid of removeDeadLocks(folder, project, stack)) {
    say(`Stack ${stack}: removed the lock of process ${pid}, which ended without removing it`);
  }
  const file = stackStateFile(folder, project, stack);
  replaceTorn(file, stack, say);
  const state = readDeployment(file);
  const pending = state?.pending_operations?.length ?? 0;
  if (state === undefined || pending === 0) {
    return;
  }
  const settled = settle(state, readAccount(folder.cloud)?.resources ?? []);
  writeDeployment(file, settled.state);
  say(
    `Stack ${stack}: the last run was killed during ${counted(pending, "operation")}; ` +
      `${counted(settled.taken, "resource")} that it had created ${settled.taken === 1 ? "is" : "are"} taken over, and this run continues from there`,
  );
}

/** Restores the engine's backup of a state that a full disk has truncated. */
function replaceTorn(file: string, stack: string, say: (line: string) => void): void {
  if (wholeness(file) !== "torn") {
    return;
  }
  const before = `${file}.bak`;
  if (wholeness(before) !== "whole") {
    throw new UserError(
      `the state of stack ${stack} in ${file} is incomplete, and so is its copy: a full disk has cut both. Delete the local ` +
        "folder, and run the command again to start over",
    );
  }
  copyFileSync(before, file);
  say(`Stack ${stack}: the state was incomplete and was replaced by its backup`);
}

/** Describes how much of a stack exists, for a command that ends early. */
export function describeStack(folder: LocalFolder, { project, stack }: StackName): string {
  const state = readDeployment(stackStateFile(folder, project, stack));
  const count = state === undefined ? 0 : countedResources(state).length;
  const pending = state?.pending_operations?.length ?? 0;
  const during = pending === 0 ? "" : `, and ${counted(pending, "operation")} did not finish`;
  return `stack ${stack} has ${count === 0 ? "no resources" : counted(count, "resource")}${during}`;
}
