/** The system's Chromium, which the browser tests drive: found, or installed where that takes no question. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { UserError } from "../../local/terminal/userError";

/** What it is called: by Debian, by Ubuntu and Fedora, by Google. */
const names = ["chromium", "chromium-browser", "google-chrome"];

/** What a Debian that belongs to root does to have it. */
const installing = [
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

/** The file of a Chromium: the one that the variable CHROMIUM names, else the first on PATH. */
function find(env: NodeJS.ProcessEnv): string | undefined {
  const { CHROMIUM: named } = env;
  if (named === undefined || named === "") {
    return names.map((name) => onPath(name, env)).find((file) => file !== undefined);
  }
  if (!isProgram(named)) {
    throw new UserError(`CHROMIUM names ${named}, which is no program: name one, or leave the variable out`);
  }
  return named;
}

/**
 * Finds the browser.
 *
 * @throws {UserError} that says what to install
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const found = find(env);
  if (found === undefined) {
    throw new UserError(missing);
  }
  return found;
}

/** What {@link ensureChromium} asks of the machine. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  /** Runs a command that the user sees. @returns whether it went well */
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
 * Makes sure that there is a browser: on a Debian where this process is root it installs one, and says so.
 *
 * @throws {UserError} that says what to install
 */
export function ensureChromium(machine: Machine = thisMachine): string {
  const { env, isRoot, run } = machine;
  const found = find(env);
  if (found !== undefined) {
    return found;
  }
  if (isRoot && onPath("apt-get", env) !== undefined) {
    console.error("Set-up: installing Chromium for the browser tests (apt-get install chromium) …");
    for (const [command, ...args] of installing) {
      if (!run(command, args)) {
        throw new UserError(`${command} ${args.join(" ")} failed: ${missing}`);
      }
    }
  }
  return findChromium(env);
}
