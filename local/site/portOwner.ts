/** Finds the process that listens on a port, from `/proc`. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** A listening process. */
export interface PortOwner {
  readonly pid: number;
  readonly command: string;
}

/**
 * A listening socket in `/proc/net/tcp`: local address and port, peer, state 0A, queues, timers, user, timeout, inode.
 */
const listening = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A \S+ \S+ \S+ +\d+ +\d+ (\d+)/gm;

/** Reads a file that may be missing or unreadable. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Returns the process that listens on a port; undefined if unknown, as on macOS or for another user's process. */
export function portOwner(port: number, proc = "/proc"): PortOwner | undefined {
  const tables = ["tcp", "tcp6"].map(
    (name) => attempt(() => readFileSync(`${proc}/net/${name}`, "utf8")) ?? "",
  );
  const sockets = new Set(
    tables
      .flatMap((table) => [...table.matchAll(listening)])
      .filter(([, hex = ""]) => Number.parseInt(hex, 16) === port)
      .map(([, , inode = ""]) => `socket:[${inode}]`),
  );
  if (sockets.size === 0) {
    return undefined;
  }
  const pids = (attempt(() => readdirSync(proc)) ?? []).filter((name) => /^\d+$/.test(name));
  const pid = pids.find((one) =>
    (attempt(() => readdirSync(`${proc}/${one}/fd`)) ?? []).some((descriptor) =>
      sockets.has(attempt(() => readlinkSync(`${proc}/${one}/fd/${descriptor}`)) ?? ""),
    ),
  );
  if (pid === undefined) {
    return undefined;
  }
  // Only the program's name: arguments may hold secrets.
  const [program = ""] = (attempt(() => readFileSync(`${proc}/${pid}/cmdline`, "utf8")) ?? "").split("\0");
  return { pid: Number(pid), command: basename(program) };
}
