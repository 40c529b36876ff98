/** Requests exactly as they are written: no client library cleans up the path on the way. */
import { request } from "node:https";
import { connect } from "node:tls";

/** Where requests go, and as what. */
export interface Site {
  /** Host header and name for TLS. */
  readonly host: string;
  /** What is connected to; the host itself, or a local edge that stands in for it. */
  readonly connect: { readonly host: string; readonly port: number };
}

/** An answer, as far as the checks look at it. */
export interface Reply {
  readonly status: number;
  /** CloudFront's X-Cache. */
  readonly cache: string;
  /** Seconds for which the answer was in the cache; an answer that was not has none. */
  readonly age: string | undefined;
  readonly setsCookie: boolean;
  readonly body: string;
}

/** Bytes of a body that are looked at. */
const most = 64 * 1024;

/** Milliseconds until a silent other side is given up. */
const patience = 10_000;

/** Whether this is the local edge, which makes its certificate at start, and plays AWS rather than being it. */
export const isLocal = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

/** Sends a GET. Rejects when nobody answers. */
export function get(
  site: Site,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...site.connect,
        path,
        servername: site.host,
        headers: { host: site.host, ...headers },
        rejectUnauthorized: !isLocal(site.connect.host),
        timeout: patience,
        agent: false,
      },
      (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => {
          body = (body + chunk).slice(0, most);
        });
        answer.once("error", reject).once("end", () => {
          const { age, "set-cookie": cookies, "x-cache": cache } = answer.headers;
          resolve({
            status: answer.statusCode ?? 0,
            cache: String(cache ?? ""),
            age,
            setsCookie: cookies !== undefined,
            body,
          });
        });
      },
    );
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)));
    sent.once("error", reject).end();
  });
}

/** Whether somebody speaks TLS there. */
export function isReachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: 3000 });
    const end = (reached: boolean) => (): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.once("secureConnect", end(true)).once("error", end(false)).once("close", end(false));
    socket.once("timeout", end(false));
  });
}
