/** Ports that people can remember, where they are free. */
import { createServer } from "node:net";
import { portOwner } from "./portOwner";

/** How many ports after the preferred one are tried before the system chooses. */
const tried = 20;

/** The port, if nothing listens on it; 0 asks for any. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const got = typeof address === "object" ? address?.port : undefined;
      server.close(() => resolve(got));
    });
  });
}

/**
 * Finds a free port on the loopback address: the preferred one, else the next that is free.
 *
 * @param preferred - 0 for any
 * @param given - ports that are given away already
 * @param reserved - ports that others prefer
 */
async function freePort(
  preferred: number,
  given: ReadonlySet<number>,
  reserved: ReadonlySet<number>,
): Promise<number> {
  for (let port = preferred; preferred !== 0 && port < preferred + tried; port += 1) {
    const free =
      given.has(port) || (port !== preferred && reserved.has(port)) ? undefined : await tryPort(port);
    if (free !== undefined) {
      return free;
    }
  }
  for (;;) {
    const free = await tryPort(0);
    if (free !== undefined && !given.has(free)) {
      return free;
    }
  }
}

/** One line about a port that is in use: which, by whom if that is known, and what is used instead. */
function movedLine(name: string, preferred: number, used: number): string {
  const owner = portOwner(preferred);
  const by = owner === undefined ? "" : ` by ${owner.command} (process ${owner.pid})`;
  return `Port ${preferred} (${name}) is in use${by}; using ${used} instead`;
}

/**
 * A free port for each name, all different.
 *
 * @param moved - told in one line of each port that is not the preferred one
 */
export async function freePorts<Name extends string>(
  preferred: Readonly<Record<Name, number>>,
  moved: (line: string) => void = () => undefined,
): Promise<Record<Name, number>> {
  const given = new Set<number>();
  const reserved = new Set(Object.values<number>(preferred));
  const found: Partial<Record<Name, number>> = {};
  for (const [name, port] of Object.entries(preferred) as [Name, number][]) {
    const free = await freePort(port, given, reserved);
    given.add(free);
    if (port !== 0 && free !== port) {
      moved(movedLine(name, port, free));
    }
    found[name] = free;
  }
  return found as Record<Name, number>;
}
