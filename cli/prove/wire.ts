/** Requests exactly as written: no client library normalises the path. */
import { request } from "node:https";
import { connect } from "node:tls";

/** Where requests are sent, and with which host name. */
export interface Site {
  /** Host header and name for TLS. */
  readonly host: string;
  /** The address to connect to: the host itself, or a local edge. */
  readonly connect: { readonly host: string; readonly port: number };
}

/** The parts of a response that checks read. */
export interface Reply {
  readonly status: number;
  /** CloudFront's X-Cache. */
  readonly cache: string;
  /** Seconds in the cache; undefined for a response that was not cached. */
  readonly age: string | undefined;
  readonly setsCookie: boolean;
  readonly body: string;
}

/** The most characters of a body to keep. */
const most = 64 * 1024;

/** Timeout in milliseconds. */
const patience = 10_000;

/** Tells whether this is the local edge, which has a certificate of its own and only simulates AWS. */
export const isLocal = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);

/** Sends a GET. Rejects when there is no response. */
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

/** Tells whether a TLS server is reachable. */
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
