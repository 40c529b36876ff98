import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { listen, stop } from "../../../app/server/lifecycle";

describe("a listener of the site", () => {
  /** The address that a listener gets. */
  const addressFor = async (host?: string): Promise<string> => {
    const server = createServer();
    const port = await listen(server, 0, host);
    const { address, port: bound } = server.address() as AddressInfo;
    await stop([server], { ready: true }, 0);
    assert.equal(bound, port);
    return address;
  };

  it("binds to the one interface in the configuration", async () => {
    assert.equal(await addressFor("127.0.0.1"), "127.0.0.1");
  });

  it("binds to all interfaces by default, so that the load balancer reaches it", async () => {
    assert.match(await addressFor(), /^(?:::|0\.0\.0\.0)$/);
  });
});
