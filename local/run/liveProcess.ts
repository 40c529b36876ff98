/** Processes of this machine. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process and its parent. */
interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** State letter; `Z` and `X` are ended. */
  readonly state: string;
}

/** Reads a process from /proc; undefined if it does not exist. */
function readProcess(pid: number | string): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may contain any character.
    const [state = "", parent = ""] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { pid: Number(pid), parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

/** Returns all processes, from /proc or else from `ps`. */
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

/** Returns whether a process runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  return !/[ZX]/.test(readProcess(pid)?.state ?? "");
}

/** Returns a process's descendants, children before their parents. */
export function descendantsOf(pid: number): number[] {
  const all = allProcesses();
  const below = (of: number): number[] =>
    all.filter(({ parent }) => parent === of).flatMap((child) => [...below(child.pid), child.pid]);
  return below(pid);
}

/** Sends a signal to a process, if it still exists. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}
