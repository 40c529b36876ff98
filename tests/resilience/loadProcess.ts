/** The process that asks. Talks to its parent. */
import { Agent } from "undici";
import type { Answer, Ask, Order } from "./load";

/** How often a batch begins, milliseconds: timers are not fine enough for single requests. */
const beat = 10;

/** Requests under way at once: where the machine cannot keep up, fewer are made, and none waits in line. */
const most = 128;

/** Milliseconds after which an answer counts as one that did not come. */
const patience = 60_000;

let asks: readonly Ask[] = [];
let answers: Answer[] = [];
let turn = 0;
const underWay = new Set<Promise<void>>();
const agent = new Agent({
  connect: { rejectUnauthorized: false, timeout: patience },
  connections: 32,
  pipelining: 1,
});

async function one(origin: string, host: string, ask: Ask): Promise<void> {
  const { name, path, tier } = ask;
  const began = Date.now();
  const note = (wrong?: string, id?: string): void => {
    answers.push({ name, began, ended: Date.now(), ...(wrong !== undefined && { wrong, id }) });
  };
  try {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path,
      method: "GET",
      headers: { ...ask.headers, host },
      signal: AbortSignal.timeout(patience),
    });
    await body.dump({ limit: 1024 * 1024 });
    const served = headers["x-tier"];
    const fits = statusCode === 200 && (tier === undefined || served === tier);
    const came = statusCode === 200 ? `the ${String(served)} port answered` : `status ${statusCode}`;
    note(fits ? undefined : came, String(headers["x-amz-cf-id"] ?? ""));
  } catch (error) {
    note((error as Error).message);
  }
}

function ask(origin: string, host: string): void {
  const next = asks[turn % asks.length];
  turn += 1;
  if (next !== undefined) {
    const asked: Promise<void> = one(origin, host, next).finally(() => underWay.delete(asked));
    underWay.add(asked);
  }
}

function start(port: number, host: string, rate: number): void {
  const origin = `https://127.0.0.1:${port}`;
  const began = performance.now();
  let begun = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - began) * rate) / 1000);
    for (; begun < due && underWay.size < most; begun += 1) {
      ask(origin, host);
    }
    begun = due;
  }, beat);
}

process.on("message", (order: Order) => {
  switch (order.kind) {
    case "start":
      start(order.port, order.host, order.rate);
      break;
    case "asks":
      asks = order.asks;
      break;
    case "answers":
      void Promise.all(underWay).then(() => {
        process.send?.(answers);
        answers = [];
      });
      break;
    case "stop":
      process.exit(0);
  }
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
