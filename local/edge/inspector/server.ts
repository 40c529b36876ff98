/** The inspector: a page that shows requests at the edge and explains hypothetical ones. */
import type { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import * as z from "zod";
import { explain, requestFromUrl } from "../../../signer/verify";
import { arrivalProblem } from "../../loopback";
import type { EdgeEvents } from "../events";
import type { RequestRecord } from "../log/record";
import type { LiveView } from "../stackView/liveView";
import { drawStack } from "./picture";
import { reaches } from "./reach";

/** Number of past requests that a newly opened page receives. */
const remembered = 200;

/** Only the page's own files, nothing inline, no framing. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["inspector.html", "text/html; charset=utf-8"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
  "/inspector.css": ["inspector.css", "text/css; charset=utf-8"],
  "/parts.css": ["parts.css", "text/css; charset=utf-8"],
  "/inspector.js": ["inspector.js", "text/javascript; charset=utf-8"],
};

const question = z.strictObject({
  url: z.string().min(1).max(20_000),
  method: z
    .string()
    .regex(/^[A-Z]{1,12}$/)
    .default("GET"),
  cookie: z.string().max(20_000).optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  /** RFC 3339. */
  now: z.iso.datetime({ offset: true }).optional(),
});

/** Other sites may neither embed nor read the inspector. */
const sameOrigin = { "cross-origin-resource-policy": "same-origin", "x-content-type-options": "nosniff" };

function send(response: ServerResponse, status: number, type: string, text: string | Buffer): void {
  response
    .writeHead(status, {
      "content-type": type,
      "content-security-policy": policy,
      ...sameOrigin,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    })
    .end(text);
}

const json = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, "application/json; charset=utf-8", JSON.stringify(value));

/** Returns what the page shows of the stack. */
function stackOf(live: LiveView): Record<string, unknown> {
  const { view, problem } = live.current();
  if (view === undefined) {
    return { problem };
  }
  const { id, domainNames, behaviors } = view.distribution;
  return {
    id,
    domainNames,
    svg: drawStack(view),
    reaches: reaches(view),
    keys: [...new Set(behaviors.flatMap(({ trustedKeyIds }) => trustedKeyIds))],
  };
}

async function readBody(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 64 * 1024) {
      return undefined;
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Explains a typed request, or answers why it cannot. */
async function explainTyped(
  live: LiveView,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = question.safeParse(await readBody(message));
  if (!asked.success) {
    const [issue] = asked.error.issues;
    json(response, 400, { problem: `${issue?.path.join(".") ?? "request"}: ${issue?.message ?? "wrong"}` });
    return;
  }
  const { url, method, cookie, ip, now } = asked.data;
  const request = requestFromUrl(url, cookie === undefined ? { method } : { method, cookie });
  const { view, problem } = live.current();
  if (request === undefined || view === undefined) {
    json(response, 400, { problem: problem ?? "url: write it in full, https://… , as the viewer sends it" });
    return;
  }
  const seconds = Math.floor((now === undefined ? Date.now() : Date.parse(now)) / 1000);
  json(response, 200, explain(request, view.distribution.access, seconds, ip));
}

/** Creates the inspector's server; `close` ends the pages' event streams. */
export function createInspector(
  live: LiveView,
  events: EventEmitter<EdgeEvents>,
): { server: Server; close: () => void } {
  const recent: RequestRecord[] = [];
  const pages = new Set<ServerResponse>();
  const tell = (event: string, value: unknown): void => {
    const text = `event: ${event}\ndata: ${JSON.stringify(value)}\n\n`;
    for (const page of pages) {
      // A page that reads too slowly misses events.
      if (page.writableLength < 1_000_000) {
        page.write(text);
      }
    }
  };
  events.on("request", (record) => {
    recent.push(record);
    recent.splice(0, Math.max(0, recent.length - remembered));
    if (pages.size > 0) {
      tell("request", record);
    }
  });
  events.on("stack", () => {
    if (pages.size > 0) {
      tell("stack", stackOf(live));
    }
  });

  const stream = (response: ServerResponse): void => {
    response.writeHead(200, {
      ...sameOrigin,
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    response.write(
      `retry: 1000\nevent: hello\ndata: ${JSON.stringify({ recent, stack: stackOf(live) })}\n\n`,
    );
    pages.add(response);
    response.once("close", () => pages.delete(response));
  };
  const server = createServer((message, response) => {
    const path = (message.url ?? "").split("?", 1)[0] ?? "";
    const file = files[path];
    const problem = arrivalProblem(message.headers, "own");
    if (problem !== undefined) {
      send(response, problem.status, "text/plain", `${problem.text}\n`);
    } else if (message.method === "POST" && path === "/explain") {
      explainTyped(live, message, response).catch(() => response.destroy());
    } else if (message.method !== "GET") {
      send(response, 405, "text/plain", "");
    } else if (path === "/events") {
      stream(response);
    } else if (file !== undefined) {
      send(response, 200, file[1], readFileSync(join(__dirname, "page", file[0])));
    } else {
      send(response, 404, "text/plain", "Not found\n");
    }
  });
  return { server, close: () => pages.forEach((page) => page.destroy()) };
}
