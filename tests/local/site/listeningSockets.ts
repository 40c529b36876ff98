/** Where a process listens, as the kernel tells it: in `/proc`, on Linux; `lsof` tells the same elsewhere. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A socket that listens: local address and port, peer, state 0A, queues, timers, user, timeout, inode. */
const listening = /^\s*\d+: ([0-9A-F]+):[0-9A-F]{4} [0-9A-F]+:[0-9A-F]{4} 0A \S+ \S+ \S+ +\d+ +\d+ (\d+)/gm;

/** The kernel's spellings of the loopback addresses, in words of a little-endian machine. */
const names: Readonly<Record<string, string>> = {
  "0100007F": "127.0.0.1",
  "00000000000000000000000001000000": "::1",
};

function inodes(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  const links = readdirSync(folder).map((descriptor) => {
    try {
      return readlinkSync(`${folder}/${descriptor}`);
    } catch {
      // The descriptor of the listing itself is gone again.
      return "";
    }
  });
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/** Lists the addresses of a process's listening TCP sockets, one for each; others than loopback as the kernel spells them. */
export function listeningSockets(pid: number): string[] {
  if (!existsSync("/proc/net/tcp")) {
    const arguments_ = ["-a", "-p", String(pid), "-iTCP", "-sTCP:LISTEN", "-nP", "-Fn"];
    const text = execFileSync("lsof", arguments_, { encoding: "utf8" });
    return [...text.matchAll(/^n\[?([^\]\n]+)\]?:\d+$/gm)].map(([, address = ""]) => address);
  }
  const own = inodes(pid);
  return ["tcp", "tcp6"]
    .filter((table) => existsSync(`/proc/${pid}/net/${table}`))
    .flatMap((table) => [...readFileSync(`/proc/${pid}/net/${table}`, "utf8").matchAll(listening)])
    .filter(([, , inode = ""]) => own.has(inode))
    .map(([, address = ""]) => names[address] ?? address);
}
