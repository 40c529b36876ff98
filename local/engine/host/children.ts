/** What this host starts, and the end of it all: nobody else ends it when the engine dies. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

/** How often this host looks for its parent, milliseconds. */
const look = 1_000;

/** Starts Node with these arguments; the process ends with this host at the latest. */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Ends this host with all that it has started once its parent, the engine, is gone: a killed engine ends nothing. */
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
