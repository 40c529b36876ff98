/** Ports that people can remember, where they are free. */
import { createServer } from "node:net";

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
 * Finds a free port on the loopback address: the preferred one, else the next that is free and not given away already.
 *
 * @param preferred - 0 for any
 */
async function freePort(preferred: number, given: ReadonlySet<number>): Promise<number> {
  for (let port = preferred; preferred !== 0 && port < preferred + tried; port += 1) {
    const free = given.has(port) ? undefined : await tryPort(port);
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

/** A free port for each name, all different. */
export async function freePorts<Name extends string>(
  preferred: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const given = new Set<number>();
  const found: Partial<Record<Name, number>> = {};
  for (const [name, port] of Object.entries(preferred) as [Name, number][]) {
    const free = await freePort(port, given);
    given.add(free);
    found[name] = free;
  }
  return found as Record<Name, number>;
}
