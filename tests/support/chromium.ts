/** The system's Chromium for the browser tests: found, or installed by root on Debian. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../../local/terminal/userError";

/** Its names on Debian, on Ubuntu and Fedora, and by Google. */
const names = ["chromium", "chromium-browser", "google-chrome"];

/** The commands that install it on Debian. */
const installation = [
  ["apt-get", "update"],
  ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
] as const;

const missing =
  "the browser tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium), or name one in CHROMIUM";

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onPath = (name: string, { PATH = "" }: NodeJS.ProcessEnv): string | undefined =>
  PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);

/** Finds the Chromium that the variable CHROMIUM names, or else the first on PATH. */
function find(env: NodeJS.ProcessEnv): string | undefined {
  const { CHROMIUM: named } = env;
  if (named === undefined || named === "") {
    return names.map((name) => onPath(name, env)).find((file) => file !== undefined);
  }
  if (!isProgram(named)) {
    throw new UserError(
      `CHROMIUM names ${named}, which is not an executable file: name one that is, or unset the variable`,
    );
  }
  return named;
}

/**
 * Finds the browser.
 *
 * @throws {UserError} if there is none; the message says what to install
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const found = find(env);
  if (found === undefined) {
    throw new UserError(missing);
  }
  return found;
}

/** The machine as {@link ensureChromium} needs to know it. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  /** Runs a command whose output the user sees. @returns whether it succeeded */
  readonly run: (command: string, args: readonly string[]) => boolean;
}

const thisMachine: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  run: (command, args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(command, args, { stdio: ["ignore", 2, 2], env }).status === 0;
  },
};

/**
 * Finds the browser, or installs it if this process is root on Debian.
 *
 * @throws {UserError} if there is none; the message says what to install
 */
export function ensureChromium(machine: Machine = thisMachine): string {
  const { env, isRoot, run } = machine;
  const found = find(env);
  if (found !== undefined) {
    return found;
  }
  if (isRoot && onPath("apt-get", env) !== undefined) {
    console.error("Set-up: installing Chromium for the browser tests (apt-get install chromium) …");
    for (const [command, ...args] of installation) {
      if (!run(command, args)) {
        throw new UserError(`${command} ${args.join(" ")} failed: ${missing}`);
      }
    }
  }
  return findChromium(env);
}
