/**
 * The copy of a stack's configuration file that a local run hands to the engine.
 *
 * The engine writes into that file (an encryption salt at the least). With a copy the project's own file stays as it
 * is committed, and a person's edits in it still count at the next run.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const saltLine = /^encryptionsalt:.*$/m;

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

/** A file's text without the salt, which belongs to the local backend alone. */
const withoutSalt = (text: string): string => text.replace(saltLine, "").trimEnd();

/** Brings the copy up to date with the original; the copy keeps its own salt. Returns the text compared at write-back. */
export function refreshCopy(file: StackFile): string {
  mkdirSync(join(file.copy, ".."), { recursive: true });
  const settings = withoutSalt(read(file.original));
  const salt = saltLine.exec(read(file.copy))?.[0];
  writeFileSync(file.copy, `${[settings, salt].filter(Boolean).join("\n")}\n`);
  return settings;
}

/** Carries a change that a command such as `config set` made in the copy over to the original. Says whether it did. */
export function writeBack(file: StackFile, before: string): boolean {
  const after = withoutSalt(read(file.copy));
  if (after === before) {
    return false;
  }
  writeFileSync(file.original, `${after}\n`);
  return true;
}
