/** The site that one can click through: issuer, members app, edge and inspector on a stack that is up. */
import { join } from "node:path";
import type { ConfigDocument } from "../../app/config";
import { type RunningEdge, startEdge } from "../edge";
import { startIssuer } from "../issuer/issuer";
import { projectName } from "../run/projectName";
import { freePorts } from "./freePort";
import { MembersApp } from "./membersApp";
import { tellRunning } from "./running";

/** Ports that are easy to remember; the next free one takes the place of one that is taken. */
export const friendlyPorts = { http: 8080, https: 8443, inspector: 8090, issuer: 8091 } as const;

/** Any free port for each. */
export const anyPorts = { http: 0, https: 0, inspector: 0, issuer: 0 } as const;

/** The ports on which the stack's target groups expect the application. */
const tierPorts = { public: 8443, signed: 8444 } as const;

const clientId = "members";

/** Who asks from this address of the loopback network plays a viewer in a country that is nobody's: ISO 3166's ZZ. */
const countries = { "127.0.0.66": "ZZ" } as const;

/** What the site runs on. */
export interface LocalSiteOptions {
  readonly stack: string;
  /** The project that the stack is of. Default: this one. */
  readonly project?: string;
  /** The local folder; the site keeps its files under `site` and `logs`. */
  readonly root: string;
  /** The local cloud's folder. */
  readonly cloudDir: string;
  /** Names of the distribution by which people come, in place of `localhost`; somebody leads them to this machine. */
  readonly names?: Pick<ConfigDocument, "publicUrl" | "contentUrl" | "cookieDomain">;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  /** By which the local cloud's access key ids are derived. */
  readonly apiSecret: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly ports: Readonly<Record<keyof typeof friendlyPorts, number>>;
  /** Told in one line of each port that is in use, so that another one is taken. Default: nobody. */
  readonly moved?: (line: string) => void;
}

/** A site that runs. */
export interface LocalSite {
  readonly url: string;
  readonly inspectorUrl: string;
  /** Where people say who they are. */
  readonly issuerUrl: string;
  readonly edge: RunningEdge;
  /**
   * Takes the stack's outputs as they are now: the members app starts again if its configuration or its role has changed,
   * and takes over before the one that ran is stopped, so that no request is refused.
   *
   * @returns whether it did
   */
  follow(outputs: Readonly<Record<string, unknown>>): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts all of it in this process. What was started is closed again when a later part does not start. */
export async function startLocalSite(options: LocalSiteOptions): Promise<LocalSite> {
  const { root, cloudDir, outputs } = options;
  const stack = { project: options.project ?? projectName, name: options.stack };
  const ports = await freePorts(options.ports, options.moved);
  const publicUrl = options.names?.publicUrl ?? `https://localhost:${ports.https}`;
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const issuer = await startIssuer({ port: ports.issuer, sites: [publicUrl], clientId });
    ends.push(() => issuer.close());
    const app = new MembersApp(options, { publicUrl, issuer: issuer.url, clientId });
    await app.run(outputs);
    ends.push(() => app.stop());
    const instance = {
      id: "i-local-1",
      // Asked for each request: the app moves to other ports when it starts again.
      get ports() {
        return { [tierPorts.public]: app.ports.public, [tierPorts.signed]: app.ports.signed };
      },
    };
    const edge = await startEdge({
      cloudDir,
      stack,
      upstream: { instances: [instance] },
      ports: { http: ports.http, https: ports.https, inspector: ports.inspector },
      logFile: join(root, "logs", "access.log"),
      countries,
    });
    ends.push(() => edge.close());
    const hide = tellRunning(root, stack, {
      viewers: new URL(edge.httpsUrl).host,
      balancer: new URL(edge.albUrl).host,
      instance: new URL(edge.instanceUrls[instance.id]?.[tierPorts.signed] ?? "").host,
      apiPort: options.apiPort,
      apiSecret: options.apiSecret,
    });
    ends.push(() => {
      hide();
      return Promise.resolve();
    });
    return {
      url: edge.httpsUrl,
      inspectorUrl: edge.inspectorUrl,
      issuerUrl: issuer.url,
      edge,
      follow: (changed) => app.run(changed),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
