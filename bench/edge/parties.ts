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

/** A process, and one request to it. */
export interface Contender {
  readonly party: Started;
  readonly one: () => Promise<void>;
  readonly aim?: Figure["aim"];
}

/** Asks a process for the processor time of all its threads, in seconds. */
async function processorTime({ child }: Started): Promise<number> {
  const answer = once(child, "message") as Promise<[{ seconds: number }]>;
  child.send("time");
  return (await answer)[0].seconds;
}

/** Measures requests per second of a process's processor time, for some milliseconds. */
async function speed(slice: number, { party, one }: Contender): Promise<number> {
  const before = await processorTime(party);
  const begun = performance.now();
  let count = 0;
  await concurrently(
    () => performance.now() < begun + slice,
    async () => {
      await one();
      count += 1;
    },
  );
  return count / ((await processorTime(party)) - before);
}

/**
 * Measures requests per second of processor time in turns, and begins each round with another contender. Other processes
 * slow a machine down, but change the processor time of a request little.
 *
 * @param slice - milliseconds of a contender's turn
 * @returns a figure for each contender, with the first as its peer
 */
export async function measureSpeeds(
  contenders: Readonly<Record<string, Contender>>,
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
  return rest.map(({ name, one: { aim }, speeds }) => ({
    what: name,
    unit: "per second",
    values: speeds,
    peer: { what: peer?.name ?? "", values: peer?.speeds ?? [] },
    ...(aim && { aim }),
  }));
}
