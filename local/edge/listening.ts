/** What all listeners of the edge have in common. */
import type { ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";

/**
 * Settings of node's parser: the strict one, with the edge's own limit in bytes. A missing Host is refused by the edge
 * itself, with its own answer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const parserOptions = {
  maxHeaderSize: 32_768,
  insecureHTTPParser: false,
  requireHostHeader: false,
  keepAliveTimeout: 10_000,
} as const;

/** A dual-stack socket shows an IPv4 caller in IPv6 clothes. */
export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

/** Aborts what is done for a caller who leaves before the answer is whole. */
export function abortWhenGone(response: ServerResponse, work: AbortController): void {
  response.once("close", () => {
    if (!response.writableFinished) {
      work.abort();
    }
  });
}

/**
 * Starts a listener on the loopback address.
 *
 * @param port - 0 for any that is free
 * @returns the port
 */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Stops a listener and ends its connections. */
export async function stop(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}
