/** An upstream application for tests: two TLS ports, as an instance has them, that tell what they got. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { type LocalInstance, selfSigned } from "../../../../local/edge";
import { type HeaderList, headerPairs } from "../../../../local/edge/headers";
import { listen, stop } from "../../../../local/edge/listening";

/** What the application saw of one request. */
export interface Seen {
  readonly tier: "public" | "members";
  readonly method: string;
  /** The raw request target. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** How a test wants a request answered. */
export type Answer = (seen: Seen, response: ServerResponse) => void;

/** Names of the ports by the number that they have on an instance. */
const tiers = { 8443: "public", 8444: "members" } as const;

/** Answers with what was seen, as JSON. */
export const echo: Answer = (seen, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen));
};

/** An application that runs. */
export class EchoApp {
  /** Every request that came, health checks aside. */
  readonly seen: Seen[] = [];
  answer: Answer = echo;
  healthy = true;
  private constructor(
    private readonly servers: Server[],
    readonly instance: LocalInstance,
  ) {}

  static async start(id = "i-test-1"): Promise<EchoApp> {
    const certificate = selfSigned(["instance"]);
    const servers: Server[] = [];
    const ports: Record<number, number> = {};
    const app = new EchoApp(servers, { id, ports });
    for (const [port, tier] of Object.entries(tiers)) {
      const server = createServer(
        certificate,
        (message, response) => void app.serve(tier, message, response),
      );
      servers.push(server);
      ports[Number(port)] = await listen(server, 0);
    }
    return app;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map(stop));
  }

  private async serve(tier: Seen["tier"], message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    if (message.url === "/healthz") {
      response.writeHead(this.healthy ? 200 : 503).end();
      return;
    }
    const seen: Seen = {
      tier,
      method: message.method ?? "",
      url: message.url ?? "",
      headers: headerPairs(message.rawHeaders),
      body: Buffer.concat(chunks).toString("latin1"),
    };
    this.seen.push(seen);
    this.answer(seen, response);
  }
}
