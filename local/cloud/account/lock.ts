import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { isAlive } from "../../run/liveProcess";

/** Age at which a lock that was not renewed is stale. Milliseconds. */
const STALE = 10_000;

interface Holder {
  pid: number;
  host: string;
  since: string;
}

/** A folder that this process holds. */
export interface Hold {
  /** The reason, once the hold is lost. */
  lost?: string;
  release: () => Promise<void>;
}

/**
 * Makes this process the only writer of a folder, taking over the lock of a process that has ended. Throws one line
 * that names the holder.
 */
export async function holdFolder(dir: string): Promise<Hold> {
  const hold: Hold = { release: () => Promise.resolve() };
  const options = {
    lockfilePath: join(dir, "cloud.lock"),
    stale: STALE,
    onCompromised: (error: Error) => {
      hold.lost = error.message;
    },
  };
  const before = readHolder(dir);
  if (before !== undefined && isGone(before)) {
    rmSync(options.lockfilePath, { recursive: true, force: true });
  }
  try {
    const release = await lock(dir, options);
    hold.release = async () => {
      if (hold.lost === undefined) {
        await release();
      }
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
      throw error;
    }
    const who =
      before === undefined
        ? "another process"
        : `process ${before.pid} on ${before.host} (since ${before.since})`;
    throw new Error(`The local cloud in ${dir} is in use by ${who}: wait for it, or stop it.`, {
      cause: error,
    });
  }
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeFileSync(join(dir, "holder.json"), JSON.stringify(holder), { mode: 0o600 });
  return hold;
}

function readHolder(dir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, "holder.json"), "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** Returns whether the holder is a process of this machine that has ended; false if unknown. */
function isGone(holder: Holder): boolean {
  return holder.host === hostname() && !isAlive(holder.pid);
}
