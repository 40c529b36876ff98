/** The site that one can click through: issuer, members app, edge and inspector on a stack that is up. */
import { join } from "node:path";
import { parseConfig } from "../../app/config";
import { startIssuer } from "../../app/dev/issuer";
import { startSite } from "../../app/start";
import { type RunningEdge, startEdge } from "../edge";
import { actAs } from "./credentials";
import { appOutputs, writeDocument } from "./document";
import { freePorts } from "./freePort";
import { openLogs } from "./logs";

/** Ports that are easy to remember; the next free one takes the place of one that is taken. */
export const friendlyPorts = { http: 8080, https: 8443, inspector: 8090, issuer: 8091 } as const;

/** Any free port for each. */
export const anyPorts = { http: 0, https: 0, inspector: 0, issuer: 0 } as const;

/** The ports on which the stack's target groups expect the application. */
const tierPorts = { public: 8443, signed: 8444 } as const;

const clientId = "members";

/** What the site runs on. */
export interface LocalSiteOptions {
  readonly stack: string;
  /** The local folder; the site keeps its files under `site` and `logs`. */
  readonly root: string;
  /** The local cloud's folder. */
  readonly cloudDir: string;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly ports: Readonly<Record<keyof typeof friendlyPorts, number>>;
}

/** A site that runs. */
export interface LocalSite {
  readonly url: string;
  readonly inspectorUrl: string;
  readonly issuerUrl: string;
  readonly edge: RunningEdge;
  close(): Promise<void>;
}

/** Starts all of it in this process. What was started is closed again when a later part does not start. */
export async function startLocalSite(options: LocalSiteOptions): Promise<LocalSite> {
  const { root, cloudDir, apiPort, stack } = options;
  const outputs = appOutputs(options.outputs);
  const ports = await freePorts({ ...options.ports, public: 0, signed: 0 });
  const publicUrl = `https://localhost:${ports.https}`;
  const { log, requests } = openLogs(join(root, "logs"));
  const ends: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const issuer = await startIssuer({ port: ports.issuer, sites: [publicUrl], clientId });
    ends.push(() => issuer.close());
    const document = writeDocument(join(root, "site"), outputs, {
      publicUrl,
      issuer: issuer.url,
      clientId,
      ports: { public: ports.public, signed: ports.signed },
    });
    ends.push(actAs({ roleArn: outputs.appRoleArn, apiPort, folder: root }));
    const site = await startSite(parseConfig(document), log, { requests });
    ends.push(() => site.stop(1));
    const edge = await startEdge({
      cloudDir,
      stack,
      upstream: {
        instances: [
          {
            id: "i-local-1",
            ports: { [tierPorts.public]: site.ports.public, [tierPorts.signed]: site.ports.signed },
          },
        ],
      },
      ports: { http: ports.http, https: ports.https, inspector: ports.inspector },
      logFile: join(root, "logs", "access.log"),
    });
    ends.push(() => edge.close());
    return { url: edge.httpsUrl, inspectorUrl: edge.inspectorUrl, issuerUrl: issuer.url, edge, close };
  } catch (error) {
    await close();
    throw error;
  }
}
