/** Starts the whole local edge: viewers' listeners, load balancer, direct listeners, access log, inspector. */
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { selfSigned } from "./certificate";
import { type CacheReadings, defaultReadings } from "./cloudfront/cache/cacheReadings";
import { ObjectCache } from "./cloudfront/cache/objectCache";
import type { Judge } from "./cloudfront/request";
import { createViewerServer } from "./cloudfront/server";
import { createVerifier } from "./cloudfront/verifier";
import type { EdgeEvents } from "./events";
import { createInspector } from "./inspector/server";
import { listen, stop } from "./listening";
import { Balancers } from "./loadBalancer/balancers";
import {
  balancerListener,
  findVpcOriginListener,
  instanceListener,
  type SimulatedPeers,
} from "./loadBalancer/directListeners";
import type { Registered } from "./loadBalancer/health";
import type { LocalInstance } from "./loadBalancer/upstream";
import { AccessLog } from "./log/accessLog";
import type { RequestRecord } from "./log/record";
import { LiveView, type StackState } from "./stackView/liveView";
import type { StackName } from "./stackView/stackView";

/** Ports on the loopback address; default: any free one. */
export interface EdgePorts {
  readonly http?: number | undefined;
  readonly https?: number | undefined;
  readonly balancer?: number | undefined;
  readonly inspector?: number | undefined;
}

/** What to serve. */
export interface EdgeOptions {
  /** The local cloud's folder, only read. */
  readonly cloudDir: string;
  /** The stack whose distribution is served; needed when several are up. */
  readonly stack?: StackName | undefined;
  /** Id or name of the distribution; needed when a stack has several. */
  readonly distribution?: string | undefined;
  readonly upstream: {
    /** The local processes of the instances or tasks, one for each that the Auto Scaling group or ECS service wants. */
    readonly instances: readonly LocalInstance[];
    /** Returns the instances that are registered with a group now. Default: as many as it wants. */
    readonly registered?: Registered | undefined;
  };
  readonly ports?: EdgePorts | undefined;
  /** Host names accepted beside the distribution's own. Default: localhost and 127.0.0.1. */
  readonly localNames?: readonly string[] | undefined;
  /** Roles of callers at the direct listeners. Default: none. */
  readonly peers?: SimulatedPeers | undefined;
  /** Countries of source addresses, as ISO 3166 codes, in the access log. Default: none, logged as `-`. */
  readonly countries?: Readonly<Record<string, string>> | undefined;
  /** File of the access log. Default: `logs/access.log` beside the cloud's folder. */
  readonly logFile?: string | undefined;
  /** Cache size in bytes. Default: 64 MiB. */
  readonly cacheBytes?: number | undefined;
  /** Decides what CloudFront answers. Default: the signer's verifier, where `unknown` is refused. */
  readonly judge?: Judge | undefined;
  /**
   * Interpretations of the cache where AWS's pages leave it open. Default: raw paths, every error that may be cached.
   */
  readonly readings?: Partial<CacheReadings> | undefined;
  /** Milliseconds between health checks. Default: the target group's own interval. */
  readonly healthInterval?: number | undefined;
}

/** A running edge. */
export interface RunningEdge {
  /** For viewers, `http://localhost:8080`. */
  readonly url: string;
  /** For viewers, over TLS with a certificate created at start. */
  readonly httpsUrl: string;
  /** The load balancer, for callers that its security groups admit. */
  readonly albUrl: string;
  /** The instances, by id and port. */
  readonly instanceUrls: Readonly<Record<string, Readonly<Record<number, string>>>>;
  readonly inspectorUrl: string;
  /** PEM of the self-signed certificate. */
  readonly certificate: string;
  /** Emits `request` for each finished request, and `stack` when the served stack has changed. */
  readonly events: EventEmitter<EdgeEvents>;
  /** Returns whether an instance is healthy on all of its ports. */
  isHealthy(instanceId: string): boolean;
  /** Empties the cache. */
  clearCache(): void;
  /** Stops everything. */
  close(): Promise<void>;
}

/**
 * Starts the edge.
 *
 * @example
 * ```ts
 * const edge = await startEdge({
 *   cloudDir: ".local/cloud",
 *   upstream: { instances: [{ id: "i-local-1", ports: { 8443: 41001, 8444: 41002 } }] },
 * });
 * console.log(edge.httpsUrl, edge.inspectorUrl);
 * ```
 */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const { cloudDir, upstream, ports = {}, peers = {} } = options;
  const localNames = options.localNames ?? ["localhost", "127.0.0.1"];
  const events = new EventEmitter<EdgeEvents>();
  const live = new LiveView(cloudDir, { ...options, localNames });
  const registered = upstream.registered ?? ((group) => upstream.instances.slice(0, group.targets));
  const balancers = new Balancers(registered, options.healthInterval);
  const cache = new ObjectCache(options.cacheBytes);
  const log = new AccessLog(options.logFile ?? join(cloudDir, "..", "logs", "access.log"));
  const followed = ({ view }: StackState): Promise<void> =>
    view ? balancers.watch(view) : Promise.resolve();
  const initial = live.current();
  await followed(initial);
  live.on("change", (changed) => {
    void followed(changed);
    events.emit("stack", changed);
  });
  events.on("request", (record) => log.write(record));

  const names = initial.view?.distribution.domainNames ?? localNames;
  const found = initial.view && findVpcOriginListener(initial.view);
  const certificate = selfSigned([...names.slice(1), ...names.slice(0, 1)]);
  const balancerCertificate = selfSigned(found?.listener.certificateNames ?? ["localhost"]);

  const done = (record: RequestRecord): void => void events.emit("request", record);
  const { judge = createVerifier(), countries = {} } = options;
  const readings = { ...defaultReadings, ...options.readings };
  const context = { live, balancers, cache, localNames, countries, judge, readings, httpsPort: 0 };
  const https = createViewerServer("https", context, certificate, done);
  const http = createViewerServer("http", context, certificate, done);
  const balancer = balancerListener(live, balancers, peers, balancerCertificate);
  const inspector = createInspector(live, events);
  const instanceListeners = upstream.instances.flatMap((instance) =>
    Object.keys(instance.ports).map((port) => ({
      id: instance.id,
      port: Number(port),
      server: instanceListener(live, instance, Number(port), peers),
    })),
  );
  context.httpsPort = await listen(https, ports.https ?? 0);
  const httpPort = await listen(http, ports.http ?? 0);
  const balancerPort = await listen(balancer, ports.balancer ?? 0);
  const inspectorPort = await listen(inspector.server, ports.inspector ?? 0);
  const instanceUrls: Record<string, Record<number, string>> = {};
  for (const { id, port, server } of instanceListeners) {
    instanceUrls[id] = { ...instanceUrls[id], [port]: `https://127.0.0.1:${await listen(server, 0)}` };
  }
  return {
    url: `http://localhost:${httpPort}`,
    httpsUrl: `https://localhost:${context.httpsPort}`,
    albUrl: `https://127.0.0.1:${balancerPort}`,
    instanceUrls,
    inspectorUrl: `http://localhost:${inspectorPort}`,
    certificate: certificate.cert,
    events,
    isHealthy: (instanceId) => {
      const { view } = live.current();
      return view !== undefined && balancers.isHealthy(view, instanceId);
    },
    clearCache: () => cache.clear(),
    close: async () => {
      live.close();
      inspector.close();
      const servers = [
        http,
        https,
        balancer,
        inspector.server,
        ...instanceListeners.map(({ server }) => server),
      ];
      await Promise.all(servers.map(stop));
      await balancers.close();
      await log.close();
    },
  };
}
