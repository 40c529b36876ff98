/** The long load: the members site itself, with people signed in, and what it keeps of memory and descriptors. */
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { median } from "../../bench/interleave";
import { anyPorts, startLocalSite } from "../../local/site";
import { Visitor } from "../local/site/visitor";
import { TestEnvironment } from "./environment";
import { type Ask, Load } from "./load";
import { type Row, tally } from "./tally";

/** Requests a second. */
const rate = 150;

/** Memory at the end over memory after the first fifth, and descriptors more than then, at most. */
const most = { memory: 1.2, descriptors: 16 };

/** How often memory is looked at. */
const looks = 50;

interface Look {
  readonly memory: number;
  readonly descriptors: number;
}

setFlagsFromString("--expose_gc");
const collect = runInNewContext("gc") as () => void;

function look(): Look {
  collect();
  return { memory: process.memoryUsage.rss(), descriptors: readdirSync("/proc/self/fd").length };
}

/** What a premium member asks now: pages behind the session, and a download by a new link. */
async function askedBy(visitor: Visitor): Promise<Ask[]> {
  const page = (path: string): Ask => ({
    name: `member's ${path}`,
    path,
    headers: { cookie: visitor.jar.header("localhost", path) ?? "" },
  });
  const link = new URL((await visitor.get("/get/downloads/light-2028.csv")).location ?? "");
  return [
    { name: "home page", path: "/", headers: {} },
    page("/premium/"),
    page("/secure/course/"),
    { name: "download", path: `${link.pathname}${link.search}`, headers: {} },
  ];
}

/** Serves the same load for so long. */
export async function soak(seconds: number, report: (row: Row) => void): Promise<Row[]> {
  const environment = new TestEnvironment();
  await environment.open();
  try {
    await environment.up();
    const { root, cloud: cloudDir } = environment.stack.folder;
    const outputs = await environment.stack.outputs();
    const common = { stack: "dev", root, cloudDir, outputs, ports: anyPorts };
    const site = await startLocalSite({ ...common, ...environment.api });
    const visitor = new Visitor(site.url);
    const { port, host } = new URL(site.url);
    await visitor.signIn("premium", "/premium/");
    const load = await Load.start(Number(port), host, rate, await askedBy(visitor));
    try {
      const began = Date.now();
      const seen: Look[] = [];
      while (seen.length < looks) {
        await sleep((1_000 * seconds) / looks);
        seen.push(look());
        // Links end after minutes: people take a new one, which is signed for them.
        load.ask(await askedBy(visitor));
      }
      const why = (): string => "see the access log";
      const row = tally("", await load.answers(), { from: began, to: Date.now() }, why);
      const made = judged(row, seconds, seen);
      report(made);
      return [made];
    } finally {
      await load.stop();
      await visitor.close();
      await site.close();
    }
  } finally {
    await environment.close();
  }
}

function judged(row: Row, seconds: number, seen: readonly Look[]): Row {
  const fifth = looks / 5;
  const [early, late] = [seen.slice(fifth, 2 * fifth), seen.slice(-fifth)];
  const ratio = median(late.map(({ memory }) => memory)) / median(early.map(({ memory }) => memory));
  const descriptors = [early, late].map((part) => median(part.map((one) => one.descriptors)));
  const [before = 0, after = 0] = descriptors;
  return {
    ...row,
    what: `soak of ${seconds} s: memory ${ratio.toFixed(2)} times, descriptors ${before} then ${after}`,
    failures: [
      ...row.failures,
      ...(ratio <= most.memory ? [] : [`memory grew ${ratio.toFixed(2)} times, at most ${most.memory}`]),
      ...(after - before <= most.descriptors ? [] : [`${after - before} descriptors more than at first`]),
    ],
  };
}
