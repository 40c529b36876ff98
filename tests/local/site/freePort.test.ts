/** Ports that people can remember. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { freePorts } from "../../../local/site/freePort";

describe("ports of the local site", () => {
  it("are the preferred ones, and where one is taken a later one", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo;
    const found = await freePorts({ site: port });
    holder.close();
    await once(holder, "close");
    assert.notEqual(found.site, port);
    assert.deepEqual(await freePorts({ site: port }), { site: port });
  });

  it("are all different, also where the same is preferred twice", async () => {
    const { site } = await freePorts({ site: 0 });
    const found = Object.values(await freePorts({ one: site, two: site, any: 0, other: 0 }));
    assert.equal(new Set(found).size, found.length);
    assert.ok(!found.includes(0));
  });
});
