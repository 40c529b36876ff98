/** The instances as they are reached from here: processes on this machine that play them. */
import { Agent, type Dispatcher } from "undici";
import type { HeaderList } from "../headers";
import type { HopRequest, HopResponse } from "../hop";

/** A process that plays an instance. */
export interface LocalInstance {
  /** `i-local-1`. */
  readonly id: string;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Ports of this machine by the ports of the instance: `{ 8443: 41001, 8444: 41002 }`. */
  readonly ports: Readonly<Record<number, number>>;
}

/** Where an instance's port is on this machine. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Where a port of an instance is; undefined when the process does not have it. */
export function placeOf(instance: LocalInstance, port: number): Place | undefined {
  const local = instance.ports[port];
  return local === undefined ? undefined : { host: instance.host ?? "127.0.0.1", port: local };
}

/** Connections to instances, kept open between requests. */
export class UpstreamConnections {
  private readonly agent: Agent;

  /** @param idleSeconds - after which a silent instance is given up */
  constructor(idleSeconds = 60) {
    this.agent = new Agent({
      // A load balancer encrypts to its targets and does not ask who they are.
      // @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
      connect: { rejectUnauthorized: false, timeout: 10_000 },
      headersTimeout: idleSeconds * 1000,
      bodyTimeout: idleSeconds * 1000,
      connections: 128,
    });
  }

  /** Sends a request. Rejects with undici's error when there is no answer. */
  async send(place: Place, secure: boolean, request: HopRequest): Promise<Omit<HopResponse, "note">> {
    const { statusCode, headers, body } = await this.agent.request({
      origin: `${secure ? "https" : "http"}://${place.host}:${place.port}`,
      path: request.target,
      method: request.method as Dispatcher.HttpMethod,
      headers: request.headers.flat(),
      body: request.body ?? null,
      signal: request.signal,
    });
    return { status: statusCode, headers: pairsOf(headers), body };
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Header values were read as UTF-8; node writes one byte for each character, so the bytes come back here. */
function pairsOf(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderList {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values ?? []].flat().map((value) => [name, Buffer.from(value, "utf8").toString("latin1")] as const),
  );
}

/** Whether an error means that no answer came in time. */
export function isTimeout(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === "UND_ERR_HEADERS_TIMEOUT" ||
    code === "UND_ERR_BODY_TIMEOUT" ||
    code === "UND_ERR_CONNECT_TIMEOUT"
  );
}
