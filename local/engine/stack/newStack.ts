/** Decides whether a command creates a stack. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../terminal/userError";
import type { CommandLine } from "../arguments";
import { type LocalFolder, stackStateFile } from "../environment";
import { chooseStack } from "./stackChoice";

/** A command and its folders. */
export interface AskedStack {
  readonly command: CommandLine;
  readonly folder: LocalFolder;
  /** This project's folder. */
  readonly project: string;
  /** The program's name in Pulumi.yaml, if any. */
  readonly name: string | undefined;
}

/** Returns a program's stacks: those with a file beside Pulumi.yaml, or a state in the local backend. */
function knownStacks(program: string, states: string): string[] {
  const named = (folder: string, pattern: RegExp): string[] =>
    (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => pattern.exec(file)?.[1] ?? []);
  return [...new Set([...named(program, /^Pulumi\.(.+)\.yaml$/), ...named(states, /^(.+)\.json$/)])];
}

/**
 * Returns whether the command's stack has to be created first.
 *
 * @returns undefined if the stack exists; otherwise the notice for its creation, if any
 * @throws {UserError} if there is no such stack and none may be created
 */
export function newStack({ command, folder, project, name }: AskedStack): { notice?: string } | undefined {
  if (name === undefined || !command.needsStack) {
    return undefined;
  }
  const state = stackStateFile(folder, name, command.stack);
  if (existsSync(state)) {
    return undefined;
  }
  const { refusal, ...told } = chooseStack({
    stack: command.stack,
    project: name,
    own: realpathSync(command.folder) === realpathSync(project),
    command: command.words[0] ?? "",
    known: knownStacks(command.folder, dirname(state)),
    namesFile: command.configFile !== undefined,
  });
  if (refusal !== undefined) {
    throw new UserError(refusal);
  }
  return told;
}
