/** Makes a release: version, changelog, kept state, tests, commit and tag. The workflow publishes what is tagged. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../local/terminal/userError";
import { releaseNotes } from "./changelog";
import { commitAndTag, hasTag, headOf, readCheckout, takeBack } from "./git";
import { refusals, refuse } from "./refusals";
import { gitHubName, repositoryFields } from "./repository";
import { nextVersion } from "./version";
import { releasedManifest, versionPlaces } from "./versionPlaces";

/** What is asked for. */
export interface ReleaseOptions {
  /** The repository's folder. */
  readonly folder: string;
  /** major, minor, patch or first. */
  readonly step: string | undefined;
  /** Whether to say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** Receives each line about the progress. */
  readonly say: (line: string) => void;
  /** The day of the release, `2026-11-30`. Default: today, in UTC. */
  readonly day?: string;
}

/** Keeps the state of a stack for the next release's upgrade test, then runs every check. */
const commands = [
  ["npm", "run", "--silent", "keep-state"],
  [".ci/run"],
] as const satisfies readonly (readonly [string, ...string[]])[];

/** Changes a file of the repository. */
function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

/** Runs a command on the terminal. @throws {UserError} unless it succeeds */
function run(folder: string, command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    throw new UserError(
      `${[command, ...args].join(" ")} failed, so nothing is released and all changes are taken back: see above, correct it, and run the release again`,
    );
  }
}

/**
 * Makes a release of the branch main.
 *
 * What is tagged is what was tested: the version is raised first, and everything is taken back if a check fails.
 *
 * @returns the version
 * @throws {UserError} that names everything that stands against it, before anything changes
 */
export function release({ folder, step, dryRun, say, day }: ReleaseOptions): string {
  const { version: current } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  const version = nextVersion(current, hasTag(folder, `v${current}`), step);
  const checkout = readCheckout(folder, version);
  refuse(`no release of ${version}`, refusals(checkout, version, step ?? ""), say);
  const name = gitHubName(checkout.origin ?? "") ?? "";
  const files = ["package.json", "CHANGELOG.md", ...versionPlaces.keys()];
  const checks = commands.map((command) => command.join(" ")).join(", ");
  if (dryRun) {
    say(
      `Would release ${version} from ${name}: change ${files.join(", ")}; run ${checks}; commit; tag v${version}.`,
    );
    return version;
  }
  const head = headOf(folder);
  try {
    edit(folder, "package.json", (text) => releasedManifest(text, version, repositoryFields(name)));
    edit(folder, "CHANGELOG.md", (text) =>
      releaseNotes(text, version, day ?? new Date().toISOString().slice(0, 10)),
    );
    for (const [file, change] of versionPlaces) {
      edit(folder, file, (text) => change(text, version));
    }
    for (const [command, ...args] of commands) {
      say(`Release ${version}: ${[command, ...args].join(" ")} …`);
      run(folder, command, args);
    }
    commitAndTag(folder, version, checkout.notes ?? "");
  } catch (error) {
    takeBack(folder, head);
    throw error;
  }
  say(`Released ${version}: git push origin main v${version} publishes it.`);
  return version;
}
