/** A stack's configuration file, and its state where the file leaves a setting to the program. */
import { existsSync, readdirSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import type { Command } from "commander";
import { shownPath } from "../../local/terminal/shownPath";
import { lineDiff } from "../config/lineDiff";
import { CommandError, print, remark } from "../report";
import { type PulumiProject, stackFilePath } from "./pulumiProject";
import { UnknownStack } from "./stackNames";
import { addFolderOption, noProject, partsOf, projectOf, type StackNameFlags } from "./stackReference";
import { readStackState } from "./stackState";

/** Flags that name a stack and its file. */
export interface StackFlags extends StackNameFlags {
  readonly configFile?: string;
}

/** The file of a stack. */
export interface StackFile {
  readonly path: string;
  /** Its path from this folder, for messages. */
  readonly shown: string;
  /** Undefined where the file does not exist. */
  readonly text: string | undefined;
  /** Undefined in a folder without a project. */
  readonly project: PulumiProject | undefined;
}

/** Adds the flags that name a stack and its file. */
export function addStackOptions(command: Command): Command {
  return addFolderOption(
    command.option("--stack <name>", "the stack: dev, or organization/project/dev", "dev"),
  ).option(
    "--config-file <file>",
    "its configuration; default: Pulumi.<stack>.yaml beside Pulumi.yaml, or in its stackConfigDir",
  );
}

/** Returns the flags that name the same stack, for the next command. */
export function sameStack({ stack, cwd }: StackNameFlags): string {
  return `--stack ${stack}${cwd === undefined ? "" : ` -C ${cwd}`}`;
}

/** Reads a stack's file. @throws CommandError when it cannot be found or read */
export async function openStackFile(flags: StackFlags): Promise<StackFile> {
  const project = projectOf(flags);
  const { stack, project: named } = partsOf(flags.stack);
  if (project !== undefined && named !== undefined && named !== project.name) {
    throw new CommandError(
      `stack ${flags.stack} belongs to project ${named}, and ${shownPath(project.file)} to project ${project.name}`,
      "run this in the program's folder, or name that folder: -C FOLDER",
    );
  }
  const { cwd = ".", configFile } = flags;
  if (configFile === undefined && project === undefined) {
    throw noProject(resolve(cwd));
  }
  const path =
    configFile === undefined && project !== undefined
      ? stackFilePath(project, stack)
      : resolve(cwd, configFile ?? "");
  const shown = configFile !== undefined && flags.cwd === undefined ? configFile : shownPath(path);
  if (configFile === undefined && !existsSync(path)) {
    return { path, shown, text: undefined, project };
  }
  try {
    return { path, shown, text: await readFile(path, "utf8"), project };
  } catch (cause) {
    throw new CommandError(
      `${shown} cannot be read`,
      "run this in the folder of the Pulumi program, or name --config-file",
      cause,
    );
  }
}

/** Returns the stacks that have a configuration file. */
function stacksWithFile({ stackFolder }: PulumiProject): string[] {
  const files = existsSync(stackFolder) ? readdirSync(stackFolder) : [];
  return files.flatMap((name) => /^Pulumi\.(.+)\.(?:ya?ml|json)$/.exec(name)?.[1] ?? []);
}

/** Creates the error for a stack without a file. */
export function noStackFile({ shown, project }: StackFile, flags: StackFlags): UnknownStack {
  const { stack } = partsOf(flags.stack);
  return new UnknownStack(
    `there is no ${shown}`,
    stack,
    project === undefined ? [] : stacksWithFile(project),
  );
}

/** Explains why a command does not edit a stack's file: it does not exist, or has no such setting. */
export function lackOf({ text, shown }: StackFile, setting: string): string {
  return text === undefined ? `there is no ${shown}` : `${shown} has no ${setting}`;
}

/**
 * Reads the state of a stack whose file leaves a setting to the program.
 *
 * @param setting the setting that the file does not have
 * @throws CommandError that explains both: what the file lacks, and why the state cannot be read
 */
export async function stateInstead(file: StackFile, flags: StackFlags, setting: string): Promise<unknown> {
  const lacks = lackOf(file, setting);
  try {
    return await readStackState(flags);
  } catch (cause) {
    if (cause instanceof UnknownStack) {
      const files = file.project === undefined ? [] : stacksWithFile(file.project);
      throw new UnknownStack(
        `${lacks}, and ${cause.missing}`,
        cause.wanted,
        [...cause.names, ...files],
        cause,
      );
    }
    if (cause instanceof CommandError) {
      throw new CommandError(
        `${lacks}, and what is deployed cannot be read: ${cause.message}`,
        cause.remedy,
        cause,
      );
    }
    throw cause;
  }
}

/** Reads the state of a stack; undefined when it cannot be read. */
export async function stateIfReadable(flags: StackFlags): Promise<unknown> {
  try {
    return await readStackState(flags);
  } catch (error) {
    if (error instanceof CommandError) {
      return undefined;
    }
    throw error;
  }
}

/** Refuses a JSON file, which cannot have comments. @throws CommandError */
export function requireYaml({ path, shown }: StackFile): void {
  if (extname(path) === ".json") {
    throw new CommandError(
      `${shown} is JSON, and this command edits YAML only`,
      "change it by hand, or convert the project's files to YAML",
    );
  }
}

/** Writes the file, and prints what changed and the next step. */
export async function save(command: Command, file: StackFile, after: string, next: string): Promise<void> {
  const { path, shown, text = "" } = file;
  // Renamed when complete: a program that reads it meanwhile never sees a partial file.
  await writeFile(`${path}.new`, after);
  await rename(`${path}.new`, path);
  print(command, [shown, ...lineDiff(text, after)].join("\n"));
  remark(command, `\nNext: ${next}`);
}
