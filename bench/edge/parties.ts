/** The processes and viewers of the edge's benchmark, and how they take turns. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Agent } from "undici";
import type { Figure } from "../figure";
import type { Role } from "./process";

/** Concurrent requests. */
export const concurrency = 32;

/** A process and its port. */
export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts a process in a role; it exits when it is disconnected. */
export async function start(role: Role): Promise<Started> {
  const child = fork(join(__dirname, "process.ts"), {
    execArgv: ["--expose-gc", "-r", "ts-node/register/transpile-only"],
  });
  child.send(role);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, port };
}

/** Viewers with persistent connections. */
export class Viewers {
  private readonly agent = new Agent({ connect: { rejectUnauthorized: false }, connections: concurrency });

  /** Sends a request. @throws if its status is not as expected */
  async request(port: number, host: string, path: string, expected: number): Promise<void> {
    const { statusCode, body } = await this.agent.request({
      origin: `https://127.0.0.1:${port}`,
      path,
      method: "GET",
      headers: { host },
    });
    await body.dump();
    if (statusCode !== expected) {
      throw new Error(`${path.slice(0, 60)}: ${statusCode} instead of ${expected}`);
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** Runs code concurrently, repeated as long as there is more to do. */
export async function concurrently(isMore: () => boolean, one: () => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (isMore()) {
        await one();
      }
    }),
  );
}

/** Measures requests per second for some milliseconds. */
async function speed(slice: number, one: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  let count = 0;
  await concurrently(
    () => performance.now() < begun + slice,
    async () => {
      await one();
      count += 1;
    },
  );
  return (count * 1000) / (performance.now() - begun);
}

/**
 * Measures requests per second in turns, and begins each round with another contender.
 *
 * @param slice - milliseconds of a contender's turn
 * @returns a figure for each contender, with the first as its peer
 */
export async function measureSpeeds(
  contenders: Readonly<Record<string, () => Promise<void>>>,
  rounds: number,
  slice: number,
): Promise<Figure[]> {
  const all = Object.entries(contenders).map(([name, one]) => ({ name, one, speeds: [] as number[] }));
  // Warms up.
  for (const { one } of all) {
    await speed(slice, one);
  }
  for (let round = 0; round < rounds; round += 1) {
    const first = round % all.length;
    for (const { one, speeds } of [...all.slice(first), ...all.slice(0, first)]) {
      speeds.push(await speed(slice, one));
    }
  }
  const [peer, ...rest] = all;
  return rest.map(({ name, speeds }) => ({
    what: name,
    unit: "per second",
    values: speeds,
    peer: { what: peer?.name ?? "", values: peer?.speeds ?? [] },
  }));
}
