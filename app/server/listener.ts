/** The HTTPS server of a tier: the check for canonical paths first, limits, and a log line for each request. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { plainPath } from "../access/fileNames";
import { checkCanonicalPath } from "../canonicalPath";

/** Options of a listener. */
export interface ListenerOptions {
  readonly tier: "public" | "signed";
  readonly key: string;
  readonly certificate: string;
  readonly log: Logger;
  /** Answers requests with a canonical path. */
  readonly answer: (request: Request) => Response | Promise<Response>;
}

/**
 * Timeouts in milliseconds. The load balancer keeps idle connections for 60 seconds; if this side closed first, requests on
 * a closing connection would fail with 502.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const times = { keepAlive: 75_000, headers: 15_000, request: 30_000 };

/** CloudFront allows 32,768 bytes for request line and headers; the site's own cookies need a fourth of it. */
const maxHeaderSize = 24_576;

const methods = new Set(["GET", "HEAD", "POST"]);

function refuse(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      // The rest of a refused request is not read.
      connection: "close",
    })
    .end(`${text}\n`);
}

function logWhenDone(log: Logger, request: IncomingMessage, response: ServerResponse, path: string): void {
  const began = process.hrtime.bigint();
  const given = request.headers["x-amz-cf-id"];
  const id = typeof given === "string" && /^[\w=-]{8,80}$/.test(given) ? given : randomUUID();
  response.on("close", () => {
    log.info(
      {
        id,
        method: request.method,
        path,
        status: response.statusCode,
        ms: Number((process.hrtime.bigint() - began) / 1_000_000n),
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      "request",
    );
  });
}

/** Creates the server of a tier, which does not listen yet. */
export function makeListener(options: ListenerOptions): Server {
  const { tier, key, certificate: cert, answer } = options;
  const log = options.log.child({ tier });
  const handle = getRequestListener(answer, { overrideGlobalObjects: false });
  const server = createServer(
    {
      key,
      cert,
      minVersion: "TLSv1.2",
      maxHeaderSize,
      keepAliveTimeout: times.keepAlive,
      headersTimeout: times.headers,
      requestTimeout: times.request,
    },
    (request, response) => {
      // The raw target: a parser would normalise it, and hide what is to be checked.
      const verdict = checkCanonicalPath(request.url ?? "");
      if (!verdict.canonical) {
        log.warn({ problem: verdict.problem }, "refused: the path is not canonical");
        refuse(
          response,
          verdict.problem === "length" ? 414 : 400,
          "This URL is not written in its canonical form.",
        );
        return;
      }
      logWhenDone(log, request, response, plainPath(verdict.path));
      if (!methods.has(request.method ?? "")) {
        response.setHeader("allow", [...methods].join(", "));
        refuse(response, 405, "This method is not served.");
        return;
      }
      void handle(request, response);
    },
  );
  server.maxHeadersCount = 100;
  return server;
}
