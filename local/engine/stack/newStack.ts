/** Finds out whether a command names a stack that the local backend does not have, and whether it may be made. */
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../terminal/userError";
import type { CommandLine } from "../arguments";
import { type LocalFolder, stackStateFile } from "../environment";
import { chooseStack } from "./stackChoice";

/** A command, and where it runs. */
export interface AskedStack {
  readonly command: CommandLine;
  readonly folder: LocalFolder;
  /** This project's folder. */
  readonly project: string;
  /** The program's name; undefined where Pulumi.yaml has none. */
  readonly name: string | undefined;
}

/** Stacks of a program: those with a file beside Pulumi.yaml, and those with a state in the local backend. */
function knownStacks(program: string, states: string): string[] {
  const named = (folder: string, pattern: RegExp): string[] =>
    (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => pattern.exec(file)?.[1] ?? []);
  return [...new Set([...named(program, /^Pulumi\.(.+)\.yaml$/), ...named(states, /^(.+)\.json$/)])];
}

/**
 * Tells whether the command's stack has to be made first.
 *
 * @returns undefined for a stack that is there; else what to say once it is made, if anything
 * @throws {UserError} when there is no such stack and none is to be made
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
