/** Finds the Pulumi project of a command as `pulumi` does. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { CommandError } from "../report";

/** A Pulumi project. */
export interface PulumiProject {
  readonly name: string;
  /** The file that defines it, absolute. */
  readonly file: string;
  readonly folder: string;
  /** The runtime of its program: nodejs, yaml, python …; undefined where the file has none. */
  readonly runtime: string | undefined;
  /** The backend that it names; undefined where it leaves that to `pulumi login`. */
  readonly backend: string | undefined;
  /** Where its stack files are, absolute. */
  readonly stackFolder: string;
}

const names = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

const shape = z.object({
  name: z.string().min(1),
  runtime: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
  // A string in `config` is the former name of stackConfigDir; an object is the project's own configuration.
  config: z.unknown().optional(),
  stackConfigDir: z.string().optional(),
  backend: z
    .object({ url: z.string().min(1) })
    .optional()
    .catch(undefined),
});

/**
 * Finds the project of a folder: the nearest Pulumi.yaml in it or above it; undefined where there is none.
 *
 * @throws CommandError when the file is not a project
 */
export function findProject(folder: string): PulumiProject | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = names.map((name) => join(at, name)).find((path) => existsSync(path));
    if (file !== undefined) {
      return readProject(file);
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

function readProject(file: string): PulumiProject {
  try {
    const { name, runtime, config, stackConfigDir, backend } = shape.parse(parse(readFileSync(file, "utf8")));
    const stacks = stackConfigDir ?? (typeof config === "string" ? config : "");
    const folder = dirname(file);
    return { name, file, folder, runtime, backend: backend?.url, stackFolder: join(folder, stacks) };
  } catch (cause) {
    throw new CommandError(`${file} is not a Pulumi project`, "check that it is YAML with a name", cause);
  }
}

/** Returns the path of a stack's configuration file: beside the project's file, or in its stackConfigDir. */
export function stackFilePath({ file, stackFolder }: PulumiProject, stack: string): string {
  return join(stackFolder, `Pulumi.${stack}${extname(file)}`);
}
