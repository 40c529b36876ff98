/** Requests over real TLS, with a target that nothing rewrites. */
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** What to send. */
export interface Sent {
  readonly port: number;
  /** The raw request target. */
  readonly target: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly form?: Record<string, string>;
  /** A body without a word of its kind. */
  readonly body?: string;
}

/** Sends a request on a connection of its own. */
export function send({ port, target, method, headers, form, body: plain }: Sent): Promise<Answer> {
  const body = form === undefined ? plain : new URLSearchParams(form).toString();
  const extra = {
    ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...(body === undefined ? {} : { "content-length": String(body.length) }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        port,
        host: "127.0.0.1",
        path: target,
        method: method ?? (body === undefined ? "GET" : "POST"),
        headers: { ...extra, ...headers },
        rejectUnauthorized: false,
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const all = Buffer.concat(chunks);
          const { statusCode: status = 0, headers: got } = response;
          resolve({ status, headers: got, body: all, text: all.toString("utf8") });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
