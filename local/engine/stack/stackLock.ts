/** The local backend's locks on a stack. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { isAlive } from "../../run/liveProcess";
import { UserError } from "../../terminal/userError";
import type { LocalFolder } from "../environment";

/** The content of a lock file. */
const holderShape = z.object({
  pid: z.int().positive(),
  hostname: z.string(),
  timestamp: z.string(),
});

type Backend = Pick<LocalFolder, "backend">;

interface Lock {
  readonly file: string;
  /** Undefined if the engine was killed before it wrote the lock. */
  readonly holder: z.output<typeof holderShape> | undefined;
}

function holderIn(file: string): Lock["holder"] {
  try {
    return holderShape.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}

function locksOf(backend: string, project: string, stack: string): Lock[] {
  const folder = join(backend, ".pulumi", "locks", "organization", project, stack);
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ file: join(folder, name), holder: holderIn(join(folder, name)) }));
}

/**
 * Refuses to continue while a run holds a stack.
 *
 * @throws {UserError} that names the process that holds a lock, on this machine or another
 */
export function refuseHeldStack({ backend }: Backend, project: string, stack: string): void {
  for (const { file, holder } of locksOf(backend, project, stack)) {
    if (holder !== undefined && holder.hostname !== hostname()) {
      throw new UserError(
        `stack ${stack} is locked by process ${holder.pid} on ${holder.hostname} since ${holder.timestamp}: wait for it, or, ` +
          `if it has ended, delete ${file}`,
      );
    }
    if (holder !== undefined && isAlive(holder.pid)) {
      throw new UserError(
        `stack ${stack} is being changed by process ${holder.pid} since ${holder.timestamp}: wait until it ends, or end it ` +
          `with: kill ${holder.pid}`,
      );
    }
  }
}

/**
 * Removes the locks of processes that have ended.
 *
 * @returns the ids of those processes, if known
 */
export function removeDeadLocks({ backend }: Backend, project: string, stack: string): number[] {
  return locksOf(backend, project, stack).flatMap(({ file, holder }) => {
    if (holder !== undefined && (holder.hostname !== hostname() || isAlive(holder.pid))) {
      return [];
    }
    rmSync(file, { force: true });
    return holder === undefined ? [] : [holder.pid];
  });
}
