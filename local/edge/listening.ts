/** Settings and functions of every listener. */
import type { ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";

/**
 * Strict settings of node's parser, with CloudFront's own limit in bytes. The edge itself refuses a missing Host, with
 * its own response.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const parserOptions = {
  maxHeaderSize: 32_768,
  insecureHTTPParser: false,
  requireHostHeader: false,
  keepAliveTimeout: 10_000,
} as const;

/** Returns an IPv4 address in its plain form; a dual-stack socket reports it mapped to IPv6. */
export function plainAddress(address: string | undefined): string {
  return (address ?? "").replace(/^::ffff:/, "");
}

/** Aborts work when the client disconnects before the response is complete. */
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
