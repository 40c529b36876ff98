/** Memorable ports where they are free, held until they are used. */
import { createServer, type Server } from "node:net";
import { portOwner } from "./portOwner";

/** How many ports after the preferred one are tried before the system chooses. */
const tried = 20;

/** A port that this process listens on, so that no other process takes it. */
interface HeldPort {
  readonly port: number;
  readonly holder: Server;
}

/** Free ports, one for each name, held until they are released to be used. */
export interface HeldPorts<Name extends string> {
  readonly ports: Readonly<Record<Name, number>>;
  /** Releases ports; all that are still held unless some are named. */
  release(...names: readonly Name[]): Promise<void>;
}

/** Holds a port, if nothing listens on it; 0 means any. */
async function hold(port: number): Promise<HeldPort | undefined> {
  const holder = createServer();
  return new Promise((resolve) => {
    holder.once("error", () => resolve(undefined));
    holder.listen(port, "127.0.0.1", () => {
      const address = holder.address();
      resolve(typeof address === "object" && address !== null ? { port: address.port, holder } : undefined);
    });
  });
}

async function release({ holder }: HeldPort): Promise<void> {
  await new Promise((resolve) => holder.close(resolve));
}

/**
 * Holds a free port on the loopback address: the preferred one, else the next that is free.
 *
 * @param preferred - 0 for any
 * @param reserved - ports that others prefer
 */
async function holdNear(preferred: number, reserved: ReadonlySet<number>): Promise<HeldPort> {
  for (let port = preferred; preferred !== 0 && port < preferred + tried; port += 1) {
    const held = port !== preferred && reserved.has(port) ? undefined : await hold(port);
    if (held !== undefined) {
      return held;
    }
  }
  for (;;) {
    const held = await hold(0);
    if (held !== undefined) {
      return held;
    }
  }
}

/** Returns the line about a port in use: which, by what process if known, and what is used instead. */
function movedLine(name: string, preferred: number, used: number): string {
  const owner = portOwner(preferred);
  const by = owner === undefined ? "" : ` by ${owner.command} (process ${owner.pid})`;
  return `Port ${preferred} (${name}) is in use${by}; using ${used} instead`;
}

/**
 * Holds a free port for each name, all different.
 *
 * @param moved - receives one line for each port that is not the preferred one
 */
export async function holdPorts<Name extends string>(
  preferred: Readonly<Record<Name, number>>,
  moved: (line: string) => void = () => undefined,
): Promise<HeldPorts<Name>> {
  const reserved = new Set(Object.values<number>(preferred));
  const held = new Map<Name, HeldPort>();
  const ports: Partial<Record<Name, number>> = {};
  for (const [name, wanted] of Object.entries(preferred) as [Name, number][]) {
    const one = await holdNear(wanted, reserved);
    if (wanted !== 0 && one.port !== wanted) {
      moved(movedLine(name, wanted, one.port));
    }
    held.set(name, one);
    ports[name] = one.port;
  }
  return {
    ports: ports as Record<Name, number>,
    release: async (...names) => {
      for (const name of names.length > 0 ? names : [...held.keys()]) {
        const one = held.get(name);
        held.delete(name);
        if (one !== undefined) {
          await release(one);
        }
      }
    },
  };
}
