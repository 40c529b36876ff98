import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { HopResponse } from "./hop";

/**
 * Writes a hop's answer to whoever asked.
 *
 * @param close - whether the connection ends with it
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
  // A hop that breaks off breaks the connection: a cut answer must not look whole.
  pipeline(body, response, () => undefined);
}
