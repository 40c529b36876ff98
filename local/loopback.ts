/** Which HTTP requests to a server on the loopback address come from where they should. */
import type { IncomingHttpHeaders } from "node:http";

/** The names of this machine for itself; the port may be another one where it is forwarded. */
const ownHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** A refusal: status, and one line that tells why. */
export interface ArrivalProblem {
  readonly status: 403 | 421;
  readonly text: string;
}

/**
 * Says why a request is refused; undefined for one that may go on. A page of another site reaches a server on this
 * machine by a name of its own that it points here (DNS rebinding), which Host tells, or across origins, which Origin
 * tells.
 *
 * @param pages - `own` where the server has pages that call it, `none` where programs alone do
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
