/**
 * Requests a second through edge, load balancer and application, beside a bare reverse proxy of the same libraries in
 * the same run; and the edge's memory after many requests beside that after few. `--quick` for a first look.
 */
import { type ChildProcess, fork } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Agent } from "undici";
import { attach, createLocalSigner, epochSeconds, now, pemKey } from "../signer";
import { DevSite, host } from "../tests/local/edge/support/devSite";
import { LocalStack } from "../tests/support/localStack";
import type { Role } from "./edgeProcess";
import { median } from "./interleave";

const quick = process.argv.includes("--quick");
const rounds = quick ? 3 : 9;
/** Milliseconds of one contender's turn. */
const slice = quick ? 700 : 2000;
const few = quick ? 2_000 : 20_000;
const many = few * 10;
/** Requests under way at once. */
const lanes = 32;
/** Memory after many requests over that after few. */
const mostMemory = 1.2;

/** A process with its port. */
interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(role: Role): Promise<Started> {
  const child = fork(join(__dirname, "edgeProcess.ts"), {
    execArgv: ["--expose-gc", "-r", "ts-node/register/transpile-only"],
  });
  child.send(role);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  return { child, port };
}

async function memoryOf({ child }: Started): Promise<{ rss: number; heap: number }> {
  const answer = once(child, "message") as Promise<[{ rss: number; heap: number }]>;
  child.send("memory");
  return (await answer)[0];
}

const agent = new Agent({ connect: { rejectUnauthorized: false }, connections: lanes });

async function ask(port: number, path: string, expected: number): Promise<void> {
  const { statusCode, body } = await agent.request({
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

/** Requests a second over a slice of time. */
async function speed(one: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  const end = begun + slice;
  let count = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (performance.now() < end) {
        await one();
        count += 1;
      }
    }),
  );
  return (count * 1000) / (performance.now() - begun);
}

async function times(count: number, one: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) {
        next += 1;
        await one(next);
      }
    }),
  );
}

async function measureSpeed(contenders: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
  const figures = new Map<string, number[]>();
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, one] of Object.entries(contenders)) {
      const value = await speed(one);
      // The first round warms up.
      figures.set(name, round < 0 ? [] : [...(figures.get(name) ?? []), value]);
    }
  }
  const [base = []] = figures.values();
  for (const [name, values] of figures) {
    const ratio = median(values.map((value, round) => value / (base[round] ?? Number.NaN)));
    const figure = Math.round(median(values)).toLocaleString("en").padStart(8);
    console.log(`${name.padEnd(34)}${figure} a second   ${ratio.toFixed(2)} of the bare proxy`);
  }
}

async function measureMemory(edge: Started, one: (index: number) => Promise<void>): Promise<boolean> {
  await times(few, one);
  const early = await memoryOf(edge);
  await times(many - few, one);
  const late = await memoryOf(edge);
  const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  const ratio = late.rss / early.rss;
  console.log(`memory after ${few.toLocaleString("en")}: ${mib(early.rss)}, of it heap ${mib(early.heap)}`);
  console.log(`memory after ${many.toLocaleString("en")}: ${mib(late.rss)}, of it heap ${mib(late.heap)}`);
  const good = ratio <= mostMemory;
  console.log(`${good ? "ok  " : "HIGH"}${ratio.toFixed(2)} times, at most ${mostMemory}`);
  return good;
}

async function main(): Promise<boolean> {
  const stack = new LocalStack("dev");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const keyPairId = await DevSite.bringUp(stack, pem);
  const policy = createLocalSigner({ key: pemKey(privateKey), keyPairId }).signPolicy({
    resource: `https://${host}/*`,
    expires: epochSeconds(now() + 3600),
  });
  const signed = (path: string): string =>
    attach(policy, `https://${host}${path}`).slice(`https://${host}`.length);
  const page = signed("/premium/page");
  const file = signed("/downloads/file");

  const app = await start({ role: "app" });
  const proxy = await start({ role: "proxy", app: app.port });
  const logFile = join(stack.folder.root, "bench.log");
  const edge = await start({ role: "edge", app: app.port, cloudDir: stack.folder.cloud, logFile });
  try {
    await measureSpeed({
      "bare reverse proxy": () => ask(proxy.port, "/", 200),
      "edge, public": () => ask(edge.port, "/", 200),
      "edge, signed": () => ask(edge.port, page, 200),
      "edge, signed, from its cache": () => ask(edge.port, file, 200),
      "edge, refused with the error page": () => ask(edge.port, "/premium/page", 403),
    });
    return await measureMemory(edge, (index) => {
      const kinds = [
        () => ask(edge.port, `/page-${index}`, 200),
        () => ask(edge.port, page, 200),
        () => ask(edge.port, signed(`/downloads/file-${index}`), 200),
        () => ask(edge.port, `/premium/page-${index}`, 403),
      ];
      return (kinds[index % kinds.length] ?? kinds[0])?.() ?? Promise.resolve();
    });
  } finally {
    for (const { child } of [app, proxy, edge]) {
      child.disconnect();
    }
    await agent.destroy();
    stack.remove();
  }
}

main().then(
  (good) => {
    process.exitCode = good ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
