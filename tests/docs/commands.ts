/** Checks that commands on pages name scripts, subcommands and flags that exist. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../cli/program";
import { projectFolder } from "../../local/run/project";
import { scripts } from "../../package.json";

/** npm's own commands that pages may use. */
const ofNpm = new Set(["ci", "test", "start", "pack", "install"]);

/** Shell commands that pages may use. */
const ofTheShell = new Set(["cd", "cp", "git", "curl", "for"]);

/** Splits a block into commands at lines, `&&`, `|` and `>`, without comments. */
export function commandsOf(code: string): string[] {
  return code
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/^\s*\$ /, "").replace(/(^|\s)#.*$/, ""))
    .flatMap((line) => line.split(/&&|\||>(?!=)/))
    .map((command) => command.trim())
    .filter((command) => command !== "" && !/^[\w./-]+\.(json|md|pem)$/.test(command));
}

/** Splits a command at spaces; quoted text is one word. */
function wordsOf(command: string): string[] {
  return (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll(/^['"]|['"]$/g, ""));
}

/**
 * Describes what is wrong with a command; undefined if nothing is.
 *
 * @param onAws - whether the block is marked for an AWS account, where `aws` and `pulumi` are allowed
 */
export function judge(command: string, onAws: boolean): string | undefined {
  const [first = "", ...rest] = wordsOf(command);
  if (first === "npm") {
    return judgeNpm(rest);
  }
  if (first === "npx" && rest[0] === "mocha") {
    return rest.slice(1).every((file) => existsSync(join(projectFolder, file)))
      ? undefined
      : `no such test: ${command}`;
  }
  if (first === "npx" && rest[0] === "secure-origin") {
    return judgeOwn(rest.slice(1));
  }
  if (first === "secure-origin") {
    return judgeOwn(rest);
  }
  if (first === "node") {
    return existsSync(join(projectFolder, rest[0] ?? "")) ? undefined : `no such script: ${command}`;
  }
  if (ofTheShell.has(first) || (onAws && (first === "aws" || first === "pulumi"))) {
    return undefined;
  }
  return `nothing runs this: ${command}`;
}

function judgeNpm(args: string[]): string | undefined {
  const [verb = "", ...rest] = args;
  if (verb !== "run") {
    return ofNpm.has(verb) ? undefined : `npm ${verb} is not used here`;
  }
  const script = rest.find((word) => !word.startsWith("-")) ?? "";
  return script in scripts ? undefined : `package.json has no script ${script}`;
}

/** Checks `secure-origin …` against the command itself: its subcommands and their flags. */
function judgeOwn(args: string[]): string | undefined {
  let command: Command = createProgram();
  for (const word of args) {
    const next = command.commands.find((each) => each.name() === word);
    if (next === undefined) {
      break;
    }
    command = next;
  }
  if (command.commands.length > 0 && !args.includes("--help")) {
    return `secure-origin has no command: ${args.join(" ")}`;
  }
  const flags = new Set([
    "--help",
    "-h",
    "--version",
    ...command.options.flatMap(({ long, short }) => [long, short]),
  ]);
  const wrong = args.filter((word) => /^--?[a-z]/.test(word) && !flags.has(word.split("=")[0]));
  return wrong.length === 0 ? undefined : `secure-origin ${command.name()} has no ${wrong.join(", ")}`;
}
