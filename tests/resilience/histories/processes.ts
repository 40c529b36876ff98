/** Processes that others started, which may be in process groups of their own. */
import { readdirSync, readFileSync } from "node:fs";

interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

function runningProcesses(): Running[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // After the name in parentheses: state, parent.
        const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        return [{ pid: Number(pid), parent, commandLine: readFileSync(`/proc/${pid}/cmdline`, "utf8") }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** Finds the processes below one, at any depth. @param text - part of their command lines; any by default */
export function processesBelow(ancestor: number, text = ""): number[] {
  const all = runningProcesses();
  const isBelow = ({ parent }: Running): boolean =>
    parent === ancestor || all.some((one) => one.pid === parent && isBelow(one));
  return all.filter((one) => one.commandLine.includes(text) && isBelow(one)).map(({ pid }) => pid);
}

/** Kills all processes below this one. */
export function killProcessesBelow(): void {
  for (const pid of processesBelow(process.pid)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }
}
