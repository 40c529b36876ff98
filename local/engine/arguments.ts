/** Reads and completes a `pulumi` command line for a local run. */
import { isAbsolute, join, resolve } from "node:path";

/** Aliases of commands. */
const aliases = new Map([
  ["pre", "preview"],
  ["update", "up"],
  ["down", "destroy"],
  ["dn", "destroy"],
]);

/** Commands that read or write a stack's configuration file, and take `--config-file`. */
const withStackFile = new Set(["preview", "up", "destroy", "refresh", "import", "config", "watch"]);

/** Commands on an existing stack; without `--stack`, on the default one. */
const withStack = new Set([...withStackFile, "stack", "cancel", "state", "env", "console"]);

/** Flags whose value is a separate argument, which is no word of the command. */
const takesValue = new Set(
  "-C --cwd -s --stack -c --config -m --message -t --target --color -v --verbose --config-file --policy-pack --policy-pack-config".split(
    " ",
  ),
);

/** A parsed command line. */
export interface CommandLine {
  /** The command's words without flags and aliases, `["stack", "output"]`. */
  readonly words: readonly string[];
  /** The program's folder, absolute. */
  readonly folder: string;
  /** The stack's name, without organization and project. */
  readonly stack: string;
  /** Whether the command needs an existing stack. */
  readonly needsStack: boolean;
  /** Whether the engine reads the stack's own file, not one that the user names. */
  readonly usesStackFile: boolean;
  /** The stack file that the user names, absolute. */
  readonly configFile: string | undefined;
  /** The complete arguments for the engine. */
  readonly args: readonly string[];
}

interface Flag {
  readonly value: string;
  /** Index of the flag, and its number of arguments. */
  readonly at: number;
  readonly size: 1 | 2;
}

/** Returns whether a command line has a flag with a value. */
export function hasFlag(args: readonly string[], name: string): boolean {
  return flag(args, [name]) !== undefined;
}

/** Finds a flag in any form: `--name value`, `--name=value`, `-n value`, `-nvalue`. */
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

/** Returns the leading words of a command line, without global flags. */
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
 * Completes a command line for the local backend: the default stack, an absolute program folder, and this project's
 * folder for a relative `--policy-pack` or `--policy-pack-config`.
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
