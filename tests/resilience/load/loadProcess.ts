/** The process that makes the requests of a load, as its parent tells it. */
import { Agent } from "undici";
import type { Answer, LoadMessage, ViewerRequest } from "./load";

/** How often a batch of requests begins, in milliseconds: timers are too coarse for single requests. */
const interval = 10;

/** Concurrent requests at most: on a machine that cannot keep up fewer are made, and none is queued. */
const most = 128;

/** Milliseconds after which a request fails. */
const timeout = 60_000;

let requests: readonly ViewerRequest[] = [];
let answers: Answer[] = [];
let turn = 0;
const underWay = new Set<Promise<void>>();
const agent = new Agent({
  connect: { rejectUnauthorized: false, timeout },
  connections: 32,
  pipelining: 1,
});

async function send(origin: string, host: string, request: ViewerRequest): Promise<void> {
  const { name, path, tier } = request;
  const began = Date.now();
  const record = (wrong?: string, id?: string): void => {
    answers.push({ name, began, ended: Date.now(), ...(wrong !== undefined && { wrong, id }) });
  };
  try {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path,
      method: "GET",
      headers: { ...request.headers, host },
      signal: AbortSignal.timeout(timeout),
    });
    await body.dump({ limit: 1024 * 1024 });
    const served = headers["x-tier"];
    const expected = statusCode === 200 && (tier === undefined || served === tier);
    const unexpected = statusCode === 200 ? `the ${String(served)} port answered` : `status ${statusCode}`;
    record(expected ? undefined : unexpected, String(headers["x-amz-cf-id"] ?? ""));
  } catch (error) {
    record((error as Error).message);
  }
}

function sendNext(origin: string, host: string): void {
  const next = requests[turn % requests.length];
  turn += 1;
  if (next !== undefined) {
    const sent: Promise<void> = send(origin, host, next).finally(() => underWay.delete(sent));
    underWay.add(sent);
  }
}

function start(port: number, host: string, rate: number): void {
  const origin = `https://127.0.0.1:${port}`;
  const began = performance.now();
  let begun = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - began) * rate) / 1000);
    for (; begun < due && underWay.size < most; begun += 1) {
      sendNext(origin, host);
    }
    begun = due;
  }, interval);
}

process.on("message", (message: LoadMessage) => {
  switch (message.kind) {
    case "start":
      start(message.port, message.host, message.rate);
      break;
    case "requests":
      requests = message.requests;
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
