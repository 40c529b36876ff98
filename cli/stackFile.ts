/** A stack's configuration file and its deployed keys, as the `keys` commands need them. */
import { readFile, rename, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { type DeployedKey, deployedKeys } from "./deployedKeys";
import { lineDiff } from "./lineDiff";
import { CommandError, print, remark } from "./report";
import { type KeyConfiguration, readKeys } from "./stackConfig";
import { readStackState } from "./stackState";

/** Flags that name the stack. */
export interface StackFlags {
  readonly stack: string;
  readonly configFile?: string;
}

/** Adds the flags that name the stack. */
export function addStackOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the stack", "dev")
    .option("--config-file <file>", "its configuration; default: Pulumi.<stack>.yaml in this folder");
}

/** The configuration file of a stack. */
export function fileOf({ stack, configFile }: StackFlags): string {
  return configFile ?? `Pulumi.${stack}.yaml`;
}

/** Reads a stack's file as text. @throws CommandError */
export async function readStackFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CommandError(
      `${file} cannot be read`,
      "run this in the folder of the Pulumi program, or name --config-file",
      cause,
    );
  }
}

/** Reads the keys of a stack's file. @throws CommandError */
export async function openKeys(flags: StackFlags): Promise<KeyConfiguration> {
  const file = fileOf(flags);
  return readKeys(await readStackFile(file), file);
}

/** The keys that CloudFront trusts; undefined when the state cannot be read. */
export async function readDeployed({ stack }: StackFlags): Promise<readonly DeployedKey[] | undefined> {
  try {
    return deployedKeys(await readStackState(stack));
  } catch (error) {
    if (error instanceof CommandError) {
      return undefined;
    }
    throw error;
  }
}

/** Writes the file, prints what changed, and says what comes next. */
export async function save(
  command: Command,
  flags: StackFlags,
  before: string,
  after: string,
  next: string,
): Promise<void> {
  const file = fileOf(flags);
  // Renamed at the end: a program that reads it meanwhile never sees half a file.
  await writeFile(`${file}.new`, after);
  await rename(`${file}.new`, file);
  print(command, [file, ...lineDiff(before, after)].join("\n"));
  remark(command, `\nNext: ${next}`);
}
