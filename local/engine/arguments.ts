/** Reads the part of a `pulumi` command line that a local run has to know, and completes it. */
import { isAbsolute, join, resolve } from "node:path";

/** Second names of commands, with the first. */
const aliases = new Map([
  ["pre", "preview"],
  ["update", "up"],
  ["down", "destroy"],
  ["dn", "destroy"],
]);

/** Commands that read or write a stack's configuration file, and so take `--config-file`. */
const withStackFile = new Set(["preview", "up", "destroy", "refresh", "import", "config", "watch"]);

/** Commands on a stack that stands; without `--stack` they mean the default. */
const withStack = new Set([...withStackFile, "stack", "cancel", "state", "env", "console"]);

/** Flags whose value is an argument of its own, so that the value is not taken for a word of the command. */
const takesValue = new Set(
  "-C --cwd -s --stack -c --config -m --message -t --target --color -v --verbose --config-file --policy-pack --policy-pack-config".split(
    " ",
  ),
);

/** What a command line asks for. */
export interface CommandLine {
  /** The words of the command, such as `["stack", "output"]`, by its first name; flags left out. */
  readonly words: readonly string[];
  /** The program's folder, absolute. */
  readonly folder: string;
  /** The stack's name, without organization and project. */
  readonly stack: string;
  /** Whether the command works on a stack that has to exist first. */
  readonly needsStack: boolean;
  /** Whether the engine reads the stack's own file for this command, and not one that the user names. */
  readonly usesStackFile: boolean;
  /** The stack file that the user names instead, absolute. */
  readonly configFile: string | undefined;
  /** The arguments for the engine, complete. */
  readonly args: readonly string[];
}

interface Flag {
  readonly value: string;
  /** Index of the flag, and how many arguments it takes up. */
  readonly at: number;
  readonly size: 1 | 2;
}

/** Whether a command line gives a flag that takes a value. */
export function hasFlag(args: readonly string[], name: string): boolean {
  return flag(args, [name]) !== undefined;
}

/** Finds a flag in any spelling: `--name value`, `--name=value`, `-n value`, `-nvalue`. */
function flag(args: readonly string[], names: readonly string[]): Flag | undefined {
  for (const [at, argument] of args.entries()) {
    if (argument === "--") {
      return undefined;
    }
    for (const name of names) {
      if (argument === name) {
        return { value: args[at + 1] ?? "", at, size: 2 };
      }
      if (name.startsWith("--") && argument.startsWith(`${name}=`)) {
        return { value: argument.slice(name.length + 1), at, size: 1 };
      }
      if (!name.startsWith("--") && argument.startsWith(name) && !argument.startsWith("--")) {
        return { value: argument.slice(name.length), at, size: 1 };
      }
    }
  }
  return undefined;
}

/** The leading words of a command line, past global flags. */
function words(args: readonly string[]): string[] {
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? "";
    if (takesValue.has(argument)) {
      at++;
    } else if (!argument.startsWith("-")) {
      found.push(argument);
    }
  }
  return found;
}

/**
 * Completes a command line for the local backend: the default stack, the program's folder as an absolute path, and a
 * `--policy-pack` or `--policy-pack-config` that is relative meant as this project's.
 *
 * @param args - what the user typed after `pulumi`
 * @param project - this project's folder, where a command without `-C` runs
 */
export function readCommandLine(args: readonly string[], project: string): CommandLine {
  const completed = [...args];
  const cwd = flag(completed, ["-C", "--cwd"]);
  const folder = resolve(project, cwd?.value ?? ".");
  if (cwd !== undefined) {
    completed.splice(cwd.at, cwd.size);
  }

  for (const name of ["--policy-pack", "--policy-pack-config"]) {
    const found = flag(completed, [name]);
    if (found !== undefined && !isAbsolute(found.value)) {
      completed.splice(found.at, found.size, name, join(project, found.value));
    }
  }

  const [typed, ...more] = words(completed);
  const command = aliases.get(typed ?? "") ?? typed ?? "";
  const named = typed === undefined ? [] : [command, ...more];
  const help = completed.includes("--help") || completed.includes("-h");
  const stackFlag = flag(completed, ["-s", "--stack"]);
  const initial = command === "stack" && ["init", "new", "create", "ls"].includes(named[1] ?? "");
  const stack = stackFlag?.value ?? (initial ? named[2] : undefined) ?? "dev";
  const configFile = flag(completed, ["--config-file"]);
  const selects = withStack.has(command) && !initial && !help;
  if (selects && stackFlag === undefined && named[1] !== "rm") {
    completed.push("--stack", stack);
  }
  return {
    words: named,
    folder,
    stack: stack.split("/").at(-1) ?? stack,
    needsStack: withStackFile.has(command) && !help,
    usesStackFile: withStackFile.has(command) && !help && configFile === undefined,
    configFile: configFile && resolve(folder, configFile.value),
    args: completed,
  };
}
