/** Signed requests per second through edges, for stacks of different sizes. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { join } from "node:path";
import { attach, createLocalSigner, epochSeconds, now, pemKey } from "../../signer";
import { membersPaths } from "../../tests/policy/support/fixtures";
import type { Figure } from "../figure";
import { type Program, sitesProgram } from "../preview/programs";
import { type Contender, measureSpeeds, type Started, start, Viewers } from "./parties";

/** The size of a stack. */
interface Size {
  readonly name: string;
  readonly sites: number;
  readonly paths: readonly string[];
}

/** Returns as many secure paths, the usual ones first. */
export function securePaths(count: number): string[] {
  const more = Array.from({ length: count - membersPaths.length }, (_none, index) => `/area-${index}/*`);
  return [...membersPaths, ...more];
}

/** The sizes to compare. A region's default quota of Elastic IPs is enough for five sites. */
function sizes(quick: boolean): Size[] {
  const small = { name: "signed requests: 3 secure paths, 1 site", sites: 1, paths: membersPaths };
  return quick
    ? [small, { name: "signed requests: 2 sites", sites: 2, paths: membersPaths }]
    : [
        small,
        { name: "signed requests: 70 secure paths", sites: 1, paths: securePaths(70) },
        { name: "signed requests: 5 sites", sites: 5, paths: membersPaths },
      ];
}

/** Returns the last site of a stack, and a signed URL path under its last secure path. */
async function lastSite({ stack }: Program, { sites, paths }: Size, key: KeyObject) {
  const { distributionIds, keyIds } = (await stack.outputs()) as Record<string, string[]>;
  const host = `s${sites - 1}.example.com`;
  const origin = `https://${host}`;
  const policy = createLocalSigner({ key: pemKey(key), keyPairId: keyIds?.at(-1) ?? "" }).signPolicy({
    resource: `${origin}/*`,
    expires: epochSeconds(now() + 3600),
  });
  const page = (paths.at(-1) ?? "").replace("*", "page");
  return {
    host,
    distribution: distributionIds?.at(-1) ?? "",
    path: attach(policy, `${origin}${page}`).slice(origin.length),
  };
}

/** Measures signed requests to the last site of each stack in turns. */
export async function requestsBySize(quick: boolean): Promise<Figure[]> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signingKey = {
    id: "k1",
    source: "secretsManager",
    arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf",
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }) as string,
  };
  const programs: Program[] = [];
  const processes: Started[] = [];
  const viewers = new Viewers();
  const contenders: Record<string, Contender> = {};
  try {
    const app = await start({ role: "app" });
    processes.push(app);
    for (const size of sizes(quick)) {
      const program = sitesProgram(size.sites, size.paths, signingKey);
      programs.push(program);
      const { stack } = program;
      await stack.up();
      const { distribution, host, path } = await lastSite(program, size, privateKey);
      const { cloud: cloudDir, root } = stack.folder;
      const logFile = join(root, "bench.log");
      const edge = await start({ role: "edge", app: app.port, cloudDir, distribution, logFile });
      processes.push(edge);
      contenders[size.name] = { party: edge, one: () => viewers.request(edge.port, host, path, 200) };
    }
    return await measureSpeeds(contenders, quick ? 1 : 9, quick ? 200 : 2000);
  } finally {
    for (const { child } of processes) {
      child.disconnect();
    }
    await viewers.close();
    for (const program of programs) {
      program.remove();
    }
  }
}
