/** The stack of a command: its name, its project, and the folder of its program. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { CommandError, UsageError } from "../report";
import { findProject, type PulumiProject } from "./pulumiProject";

/** Flags that name a stack. */
export interface StackNameFlags {
  /** `dev`, or fully qualified, `organization/project/dev`. */
  readonly stack: string;
  /** The folder of the program. Default: the current folder. */
  readonly cwd?: string | undefined;
}

/** A stack with its project and folder. */
export interface StackReference {
  /** The name as given, for `pulumi --stack`. */
  readonly given: string;
  /** Undefined unless the name is fully qualified. */
  readonly organization: string | undefined;
  readonly project: string;
  readonly stack: string;
  /** The folder to run `pulumi` in. */
  readonly folder: string;
}

/** Adds the flag that names the program's folder. */
export function addFolderOption(command: Command): Command {
  return command.option(
    "-C, --cwd <folder>",
    "the program's folder, with Pulumi.yaml in it or above it; default: the current folder",
  );
}

/** Splits the name of a stack, `[organization/[project/]]stack`. @throws CommandError for another form */
export function partsOf(name: string): { organization?: string; project?: string; stack: string } {
  const parts = name.split("/");
  if (parts.length > 3 || !parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) {
    throw new CommandError(
      `${JSON.stringify(name)} is not the name of a stack`,
      "use for example dev or organization/project/dev",
    );
  }
  const stack = parts.at(-1) ?? "";
  const [organization, project] = parts.slice(0, -1);
  return {
    ...(organization === undefined ? {} : { organization }),
    ...(project === undefined ? {} : { project }),
    stack,
  };
}

/** Creates the error for a folder without a project in it or above it. */
export function noProject(folder: string): CommandError {
  return new CommandError(
    `there is no Pulumi.yaml in ${folder} or above it`,
    "run this in the program's folder, or name that folder: -C FOLDER",
  );
}

/**
 * Finds the project of the folder in the flags; undefined where there is none.
 *
 * @throws UsageError when the folder does not exist
 */
export function projectOf({ cwd = "." }: Pick<StackNameFlags, "cwd">): PulumiProject | undefined {
  const folder = resolve(cwd);
  if (!existsSync(folder)) {
    throw new UsageError(`--cwd: there is no folder ${folder}`, "give the folder of a Pulumi program");
  }
  return findProject(folder);
}

/**
 * Completes the name of a stack with the project of the folder.
 *
 * @throws CommandError when neither the name nor the folder gives a project
 */
export function referenceOf(flags: StackNameFlags): StackReference {
  const { organization, project: named, stack } = partsOf(flags.stack);
  const found = projectOf(flags);
  const project = named ?? found?.name;
  const folder = resolve(flags.cwd ?? ".");
  if (project === undefined) {
    throw noProject(folder);
  }
  return { given: flags.stack, organization, project, stack, folder: found?.folder ?? folder };
}
