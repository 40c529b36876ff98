/** The two places where experiments run: an AWS account and the local cloud. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { get } from "../cli/prove/wire";
import { readAccount } from "../local/cloud";
import { administratorArn } from "../local/cloud/api/callers";
import { startEdge } from "../local/edge";
import { findEngine, localFolder, openCloud } from "../local/engine";
import { actAs } from "../local/site/credentials";
import { createProgress } from "../local/terminal/progress";
import type { Rig, Settings } from "./experiment";
import { AwsPulumi } from "./pulumi/awsPulumi";
import { LocalPulumi } from "./pulumi/localPulumi";
import type { Place } from "./runExperiments";

/** A place that is ready for use. */
export interface OpenPlace extends Place {
  close(): Promise<void>;
}

const siteOf = (outputs: Rig["outputs"]): string => {
  const { site } = outputs;
  return typeof site === "string" ? site : "";
};

/** Opens an AWS account, already verified, with the user's own `pulumi`. */
export function awsPlace(account: string, region: string, given: Settings): OpenPlace {
  return {
    pulumi: new AwsPulumi(account, (chunk) => process.stderr.write(chunk)),
    region,
    given,
    local: false,
    pauses: [120, 300],
    visit: (outputs, use) => {
      const host = siteOf(outputs);
      return use((path, headers) => get({ host, connect: { host, port: 443 } }, path, headers));
    },
    close: () => Promise.resolve(),
  };
}

/** Opens a local cloud in a temporary folder. */
export async function localPlace(region: string, given: Settings): Promise<OpenPlace> {
  const engine = await findEngine(createProgress());
  const folder = localFolder(mkdtempSync(join(tmpdir(), "secure-origin-smoke-")));
  const cloud = await openCloud(folder.cloud);
  return {
    pulumi: new LocalPulumi(engine, folder),
    region,
    given,
    local: true,
    pauses: [],
    visit: async (outputs, use) => {
      // AWS clients reach only the local cloud, even in checks that should not use any.
      const accountId = readAccount(folder.cloud)?.accountId ?? "";
      const leave = actAs({ roleArn: administratorArn(accountId), ...cloud, folder: folder.root });
      const host = siteOf(outputs);
      const edge =
        host === "" ? undefined : await startEdge({ cloudDir: folder.cloud, upstream: { instances: [] } });
      const port = edge === undefined ? 0 : Number(new URL(edge.httpsUrl).port);
      try {
        return await use((path, headers) =>
          get({ host, connect: { host: "localhost", port } }, path, headers),
        );
      } finally {
        await edge?.close();
        leave();
      }
    },
    close: async () => {
      await cloud.close();
      rmSync(folder.root, { recursive: true, force: true });
    },
  };
}
