/** Ports that people can remember. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { basename } from "node:path";
import { type HeldPorts, holdPorts } from "../../../local/site/freePort";
import { portOwner } from "../../../local/site/portOwner";

/** A port that this process holds. */
async function held(): Promise<{ port: number; holder: Server }> {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  return { port: (holder.address() as AddressInfo).port, holder };
}

async function release(holder: Server): Promise<void> {
  holder.close();
  await once(holder, "close");
}

describe("ports of the local site", () => {
  const all: HeldPorts<string>[] = [];
  afterEach(async () => {
    for (const ports of all.splice(0)) {
      await ports.release();
    }
  });

  /** The ports that a site would use; they are held until the end of the test. */
  const freePorts = async <Name extends string>(
    preferred: Readonly<Record<Name, number>>,
    moved?: (line: string) => void,
  ): Promise<Readonly<Record<Name, number>>> => {
    const ports = await holdPorts(preferred, moved);
    all.push(ports);
    return ports.ports;
  };

  it("are the preferred ones, and where one is taken a later one, which one line says", async () => {
    const { port, holder } = await held();
    const lines: string[] = [];
    const found = await freePorts({ site: port, any: 0 }, (line) => lines.push(line));
    const owner = existsSync("/proc/net/tcp")
      ? ` by ${basename(process.argv[0] ?? "")} (process ${process.pid})`
      : "";
    await release(holder);
    assert.notEqual(found.site, port);
    assert.deepEqual(lines, [`Port ${port} (site) is in use${owner}; using ${found.site} instead`]);
    assert.deepEqual(await freePorts({ site: port }, (line) => lines.push(line)), { site: port });
    assert.equal(lines.length, 1, "a port that is free is nothing to tell");
  });

  it("are not taken from the next in the list, which keeps its own", async () => {
    const { port, holder } = await held();
    const found = await freePorts({ one: port, two: port + 1 });
    await release(holder);
    assert.notEqual(found.one, port + 1);
  });

  it("are all different, also where the same is preferred twice", async () => {
    const { port: site, holder } = await held();
    await release(holder);
    const found = Object.values(await freePorts({ one: site, two: site, any: 0, other: 0 }));
    assert.equal(new Set(found).size, found.length);
    assert.ok(!found.includes(0));
  });

  it("are held until they are released: two sites that start at once take different ones", async () => {
    const { port, holder } = await held();
    await release(holder);
    const first = await holdPorts({ site: port });
    const second = await freePorts({ site: port });
    assert.notEqual(second.site, first.ports.site);
    await first.release("site");
    assert.equal((await freePorts({ site: port })).site, port);
  });
});

describe("the owner of a port", () => {
  it("is not known where the system does not tell", async () => {
    const { port, holder } = await held();
    assert.equal(portOwner(port, "/nonexistent"), undefined);
    await release(holder);
  });
});
