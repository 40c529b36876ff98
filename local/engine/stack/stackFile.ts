/**
 * The copy of a stack's configuration file that a local run hands to the engine.
 *
 * The engine writes into that file (an encryption salt at the least). With a copy the project's own file stays as it
 * is committed, and a person's edits in it still count at the next run. The copy takes the settings and nothing that
 * says how a real stack's secrets are protected: with that, a local run would ask a real KMS.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The lines by which a stack's secrets are protected; each backend has its own. */
const protection = /^(?:encryptionsalt|secretsprovider|encryptedkey):.*\n?/gm;

/** The project's stack file and the engine's copy of it. */
export interface StackFile {
  readonly original: string;
  readonly copy: string;
}

/** Names the two files of a stack; creates nothing. */
export function stackFile(programFolder: string, stacks: string, project: string, stack: string): StackFile {
  return {
    original: join(programFolder, `Pulumi.${stack}.yaml`),
    copy: join(stacks, project, `Pulumi.${stack}.yaml`),
  };
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

const settingsOf = (text: string): string => text.replace(protection, "").trimEnd();

/** Settings of one file, with the protection of another. */
function joined(settings: string, protectedBy: string): string {
  const lines = (protectedBy.match(protection) ?? []).map((line) => line.trimEnd());
  return `${[settings, ...lines].filter((part) => part !== "").join("\n")}\n`;
}

/** Brings the copy up to date with the original; the copy keeps its own salt. Returns the settings, for `writeBack`. */
export function refreshCopy(file: StackFile): string {
  mkdirSync(join(file.copy, ".."), { recursive: true });
  const settings = settingsOf(read(file.original));
  writeFileSync(file.copy, joined(settings, read(file.copy)));
  return settings;
}

/**
 * Carries a change that a command such as `config set` made in the copy over to the original, which keeps its own
 * protection. Says whether there was one.
 */
export function writeBack(file: StackFile, before: string): boolean {
  const after = settingsOf(read(file.copy));
  if (after === before) {
    return false;
  }
  writeFileSync(file.original, joined(after, read(file.original)));
  return true;
}
