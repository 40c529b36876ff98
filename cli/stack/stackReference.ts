/** Which stack a command is about: its name, its project, and the folder of its program. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { CommandError, UsageError } from "../report";
import { findProject, type PulumiProject } from "./pulumiProject";

/** Flags that name a stack. */
export interface StackNameFlags {
  /** `dev`, or as Pulumi writes it in full, `organization/project/dev`. */
  readonly stack: string;
  /** The folder of the program; this folder unless given. */
  readonly cwd?: string | undefined;
}

/** A stack by all its names. */
export interface StackReference {
  /** As the user named it: what `pulumi --stack` takes. */
  readonly given: string;
  /** Undefined where the name is not in full. */
  readonly organization: string | undefined;
  readonly project: string;
  readonly stack: string;
  /** Where `pulumi` runs for it. */
  readonly folder: string;
}

/** Adds the flag that names the program's folder. */
export function addFolderOption(command: Command): Command {
  return command.option(
    "-C, --cwd <folder>",
    "the program's folder, with Pulumi.yaml in it or above it; default: this one",
  );
}

/** Takes a stack's name apart, `[organization/[project/]]stack`. @throws CommandError when it is none */
export function partsOf(name: string): { organization?: string; project?: string; stack: string } {
  const parts = name.split("/");
  if (parts.length > 3 || !parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part))) {
    throw new CommandError(
      `${JSON.stringify(name)} is not the name of a stack`,
      "name one, for example dev or organization/project/dev",
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

/** The error of a folder that no project is in or above. */
export function noProject(folder: string): CommandError {
  return new CommandError(
    `there is no Pulumi.yaml in ${folder} or above it`,
    "run this in the program's folder, or name that folder: -C FOLDER",
  );
}

/**
 * Finds the project of the folder that the flags name; undefined where there is none.
 *
 * @throws UsageError when there is no such folder
 */
export function projectOf({ cwd = "." }: Pick<StackNameFlags, "cwd">): PulumiProject | undefined {
  const folder = resolve(cwd);
  if (!existsSync(folder)) {
    throw new UsageError(`--cwd: there is no folder ${folder}`, "name the folder of a Pulumi program");
  }
  return findProject(folder);
}

/**
 * Completes a stack's name by the project of the folder.
 *
 * @throws CommandError when neither the name nor the folder tells the project
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
