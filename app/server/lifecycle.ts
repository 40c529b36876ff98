/** Starting and stopping servers. */
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";

/** Whether the site accepts new requests, as health checks report. */
export interface Health {
  ready: boolean;
}

/**
 * Starts listening.
 *
 * @param host - the address of the interface to listen on; undefined for all
 * @returns the port, chosen by the system for 0
 */
export async function listen(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Stops gracefully: health checks fail, no connection is accepted, and requests in progress are completed.
 *
 * @param seconds - after this, open connections are closed
 */
export async function stop(servers: readonly Server[], health: Health, seconds: number): Promise<void> {
  health.ready = false;
  const closed = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  // A busy connection is idle after its response; the load balancer would keep it open for a minute.
  const sweep = setInterval(() => {
    for (const server of servers) {
      server.closeIdleConnections();
    }
  }, 100);
  const cut = setTimeout(() => {
    for (const server of servers) {
      server.closeAllConnections();
    }
  }, seconds * 1_000);
  await Promise.all(closed);
  clearInterval(sweep);
  clearTimeout(cut);
}
