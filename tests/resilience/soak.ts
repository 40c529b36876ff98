/** A long load on the members site, with a member signed in; measures memory and file descriptors. */
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { median } from "../../bench/interleave";
import { anyPorts, startLocalSite } from "../../local/site";
import { Visitor } from "../local/site/visitor";
import { TestEnvironment } from "./environment";
import { Load, type ViewerRequest } from "./load/load";
import { type Row, tally } from "./tally";

/** Requests per second. */
const rate = 150;

/** How much memory may grow after the first fifth, as a factor, and how many descriptors may be added. */
const most = { memory: 1.2, descriptors: 16 };

/** How often memory and descriptors are measured. */
const samples = 50;

interface Sample {
  readonly memory: number;
  readonly descriptors: number;
}

setFlagsFromString("--expose_gc");
const collect = runInNewContext("gc") as () => void;

function measure(): Sample {
  collect();
  return { memory: process.memoryUsage.rss(), descriptors: readdirSync("/proc/self/fd").length };
}

/** The requests of a premium member: pages that need a signature, and a download by a new link. */
async function requestsOf(visitor: Visitor): Promise<ViewerRequest[]> {
  const page = (path: string): ViewerRequest => ({
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

/** Runs a steady load for a time. */
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
    const load = await Load.start(Number(port), host, rate, await requestsOf(visitor));
    try {
      const began = Date.now();
      const seen: Sample[] = [];
      while (seen.length < samples) {
        await sleep((1_000 * seconds) / samples);
        seen.push(measure());
        // Links expire after minutes, so a new one is signed.
        load.setRequests(await requestsOf(visitor));
      }
      const why = (): string => "see the access log";
      const row = tally("", await load.answers(), { from: began, to: Date.now() }, why);
      const judged = withLimits(row, seconds, seen);
      report(judged);
      return [judged];
    } finally {
      await load.stop();
      await visitor.close();
      await site.close();
    }
  } finally {
    await environment.close();
  }
}

function withLimits(row: Row, seconds: number, seen: readonly Sample[]): Row {
  const fifth = samples / 5;
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
      ...(after - before <= most.descriptors ? [] : [`${after - before} more descriptors than at first`]),
    ],
  };
}
