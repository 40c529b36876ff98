/** A process of the edge's benchmark: the application, a bare reverse proxy, or the edge. It sends its port to its parent. */
import { createServer } from "node:https";
import { pipeline } from "node:stream";
import { Agent, type Dispatcher } from "undici";
import { selfSigned, startEdge } from "../../local/edge";
import { listen } from "../../local/edge/listening";

/** The first message of the parent. */
export interface Role {
  readonly role: "app" | "proxy" | "edge";
  /** The port of the application, for the other two. */
  readonly app?: number;
  readonly cloudDir?: string;
  /** The id of the distribution to serve, if there are several. */
  readonly distribution?: string;
  readonly logFile?: string;
}

/** The size of the edge's cache in bytes, small enough to be full before memory is measured. */
const cacheBytes = 4 * 1024 * 1024;

const page = Buffer.alloc(1024, "x");

async function app(): Promise<number> {
  const server = createServer(selfSigned(["localhost"]), (message, response) => {
    message.resume();
    response.writeHead(200, { "content-type": "text/plain", "content-length": page.length }).end(page);
  });
  return listen(server, 0);
}

/** A minimal reverse proxy with the same server and client libraries. */
async function proxy(port: number): Promise<number> {
  const agent = new Agent({ connect: { rejectUnauthorized: false }, connections: 128 });
  const server = createServer(selfSigned(["localhost"]), (message, response) => {
    agent
      .request({
        origin: `https://127.0.0.1:${port}`,
        path: message.url ?? "/",
        method: message.method as Dispatcher.HttpMethod,
        headers: { host: message.headers.host ?? "" },
      })
      .then(
        ({ statusCode, headers, body }) => {
          response.writeHead(statusCode, headers);
          pipeline(body, response, () => undefined);
        },
        () => response.destroy(),
      );
  });
  return listen(server, 0);
}

async function edge({ app: port = 0, cloudDir = "", distribution, logFile }: Role): Promise<number> {
  const running = await startEdge({
    cloudDir,
    distribution,
    logFile,
    cacheBytes,
    upstream: { instances: [{ id: "i-bench", ports: { 8443: port, 8444: port } }] },
  });
  return Number(new URL(running.httpsUrl).port);
}

/** Returns the memory of the process after garbage collection, in bytes. */
function memory(): { rss: number; heap: number } {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}

process.on("message", (message: Role | "memory" | "time") => {
  if (message === "memory") {
    process.send?.(memory());
    return;
  }
  if (message === "time") {
    const { user, system } = process.cpuUsage();
    process.send?.({ seconds: (user + system) / 1_000_000 });
    return;
  }
  const started = { app, proxy: () => proxy(message.app ?? 0), edge: () => edge(message) }[message.role]();
  started.then(
    (port) => process.send?.({ port }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit(0));
