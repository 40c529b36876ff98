/** Whether processes of this machine run, and which belong to another. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process, with its parent. */
interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** One letter: `Z` and `X` are processes that have ended and that nobody has waited for. */
  readonly state: string;
}

/** Reads one process from Linux's own table; undefined where it is not there. */
function readProcess(pid: number | string): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything.
    const [state = "", parent = ""] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { pid: Number(pid), parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

/** All processes: Linux's own table, else what `ps` prints. */
function allProcesses(): ProcessState[] {
  if (process.platform === "linux") {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readProcess(name) ?? []) : []));
  }
  const { stdout, error } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return [...(error === undefined ? stdout : "").matchAll(/^\s*(\d+)\s+(\d+)\s+(\S)/gm)].map(
    ([, pid, parent, state]) => ({
      pid: Number(pid),
      parent: Number(parent),
      state: state ?? "",
    }),
  );
}

/** Says whether a process of this machine runs; one that has ended and that nobody has waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  return !/[ZX]/.test(readProcess(pid)?.state ?? "");
}

/** Lists what a process has started, and what that has: children before their parents. */
export function descendantsOf(pid: number): number[] {
  const all = allProcesses();
  const below = (of: number): number[] =>
    all.filter(({ parent }) => parent === of).flatMap((child) => [...below(child.pid), child.pid]);
  return below(pid);
}

/** Sends a signal to a process; one that has ended is passed over. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}
