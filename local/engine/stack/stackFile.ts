/**
 * The engine's copy of a stack's configuration file.
 *
 * The engine writes into that file (at least how secrets are protected). With a copy the project's own file stays as
 * committed, and its edits count at the next run. The copy omits how a real stack's secrets are protected: otherwise a
 * local run would call a real KMS.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The settings that protect a stack's secrets; each backend has its own. */
const protection = /^(?:encryptionsalt|secretsprovider|encryptedkey):.*\n?/gm;

/** The project's stack file and the engine's copy of it. */
export interface StackFile {
  readonly original: string;
  readonly copy: string;
}

/** Returns the two files of a stack; creates none. */
export function stackFile(programFolder: string, stacks: string, project: string, stack: string): StackFile {
  return {
    original: join(programFolder, `Pulumi.${stack}.yaml`),
    copy: join(stacks, project, `Pulumi.${stack}.yaml`),
  };
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

const settingsOf = (text: string): string => text.replace(protection, "").trimEnd();

/** Returns the settings of one file with the secrets protection of another. */
function joined(settings: string, protectedBy: string): string {
  const lines = (protectedBy.match(protection) ?? []).map((line) => line.trimEnd());
  return `${[settings, ...lines].filter((part) => part !== "").join("\n")}\n`;
}

/** Updates the copy from the original, except its own protection. Returns the settings, for `writeBack`. */
export function refreshCopy(file: StackFile): string {
  mkdirSync(join(file.copy, ".."), { recursive: true });
  const settings = settingsOf(read(file.original));
  writeFileSync(file.copy, joined(settings, read(file.copy)));
  return settings;
}

/** Gives the copy of a new stack the protection that the engine wrote into another file. */
export function protectCopy({ copy }: StackFile, writtenTo: string): void {
  mkdirSync(join(copy, ".."), { recursive: true });
  writeFileSync(copy, joined(settingsOf(read(copy)), read(writtenTo)));
}

/**
 * Copies a change by a command such as `config set` back to the original, which keeps its own secrets protection.
 * Returns whether there was one.
 */
export function writeBack(file: StackFile, before: string): boolean {
  const after = settingsOf(read(file.copy));
  if (after === before) {
    return false;
  }
  writeFileSync(file.original, joined(after, read(file.original)));
  return true;
}
