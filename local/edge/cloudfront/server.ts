/** The viewers' listeners: http and TLS, with node's parser and the raw request target. */
import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttps } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { bucketEndpointAnswer } from "../bucket/endpoint";
import type { Certificate } from "../certificate";
import { headerPairs, valueOf } from "../headers";
import { abortWhenGone, parserOptions, plainAddress } from "../listening";
import { maskedQuery, type RequestRecord } from "../log/record";
import { writeAnswer } from "../writeAnswer";
import { answer } from "./exchange";
import type { EdgeAnswer } from "./finish";
import { requestId } from "./ownResponses";
import type { EdgeContext, EdgeRequest } from "./request";
import { splitTarget } from "./selection";
import { hasBody } from "./wire";

/** The connections' protocols and ciphers, which stay the same: TLS 1.2 without renegotiation, or TLS 1.3. */
const tlsOf = new WeakMap<TLSSocket, string>();

/** Returns protocol and cipher of a connection; undefined without TLS. */
function tls(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket)) {
    return undefined;
  }
  const known = tlsOf.get(socket) ?? `${socket.getProtocol() ?? ""}:${socket.getCipher().standardName}`;
  tlsOf.set(socket, known);
  return known;
}

function requestOf(message: IncomingMessage, scheme: "http" | "https", signal: AbortSignal): EdgeRequest {
  const headers = headerPairs(message.rawHeaders);
  const { socket } = message;
  return {
    id: requestId(),
    method: message.method ?? "",
    scheme,
    target: message.url ?? "",
    host: valueOf(headers, "host") ?? "",
    headers,
    httpVersion: message.httpVersion,
    tls: tls(socket),
    address: plainAddress(socket.remoteAddress),
    port: socket.remotePort ?? 0,
    body: hasBody(headers) ? message : undefined,
    signal,
  };
}

/** Creates a viewers' listener; `done` receives the record of each finished request. */
export function createViewerServer(
  scheme: "http" | "https",
  context: EdgeContext,
  certificate: Certificate,
  done: (record: RequestRecord) => void,
): Server {
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    const gone = new AbortController();
    abortWhenGone(response, gone);
    serve(requestOf(message, scheme, gone.signal), response, context, done).catch((error: unknown) => {
      // A viewer that disconnects is not an error; anything else is logged and must not end the edge.
      if (!gone.signal.aborted) {
        console.error("local edge:", error);
      }
      response.destroy();
    });
  };
  const server =
    scheme === "http"
      ? createHttp(parserOptions, handle)
      : createHttps({ ...parserOptions, ...certificate, minVersion: "TLSv1.2" }, handle);
  server.maxHeadersCount = 0;
  server.on("clientError", refuseUnread);
  return server;
}

async function serve(
  request: EdgeRequest,
  response: ServerResponse,
  context: EdgeContext,
  done: (record: RequestRecord) => void,
): Promise<void> {
  const state = context.live.current();
  const direct = bucketEndpointAnswer(request, state.view);
  if (direct !== undefined) {
    writeAnswer(response, request.method, direct, false);
    return;
  }
  const at = Date.now();
  const before = response.socket?.bytesWritten ?? 0;
  const answered = await answer(request, context, state);
  const firstByte = Date.now() - at;
  const { socket } = response;
  response.once("close", () => {
    const sent = Math.max(0, (socket?.bytesWritten ?? before) - before);
    done(recordOf(request, answered, context, { at, firstByte, taken: Date.now() - at, sent }));
  });
  writeAnswer(response, request.method, answered.response, closing.has(answered.response.status));
}

/** Errors after which CloudFront closes the connection. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html */
const closing: ReadonlySet<number> = new Set([400, 405, 413, 414, 416, 500, 501]);

function recordOf(
  request: EdgeRequest,
  { decided, response }: EdgeAnswer,
  { countries }: Pick<EdgeContext, "countries">,
  times: Pick<RequestRecord, "at" | "firstByte" | "taken" | "sent">,
): RequestRecord {
  const { path, query } = splitTarget(request.target);
  const header = (name: string): string => valueOf(request.headers, name) ?? "";
  const own = (name: string): string => valueOf(response.headers, name) ?? "";
  // Lists members one by one: spreading objects takes a fifteenth of a request.
  return {
    status: decided.status,
    result: decided.result,
    verdict: decided.verdict,
    behavior: decided.behavior,
    keyId: decided.keyId,
    ended: decided.ended,
    errorPage: decided.errorPage,
    at: times.at,
    firstByte: times.firstByte,
    taken: times.taken,
    sent: times.sent,
    id: request.id,
    method: request.method,
    scheme: request.scheme,
    host: request.host,
    path,
    query: query === undefined ? undefined : maskedQuery(query),
    address: request.address,
    country: countries[request.address],
    port: request.port,
    userAgent: header("user-agent"),
    referer: header("referer").split("?", 1)[0] ?? "",
    forwardedFor: header("x-forwarded-for"),
    httpVersion: request.httpVersion,
    tls: request.tls,
    received: Number(header("content-length")) || 0,
    contentType: own("content-type"),
    contentLength: own("content-length"),
    contentRange: own("content-range"),
  };
}

/** Refuses bytes that node could not parse as a request. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "413 Payload Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const head = [
    "Server: CloudFront",
    "Content-Length: 0",
    "Connection: close",
    "X-Cache: Error from cloudfront",
  ];
  socket.end(`HTTP/1.1 ${status}\r\n${head.join("\r\n")}\r\n\r\n`);
}
