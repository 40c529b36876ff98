/** Instances that are slow, fall silent or break off: the load balancer gives each up in its time. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { HopRequest } from "../../../../local/edge/hop";
import { isTimeout, UpstreamConnections } from "../../../../local/edge/loadBalancer/upstream";

/** Seconds after which a silent instance is given up here. */
const idle = 0.2;

const request = (): HopRequest => ({
  method: "GET",
  target: "/",
  headers: [],
  body: undefined,
  signal: new AbortController().signal,
});

describe("an instance behind the load balancer", () => {
  const servers: Server[] = [];
  let upstream: UpstreamConnections;
  beforeEach(() => {
    upstream = new UpstreamConnections(idle);
  });
  afterEach(async () => {
    await upstream.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const serving = async (answer: RequestListener) => {
    const server = createServer(answer).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
  };

  it("that does not answer is given up: a timeout, 504 for viewers", async () => {
    const place = await serving(() => undefined);
    await assert.rejects(upstream.send(place, false, request()), (error) => isTimeout(error));
  });

  it("that falls silent in its answer is given up, and the answer is not taken for whole", async () => {
    const place = await serving((_message, response) => {
      response.writeHead(200, { "content-length": 100 }).write("half");
    });
    const { status, body } = await upstream.send(place, false, request());
    assert.equal(status, 200);
    await assert.rejects(text(body as Readable), (error) => isTimeout(error));
  });

  it("that breaks off before its answer is no timeout: 502 for viewers", async () => {
    const place = await serving((message) => message.socket.destroy());
    await assert.rejects(upstream.send(place, false, request()), (error) => !isTimeout(error));
  });

  it("that breaks off before anybody reads its body does not end the edge, and is not taken for whole", async () => {
    const place = await serving((_message, response) => {
      response.writeHead(200, { "content-length": 100 }).write("half", () => response.destroy());
    });
    const { body } = await upstream.send(place, false, request());
    assert.ok(!Buffer.isBuffer(body));
    await new Promise((resolve) => body.once("close", resolve));
    await assert.rejects(text(body));
  });

  it("whose whole answer comes at once needs no stream; a longer one is passed on as it comes", async () => {
    const place = await serving(({ url }, response) =>
      response
        .writeHead(200, { "content-length": url === "/" ? 5 : 5_000_000 })
        .end(url === "/" ? "short" : "x".repeat(5_000_000)),
    );
    const short = await upstream.send(place, false, request());
    assert.deepEqual(short.body, Buffer.from("short"));
    const long = await upstream.send(place, false, { ...request(), target: "/long" });
    assert.ok(!Buffer.isBuffer(long.body));
    assert.equal((await text(long.body)).length, 5_000_000);
  });

  it("has its headers passed on byte for byte, and those that came twice twice", async () => {
    const place = await serving((_message, response) => {
      response.writeHead(200, [
        ...["Set-Cookie", "a=1", "X-Name", "J\xfcrgen", "Set-Cookie", "b=2"],
        ...["Content-Disposition", "inline; filename=\xe4", "Content-Length", "0"],
      ]);
      response.end();
    });
    const { headers } = await upstream.send(place, false, request());
    const own = headers.filter(([name]) => !["date", "connection", "keep-alive"].includes(name));
    assert.deepEqual(own, [
      ["set-cookie", "a=1"],
      ["x-name", "J\xfcrgen"],
      ["set-cookie", "b=2"],
      ["content-disposition", "inline; filename=\xe4"],
      ["content-length", "0"],
    ]);
  });

  it("may send informational responses first", async () => {
    const place = await serving((_message, response) => {
      response.writeEarlyHints({ link: "</a.css>; rel=preload" });
      response.writeProcessing();
      response.writeHead(404).end("none");
    });
    const { status, body } = await upstream.send(place, false, request());
    assert.equal(status, 404);
    assert.equal(Buffer.isBuffer(body) ? body.toString() : await text(body), "none");
  });

  it("is left alone when the viewer goes in the middle of its answer", async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      void serving((message, response) => {
        message.socket.once("close", () => resolve());
        response.writeHead(200).write("begun");
      }).then(async (place) => {
        const { body } = await upstream.send(place, false, { ...request(), signal: gone.signal });
        gone.abort();
        await assert.rejects(text(body as Readable), { name: "AbortError" });
      });
    });
    await closed;
  });

  it("is left alone when the viewer has gone", async () => {
    const gone = new AbortController();
    const closed = new Promise<void>((resolve) => {
      void serving((message) => {
        message.socket.once("close", () => resolve());
        gone.abort();
      }).then((place) =>
        upstream.send(place, false, { ...request(), signal: gone.signal }).catch(() => undefined),
      );
    });
    await closed;
  });
});
