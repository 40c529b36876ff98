/** The processes of this machine. */
import { spawnSync } from "node:child_process";

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Lists the descendants of a process, children before their parents; none on a machine without `ps`. */
export function descendants(of: number): Process[] {
  const { stdout, error } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  if (error !== undefined) {
    return [];
  }
  const all = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command: command ?? "",
  }));
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [...below(child.pid), child]);
  return below(of);
}
