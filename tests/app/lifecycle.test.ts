import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:tls";
import { withTestApp } from "./support/testApp";
import { send } from "./support/wire";

describe("stopping", () => {
  it("finishes a running download and accepts no new connections", async () => {
    await withTestApp({}, async (app) => {
      const { signed: port } = app.site.ports;
      const outgoing = request({
        port,
        host: "127.0.0.1",
        path: await app.fileAt("/downloads/light-2028.csv"),
        rejectUnauthorized: false,
      });
      outgoing.end();
      const [response] = (await once(outgoing, "response")) as [import("node:http").IncomingMessage];
      const stopped = app.site.stop(20);
      await assert.rejects(send({ port, target: "/healthz" }), { code: "ECONNREFUSED" });
      let bytes = 0;
      for await (const chunk of response) {
        bytes += (chunk as Buffer).length;
      }
      assert.equal(bytes, Number(response.headers["content-length"]));
      await stopped;
    });
  });

  it("cuts off requests that take too long", async () => {
    await withTestApp({}, async (app) => {
      const { signed: port } = app.site.ports;
      const outgoing = request({
        port,
        host: "127.0.0.1",
        path: await app.fileAt("/downloads/moor-session.wav"),
        rejectUnauthorized: false,
      });
      outgoing.end();
      const [response] = (await once(outgoing, "response")) as [import("node:http").IncomingMessage];
      const cut = once(response, "error");
      response.pause();
      await app.site.stop(0);
      response.resume();
      await cut;
    });
  });

  it("fails a health check on a connection that is still open", async () => {
    await withTestApp({}, async (app) => {
      const { signed: port } = app.site.ports;
      const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
      await once(socket, "secureConnect");
      const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: members\r\n\r\n`;
      socket.write(get(await app.fileAt("/downloads/light-2028.csv")));
      await once(socket, "readable");
      const stopped = app.site.stop(20);
      socket.write(get("/healthz"));
      let end = "";
      for await (const chunk of socket) {
        end = (end + (chunk as Buffer).toString("latin1")).slice(-2_000);
      }
      assert.match(end, /HTTP\/1\.1 503 .*connection: close.*stopping\n$/is);
      await stopped;
    });
  });
});
