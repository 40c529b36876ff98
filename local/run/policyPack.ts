/** Adds this project's policy pack to commands that deploy or preview its own program. */
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { hasFlag, readCommandLine } from "../engine/arguments";
import { UserError } from "../terminal/userError";
import { packConfiguration } from "./stackUp";

/** This command's own flag, not passed to the engine. */
const off = "--no-policy-pack";

/** Commands that take a policy pack; refresh, destroy and import do not. */
const checked = new Set(["preview", "up", "watch"]);

/** The engine's command line. */
export interface CheckedCommand {
  readonly args: readonly string[];
  /** Notice that a stack is not checked. */
  readonly notice?: string;
}

/**
 * Adds `--policy-pack policy` and the stack's configuration, unless the user names a pack, switches it off, or runs
 * another program.
 *
 * @param project - this project's folder
 * @throws {UserError} when the pack is not built, or is both named and switched off
 */
export function withPolicyPack(typed: readonly string[], project: string): CheckedCommand {
  const args = typed.filter((argument) => argument !== off);
  const isOff = args.length < typed.length;
  const { folder, stack, words, needsStack } = readCommandLine(args, project);
  if (!checked.has(words[0] ?? "") || !needsStack) {
    return { args };
  }
  const named = hasFlag(args, "--policy-pack");
  if (isOff && named) {
    throw new UserError(`${off} and --policy-pack are both given; keep one of them.`);
  }
  if (isOff) {
    return { args, notice: `Stack ${stack} is not checked: ${off} leaves the policy pack out.` };
  }
  if (named || !isSame(folder, project)) {
    return { args };
  }
  if (!existsSync(join(project, "policy", "dist", "index.js"))) {
    throw new UserError(
      `the policy pack is not built; build it with: node policy/build.js (or leave it out: ${off})`,
    );
  }
  const configuration = packConfiguration(stack);
  const configured =
    hasFlag(args, "--policy-pack-config") || !existsSync(join(project, configuration))
      ? []
      : ["--policy-pack-config", configuration];
  return { args: [...args, "--policy-pack", "policy", ...configured] };
}

function isSame(folder: string, project: string): boolean {
  return existsSync(folder) && realpathSync(folder) === realpathSync(project);
}
