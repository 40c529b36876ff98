/** From listening to the last answer. */
import type { Server } from "node:https";
import type { AddressInfo } from "node:net";

/** Whether the site wants new requests; health checks say so. */
export interface Health {
  ready: boolean;
}

/**
 * Starts to listen.
 *
 * @param host - address of the one interface to listen on; all of them when undefined
 * @returns the port, which the system chose when it was 0
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
 * Stops without an outage: health checks fail, no connection is taken, what is being answered is answered to the end.
 *
 * @param seconds - after this, what is still open is cut
 */
export async function stop(servers: readonly Server[], health: Health, seconds: number): Promise<void> {
  health.ready = false;
  const closed = servers.map(
    (server) =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  // A connection that was busy when the stop began is idle after its answer; the load balancer would keep it for a minute.
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
