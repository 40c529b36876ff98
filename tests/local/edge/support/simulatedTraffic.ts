/** Simulated traffic: an ordinary viewer, a burst from abroad and a mass download, through an edge of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LogLine, readLogLine } from "../../../../components/monitoring/plan/logFields";
import { projectFolder } from "../../../../local/run/project";
import { DevSite, host } from "./devSite";
import { request, send } from "./raw";

/** The addresses of the viewers. */
export const viewers = { ordinary: "127.0.0.20", abroad: "127.0.0.21", greedy: "127.0.0.22" } as const;

const countries = { [viewers.ordinary]: "IE", [viewers.abroad]: "BR", [viewers.greedy]: "GB" };

/** The access log of the traffic. */
export interface TrafficLog {
  readonly file: string;
  readonly lines: readonly LogLine[];
}

/**
 * Sends the traffic and returns its log.
 *
 * @param signed - returns the target of a signed request for a path
 */
export async function sendTraffic(site: DevSite, signed: (path: string) => string): Promise<TrafficLog> {
  const file = join(site.stack.folder.root, "traffic.log");
  const edge = await DevSite.edgeOn(site.stack, site.app, { logFile: file, countries });
  const get = (target: string, from: string) => send(edge.httpsUrl, request("GET", target, host), { from });
  site.app.answer = ({ url }, response) =>
    response.writeHead(200).end("x".repeat(/big/.test(url) ? 300_000 : 10));
  try {
    for (let count = 0; count < 10; count++) {
      await get("/", viewers.ordinary);
      await get(signed("/premium/a"), viewers.ordinary);
    }
    await get("/premium/a", viewers.ordinary);
    // Enough for the limit to be exceeded in one hour, even if the hour ends meanwhile.
    for (let count = 0; count < 11; count++) {
      await get(signed("/premium/a"), viewers.abroad);
      await get("/premium/b", viewers.abroad);
    }
    for (let count = 0; count < 7; count++) {
      await get(signed("/downloads/big"), viewers.greedy);
    }
  } finally {
    await edge.close();
  }
  const lines = readFileSync(file, "utf8").trim().split("\n").map(readLogLine);
  return { file, lines: lines.filter((line) => line !== undefined) };
}

/** Writes dev's configuration with a limit of a megabyte in place of a gigabyte. */
export function smallLimits(folder: string): string {
  const file = join(folder, "small-limits.yaml");
  const text = readFileSync(join(projectFolder, "Pulumi.dev.yaml"), "utf8");
  writeFileSync(file, text.replace("viewerGigabytesPerHour: 1", "viewerGigabytesPerHour: 0.001"));
  return file;
}
