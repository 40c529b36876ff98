/** Connections to the local processes that stand in for instances. */
import { Agent, type Dispatcher } from "undici";
import type { HopRequest } from "../hop";
import { type InstanceResponse, UpstreamResponse } from "./upstreamResponse";

/** A local process that stands in for an instance. */
export interface LocalInstance {
  /** `i-local-1`. */
  readonly id: string;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** Local ports by the instance's ports: `{ 8443: 41001, 8444: 41002 }`. */
  readonly ports: Readonly<Record<number, number>>;
}

/** The local address of an instance's port. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Returns the local address of an instance's port; undefined if the process does not have it. */
export function placeOf(instance: LocalInstance, port: number): Place | undefined {
  const local = instance.ports[port];
  return local === undefined ? undefined : { host: instance.host ?? "127.0.0.1", port: local };
}

/** Connections to instances, kept alive between requests. */
export class UpstreamConnections {
  private readonly agent: Agent;

  /**
   * @param idleSeconds - after which a silent instance is given up
   */
  constructor(idleSeconds = 60) {
    this.agent = new Agent({
      // A load balancer encrypts to its targets without verifying their certificates.
      connect: { rejectUnauthorized: false, timeout: 10_000 },
      headersTimeout: idleSeconds * 1000,
      bodyTimeout: idleSeconds * 1000,
      connections: 128,
    });
  }

  /** Sends a request. Rejects with undici's error if there is no response. */
  async send(place: Place, secure: boolean, request: HopRequest): Promise<InstanceResponse> {
    const response = new UpstreamResponse(request.signal);
    this.agent.dispatch(
      {
        origin: `${secure ? "https" : "http"}://${place.host}:${place.port}`,
        path: request.target,
        method: request.method as Dispatcher.HttpMethod,
        headers: request.headers.flat(),
        body: request.body ?? null,
      },
      response,
    );
    await response.started;
    return response.taken();
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Returns whether an error is a timeout. */
export function isTimeout(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === "UND_ERR_HEADERS_TIMEOUT" ||
    code === "UND_ERR_BODY_TIMEOUT" ||
    code === "UND_ERR_CONNECT_TIMEOUT"
  );
}
