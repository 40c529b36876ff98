import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { HopResponse } from "./hop";

/**
 * Writes a hop's response to the client.
 *
 * @param close - whether the connection is closed after it
 */
export function writeAnswer(
  response: ServerResponse,
  method: string,
  answer: HopResponse,
  close: boolean,
): void {
  const { status, headers, body } = answer;
  response.writeHead(status, [...headers.flat(), ...(close ? ["Connection", "close"] : [])]);
  if (Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  if (method === "HEAD" || status === 304 || status === 204) {
    body.on("error", () => undefined).resume();
    response.end();
    return;
  }
  // An interrupted hop breaks the connection: a truncated response must not look complete.
  pipeline(body, response, () => undefined);
}
