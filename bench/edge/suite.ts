/**
 * Requests per second of processor time through edge, load balancer and application, compared with a bare reverse proxy of
 * the same libraries; and the edge's memory after many requests, compared with that after few.
 */
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { attach, createLocalSigner, epochSeconds, now, pemKey } from "../../signer";
import { DevSite, host } from "../../tests/local/edge/support/devSite";
import { LocalStack } from "../../tests/support/localStack";
import type { Figure, Suite } from "../figure";
import {
  type Contender,
  concurrency,
  concurrently,
  measureSpeeds,
  type Started,
  start,
  Viewers,
} from "./parties";

/** How long to measure. */
interface Amount {
  readonly rounds: number;
  /** Milliseconds of a contender's turn. */
  readonly slice: number;
  /** Requests before memory is first measured; ten times as many before it is measured again. */
  readonly few: number;
}

const full: Amount = { rounds: 9, slice: 2000, few: 20_000 };
const quickAmount: Amount = { rounds: 1, slice: 200, few: 200 };

async function memoryOf({ child }: Started): Promise<{ rss: number; heap: number }> {
  const answer = once(child, "message") as Promise<[{ rss: number; heap: number }]>;
  child.send("memory");
  return (await answer)[0];
}

async function times(count: number, one: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await concurrently(
    () => next < count,
    () => {
      next += 1;
      return one(next);
    },
  );
}

/** Measures memory after few and after many requests. */
async function measureMemory(
  { few }: Amount,
  edge: Started,
  one: (index: number) => Promise<void>,
): Promise<Figure> {
  await times(few, one);
  const early = await memoryOf(edge);
  await times(few * 9, one);
  const late = await memoryOf(edge);
  const [before, after] = [early, late].map(({ rss }) => rss / 1024 / 1024);
  return {
    what: `the edge's memory after ${(few * 10).toLocaleString("en")} requests`,
    unit: "MiB",
    values: [after ?? Number.NaN],
    peer: { what: `after ${few.toLocaleString("en")}`, values: [before ?? Number.NaN] },
    aim: { atMost: 1.2 },
  };
}

async function run(quick: boolean): Promise<readonly Figure[]> {
  const amount = quick ? quickAmount : full;
  const stack = new LocalStack("dev");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const keyPairId = await DevSite.bringUp(stack, pem);
  const signer = createLocalSigner({ key: pemKey(privateKey), keyPairId });
  const sign = () =>
    signer.signPolicy({ resource: `https://${host}/*`, expires: epochSeconds(now() + 3600) });
  const policy = sign();
  const signed = (path: string, by = policy): string =>
    attach(by, `https://${host}${path}`).slice(`https://${host}`.length);
  const page = signed("/premium/page");
  const file = signed("/downloads/file");

  const app = await start({ role: "app" });
  const proxy = await start({ role: "proxy", app: app.port });
  const logFile = join(stack.folder.root, "bench.log");
  const edge = await start({ role: "edge", app: app.port, cloudDir: stack.folder.cloud, logFile });
  const viewers = new Viewers();
  const request = (path: string, expected: number): Promise<void> =>
    viewers.request(edge.port, host, path, expected);
  const toEdge = (path: string, expected: number, aim?: Figure["aim"]): Contender => ({
    party: edge,
    one: () => request(path, expected),
    ...(aim && { aim }),
  });
  const contenders = {
    "bare reverse proxy": { party: proxy, one: () => viewers.request(proxy.port, host, "/", 200) },
    "edge, public": toEdge("/", 200, { atLeast: 0.5 }),
    "edge, signed": toEdge(page, 200, { atLeast: 0.35 }),
    // ECDSA signatures differ, even over the same policy.
    "edge, each with another signature": {
      party: edge,
      one: () => request(signed("/premium/page", sign()), 200),
    },
    "edge, signed, from its cache": toEdge(file, 200),
    "edge, refused with the error page": toEdge("/premium/page", 403),
  };
  try {
    const speeds = await measureSpeeds(contenders, amount.rounds, amount.slice);
    const memory = await measureMemory(amount, edge, (index) => {
      const kinds = [
        () => request(`/page-${index}`, 200),
        () => request(page, 200),
        () => request(signed(`/downloads/file-${index}`), 200),
        () => request(`/premium/page-${index}`, 403),
      ];
      return (kinds[index % kinds.length] ?? kinds[0])?.() ?? Promise.resolve();
    });
    return [...speeds, memory];
  } finally {
    for (const { child } of [app, proxy, edge]) {
      child.disconnect();
    }
    await viewers.close();
    stack.remove();
  }
}

/** Measures the edge. */
export const edgeSuite: Suite = {
  name: "edge",
  method:
    `${concurrency} concurrent requests, each party in its own process: the edge with its load balancer in front of an ` +
    "application that answers 1 KiB, beside a proxy of the same two libraries (node:https, undici) in front of the same one. " +
    "Requests per second of the party's processor time; signed requests have one signature, as a viewer's cookies do.",
  run,
};
