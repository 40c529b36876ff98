/** Checks HTTP requests to servers on the loopback address. */
import type { IncomingHttpHeaders } from "node:http";

/** Names of this machine; the port may differ if it is forwarded. */
const ownHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** A refusal: status and one line. */
export interface ArrivalProblem {
  readonly status: 403 | 421;
  readonly text: string;
}

/**
 * Returns why a request is refused; undefined if it is accepted. A page of another site can reach a local server by a
 * name that resolves to this machine (DNS rebinding), visible in Host, or across origins, visible in Origin.
 *
 * @param pages - `own` if the server has pages that call it, `none` if it is for programs only
 */
export function arrivalProblem(
  { host, origin, "sec-fetch-site": site }: IncomingHttpHeaders,
  pages: "own" | "none",
): ArrivalProblem | undefined {
  if (host === undefined || !ownHost.test(host)) {
    return {
      status: 421,
      text: "Host must be localhost, 127.0.0.1 or [::1]: this server is for this machine only",
    };
  }
  if (pages === "none" && (origin !== undefined || site !== undefined)) {
    return { status: 403, text: "requests of web pages are refused: this server is for programs only" };
  }
  return origin === undefined || origin === `http://${host}`
    ? undefined
    : { status: 403, text: "Origin must be this server's own: requests of other sites' pages are refused" };
}
