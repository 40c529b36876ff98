/** Starts the local site: issuer, members app, edge and inspector for a deployed stack. */
import { join } from "node:path";
import type { ConfigDocument } from "../../app/config";
import { type RunningEdge, startEdge } from "../edge";
import { startIssuer } from "../issuer/issuer";
import { projectName } from "../run/projectName";
import { holdPorts } from "./freePort";
import { MembersApp } from "./membersApp";
import { tellRunning } from "./running";

/** Memorable ports; a port in use is replaced by the next free one. */
export const friendlyPorts = { http: 8080, https: 8443, inspector: 8090, issuer: 8091 } as const;

/** Any free port for each. */
export const anyPorts = { http: 0, https: 0, inspector: 0, issuer: 0 } as const;

/** The application's ports in the stack's target groups. */
const tierPorts = { public: 8443, signed: 8444 } as const;

const clientId = "members";

/** A source address in the country ZZ, which ISO 3166 leaves to users. */
const countries = { "127.0.0.66": "ZZ" } as const;

/** Settings of the site. */
export interface LocalSiteOptions {
  readonly stack: string;
  /** The stack's project. Default: this one. */
  readonly project?: string;
  /** The local folder; the site keeps its files under `site` and `logs`. */
  readonly root: string;
  /** The local cloud's folder. */
  readonly cloudDir: string;
  /** Public names of the distribution, instead of `localhost`; the caller resolves them to this machine. */
  readonly names?: Pick<ConfigDocument, "publicUrl" | "contentUrl" | "cookieDomain">;
  /** Port of the local cloud's API. */
  readonly apiPort: number;
  /** Secret from which access key ids are derived. */
  readonly apiSecret: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly ports: Readonly<Record<keyof typeof friendlyPorts, number>>;
  /** Receives one line for each port that is in use. Default: ignored. */
  readonly moved?: (line: string) => void;
}

/** A running site. */
export interface LocalSite {
  readonly url: string;
  readonly inspectorUrl: string;
  /** The issuer's address, where people sign in. */
  readonly issuerUrl: string;
  readonly edge: RunningEdge;
  /**
   * Applies the stack's current outputs: if its configuration or role has changed, a new members app takes over before
   * the old one stops, so that no request fails.
   *
   * @returns whether the app was restarted
   */
  follow(outputs: Readonly<Record<string, unknown>>): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts the site in this process; if a part fails to start, the others are closed. */
export async function startLocalSite(options: LocalSiteOptions): Promise<LocalSite> {
  const { root, cloudDir, outputs } = options;
  const stack = { project: options.project ?? projectName, name: options.stack };
  const held = await holdPorts(options.ports, options.moved);
  const { ports } = held;
  const publicUrl = options.names?.publicUrl ?? `https://localhost:${ports.https}`;
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) {
      await end();
    }
  };
  ends.push(() => held.release());
  try {
    await held.release("issuer");
    const issuer = await startIssuer({ port: ports.issuer, sites: [publicUrl], clientId });
    ends.push(() => issuer.close());
    const app = new MembersApp(options, { publicUrl, issuer: issuer.url, clientId });
    await app.run(outputs);
    ends.push(() => app.stop());
    const instance = {
      id: "i-local-1",
      // Read for each request: the app has other ports after a restart.
      get ports() {
        return { [tierPorts.public]: app.ports.public, [tierPorts.signed]: app.ports.signed };
      },
    };
    await held.release();
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
