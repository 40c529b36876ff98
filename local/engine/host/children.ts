/** The host's child processes, which it ends when the engine is gone. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

/** How often the host checks its parent, in milliseconds. */
const look = 1_000;

/** Starts Node; the process ends with this host at the latest. */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Ends this host and its children when its parent is gone: a killed engine ends nothing. */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      for (const child of running) {
        child.kill("SIGKILL");
      }
      process.exit(1);
    }
  }, look).unref();
}
