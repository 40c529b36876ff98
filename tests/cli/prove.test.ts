/** `secure-origin prove` against the dev stack behind a local edge. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { selfSigned } from "../../local/edge";
import { listen, stop } from "../../local/edge/listening";
import { DevSite, host } from "../local/edge/support/devSite";
import { strict } from "../local/edge/support/strictApp";
import { inFolder, secureOrigin } from "./support";

interface Row {
  readonly check: string;
  readonly ok?: boolean;
  readonly seen: string;
  readonly settles?: string;
  readonly playedAs?: string;
}

describe("secure-origin prove", function () {
  this.timeout(120_000);
  let site: DevSite;
  let flags: string[];

  before(async () => {
    site = await DevSite.start();
    site.app.answer = strict;
    const key = join(site.stack.folder.root, "key.pem");
    writeFileSync(key, site.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    const places = {
      "--connect": site.edge.httpsUrl,
      "--balancer": site.edge.albUrl,
      "--instance": site.edge.instanceUrls[site.app.instance.id]?.[8444] ?? "",
    };
    flags = ["prove", "--url", `https://${host}`, "--key-pair-id", site.keyId, "--private-key", key];
    flags.push(...Object.entries(places).flatMap(([flag, url]) => [flag, url.replace("https://", "")]));
  });
  after(() => site.stop());

  it("finds the dev stack as it has to be, and takes nothing that the local edge plays for AWS's answer", async () => {
    const { code, out, err } = await secureOrigin(...flags, "--json");
    const rows = JSON.parse(out) as Row[];
    assert.deepEqual(
      rows.filter(({ ok }) => ok !== true),
      [],
    );
    assert.equal(code, 0);
    assert.equal(rows.length, 15);
    assert.ok(rows.every(({ settles }) => settles === undefined));
    assert.equal(rows.filter(({ playedAs }) => playedAs !== undefined).length, 5);
    assert.match(err, /settles nothing about AWS/);
  });

  it("prints a table, and fails when a site lets through what it must not", async () => {
    const open = ["--path", "/", "--other-path", "/"];
    const { code, out } = await secureOrigin(...flags, ...open);
    assert.equal(code, 1);
    assert.match(out, /^NO +unsigned +403 +200/m);
  });

  it("shows control characters of what the network answered by their numbers", async () => {
    const { key, cert } = selfSigned([host]);
    const server = createServer({ key, cert }, (_request, response) => {
      response.writeHead(403, { "x-cache": "Miss\u009b2J from edge" }).end();
    });
    const port = await listen(server, 0);
    try {
      const { out } = await secureOrigin(...flags, "--connect", `localhost:${port}`);
      assert.match(out, /^ok +unsigned +403 +403, Miss\\u009b2J from edge/m);
      assert.ok(!out.includes("\u009b"));
    } finally {
      await stop(server);
    }
  });

  it("says that a local stack's site does not run, before it asks the stack's name of the internet", async () => {
    const { code, err } = await inFolder(site.stack.folder.root, "prove", "--stack", "dev");
    assert.equal(code, 1);
    assert.match(
      err,
      /stack dev is in the local cloud, and its site does not run[\s\S]*npm start -- --stack dev/,
    );
  });

  it("says in one line what is missing, or that nobody is there", async () => {
    const nothing = await secureOrigin("prove");
    assert.equal(nothing.code, 2);
    assert.match(nothing.err, /neither --stack nor --url/);
    const [, , , ...rest] = flags;
    const nobody = await secureOrigin(
      "prove",
      "--url",
      `https://${host}`,
      ...rest,
      "--connect",
      "localhost:1",
    );
    assert.equal(nobody.code, 1);
    assert.match(nobody.err, /nobody answers at localhost:1/);
  });
});
