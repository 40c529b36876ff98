/** Whether there is room for what a local run writes: the engine waits for minutes where its state cannot be saved. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "../terminal/userError";
import { isWriteError, writeProblem } from "../terminal/writeProblem";

const MiB = 1024 * 1024;

/** Free bytes that a run needs before it begins: a first deployment writes 3 MiB, and each further one less. */
export const neededAtStart = { local: 16 * MiB, temporary: 4 * MiB } as const;

/** Free bytes below which a run that is under way is ended: its next write may not fit. */
const neededMeanwhile = { local: MiB, temporary: MiB / 4 } as const;

/** Free bytes that a run needs in the local folder and in the one of temporary files. */
export type Needed = Readonly<Record<keyof typeof neededAtStart, number>>;

/** How often a run looks for room, milliseconds. */
const look = 250;

/** Written and removed again, to find out about quotas and file systems that are read-only. */
const probe = Buffer.alloc(64 * 1024, " ");

const inMiB = (bytes: number): string => `${(bytes / MiB).toFixed(1)} MiB`;

/** Free bytes for this user on a folder's file system; Infinity where it does not say. */
function freeIn(folder: string): number {
  const { bavail, bsize, blocks } = statfsSync(folder);
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
}

/** What a folder can be changed by, for a person. */
const variables = { local: "SECURE_ORIGIN_LOCAL_DIR", temporary: "TMPDIR" } as const;

/** Says in one line that a folder is full and what to do; undefined where there is room. */
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
    mkdirSync(folder, { recursive: true, mode: 0o700 });
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

/** Says in one line what keeps a local run from writing; undefined where there is room. */
export function roomProblem(root: string, needed: Needed): string | undefined {
  return problemIn("local", root, needed.local) ?? problemIn("temporary", tmpdir(), needed.temporary);
}

/**
 * Refuses to begin a run for which there is no room.
 *
 * @throws {UserError} naming the folder, and what to do
 */
export function requireRoom(root: string): void {
  const problem = roomProblem(root, neededAtStart);
  if (problem !== undefined) {
    throw new UserError(problem);
  }
}

/** Kept free for the end of a run: where its state could not be written, the engine tries again. */
const reserved = 8 * MiB;

/**
 * Watches over the room for a run, and keeps some in reserve. When there is no more, the reserve is given up, for what has to
 * be written to end well, and the run is told once.
 *
 * @returns a function that ends the watch
 * @throws an error of the operating system when the reserve cannot be written
 */
export function watchRoom(root: string, full: (problem: string) => void): () => void {
  const reserve = join(root, "reserve.bin");
  // Random, because some file systems compress.
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
