/** Checks disk space: the engine waits for minutes if it cannot save its state. */
import { randomBytes } from "node:crypto";
import { existsSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeFolder } from "../makeFolder";
import { UserError } from "../terminal/userError";
import { isWriteError, writeProblem } from "../terminal/writeProblem";

const MiB = 1024 * 1024;

/** Free bytes needed before a run; a first deployment writes 3 MiB, each further one less. */
export const neededAtStart = { local: 16 * MiB, temporary: 4 * MiB } as const;

/** Free bytes below which a running command is ended: its next write may fail. */
const neededMeanwhile = { local: MiB, temporary: MiB / 4 } as const;

/** Free bytes needed in the local and the temporary folder. */
export type Needed = Readonly<Record<keyof typeof neededAtStart, number>>;

/** How often the space is checked, in milliseconds. */
const look = 250;

/** A probe file, written and removed to detect quotas and read-only file systems. */
const probe = Buffer.alloc(64 * 1024, " ");

const inMiB = (bytes: number): string => `${(bytes / MiB).toFixed(1)} MiB`;

/** Returns this user's free bytes on a folder's file system; Infinity if unknown. */
function freeIn(folder: string): number {
  const { bavail, bsize, blocks } = statfsSync(folder);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

/** The environment variable that sets each folder. */
const variables = { local: "SECURE_ORIGIN_LOCAL_DIR", temporary: "TMPDIR" } as const;

/** Explains in one line that a folder is full; undefined if it is not. */
export function fullProblem(
  kind: keyof Needed,
  folder: string,
  free: number,
  needed: number,
): string | undefined {
  return free >= needed
    ? undefined
    : `no room in ${folder}: ${inMiB(free)} free, and a local run needs ${inMiB(needed)}. Free some, or name a folder on ` +
        `another file system in ${variables[kind]}`;
}

function problemIn(kind: keyof Needed, folder: string, needed: number): string | undefined {
  const file = join(folder, `room-${process.pid}.probe`);
  try {
    makeFolder(folder);
    const problem = fullProblem(kind, folder, freeIn(folder), needed);
    if (problem === undefined) {
      writeFileSync(file, probe);
    }
    return problem;
  } catch (error) {
    if (isWriteError(error)) {
      return writeProblem({ code: error.code, path: folder }, variables[kind]);
    }
    throw error;
  } finally {
    if (existsSync(dirname(file))) {
      rmSync(file, { force: true });
    }
  }
}

/** Explains in one line what keeps a local run from writing; undefined if nothing does. */
export function roomProblem(root: string, needed: Needed): string | undefined {
  return problemIn("local", root, needed.local) ?? problemIn("temporary", tmpdir(), needed.temporary);
}

/** Refuses to start a run without enough disk space. @throws {UserError} naming the folder, and what to do */
export function requireRoom(root: string): void {
  const problem = roomProblem(root, neededAtStart);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
}

/** Reserved space: the engine retries when it cannot write its state. */
const reserved = 8 * MiB;

/**
 * Checks the space during a run and reserves some. When it runs out, the reserve is released, for the writes that end
 * the run well, and the run is told once.
 *
 * @returns a function that ends the watch
 * @throws an error of the operating system when the reserve cannot be written
 */
export function watchRoom(root: string, full: (problem: string) => void): () => void {
  const reserve = join(root, "reserve.bin");
  // Random bytes, because some file systems compress.
  writeFileSync(reserve, randomBytes(reserved), { mode: 0o600 });
  const timer = setInterval(() => {
    const problem = roomProblem(root, neededMeanwhile);
    if (problem !== undefined) {
      end();
      full(problem);
    }
  }, look);
  const end = (): void => {
    clearInterval(timer);
    rmSync(reserve, { force: true });
  };
  return end;
}
