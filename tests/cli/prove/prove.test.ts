/** `secure-origin prove` against the dev stack behind a local edge. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { roundabout } from "../../../cli/prove/cacheChecks";
import type { Finding, Prover } from "../../../cli/prove/check";
import { checks } from "../../../cli/prove/checks";
import { questions } from "../../../cli/prove/questions";
import { selfSigned } from "../../../local/edge";
import { listen, stop } from "../../../local/edge/listening";
import { createSigner, pemKey } from "../../../signer";
import type { Answer } from "../../local/edge/support/app";
import { DevSite, host } from "../../local/edge/support/devSite";
import { namedIn, strict } from "../../local/edge/support/strictApp";
import { inFolder, secureOrigin } from "../support";

interface Row {
  readonly check: string;
  readonly ok?: boolean;
  readonly seen: string;
  readonly question?: string;
  readonly settles?: string;
  readonly simulated?: string;
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
    assert.equal(rows.length, 17);
    assert.ok(rows.every(({ settles }) => settles === undefined));
    assert.equal(rows.filter(({ simulated }) => simulated !== undefined).length, 6);
    assert.match(err, /settle nothing about AWS/);
    assert.deepEqual(
      rows.filter(({ question }) => question === questions.signatures).map(({ check }) => check),
      ["signed URL, sha256", "signed cookies, sha256", "tampered URL"],
    );
  });

  it("leaves out the checks that sign for a caller without a key", async () => {
    const [, url, at, , , , , ...places] = flags;
    const { code, out } = await secureOrigin("prove", url ?? "", at ?? "", ...places, "--unsigned", "--json");
    const rows = JSON.parse(out) as Row[];
    assert.deepEqual(
      rows.map(({ check, ok }) => [check, ok]),
      [
        "unsigned",
        "error page",
        "%2F for a slash",
        "an escape that need not be one",
        "secret header of the viewer's own",
        "load balancer, directly",
        "instance or task, directly",
      ].map((check) => [check, true]),
    );
    assert.equal(code, 0);
  });

  /** One check, by itself: a run of the command waits for a link to end. */
  const find = (name: string, edge = site.edge, more: Partial<Prover> = {}): Promise<Finding> => {
    const check = checks.find((one) => one.name === name) ?? assert.fail(name);
    return check.run({
      site: { host, connect: { host: "localhost", port: Number(new URL(edge.httpsUrl).port) } },
      signers: {
        sha256: createSigner({ key: pemKey(site.privateKey), keyPairId: site.keyId, hash: "sha256" }),
        sha1: undefined,
      },
      path: "/downloads/prove.txt",
      otherPath: "/secure/prove.txt",
      publicPath: "/",
      headerName: "X-From-CloudFront",
      balancer: undefined,
      instance: undefined,
      bucket: undefined,
      ...more,
    });
  };

  it("asks for a cached file by dot segments, and says what the cache is keyed by", async () => {
    const name = "a cached file by dot segments";
    const file = { path: namedIn("/downloads/") };
    assert.deepEqual(await find(name, site.edge, file), {
      ok: true,
      seen: "400",
      settles: "the cache is keyed by the path as it is sent, or signatures are for the normalised one",
    });
    const folding = await DevSite.edgeOn(site.stack, site.app, { readings: { path: "normalised" } });
    try {
      assert.deepEqual(await find(name, folding, file), {
        ok: false,
        seen: "200",
        settles: "the cache is keyed by the normalised path: files of another folder are kept by their names",
      });
    } finally {
      await folding.close();
    }
    assert.deepEqual(await find(name), {
      ok: true,
      seen: "400; it was not cached (--path names a file that is)",
      settles: undefined,
    });
  });

  it("asks for an error twice, and says where a cookie is in it or where it comes from the cache", async () => {
    const name = "an error, twice";
    assert.deepEqual(await find(name), {
      ok: true,
      seen: "404 and 404, 200 and 200",
      settles: "an error is not kept where its minimum TTL is 0",
    });
    const answered: Record<string, Omit<Finding, "settles">> = {
      "with Set-Cookie": {
        ok: false,
        seen: `404 and 404, 404 and 404${", with Set-Cookie".repeat(4)}`,
      },
      "from the cache": {
        ok: false,
        seen: `404 and 404, 404 and 404${", from the cache, 5 s old".repeat(4)}`,
      },
      "always 200": {
        ok: undefined,
        seen: "not tried: the site answers 200 and 200, 200 and 200 to any path",
      },
    };
    const answers: Record<string, Answer> = {
      "with Set-Cookie": (_seen, response) => response.writeHead(404, { "set-cookie": "session=mine" }).end(),
      "from the cache": (_seen, response) => response.writeHead(404, { age: "5" }).end(),
      "always 200": (_seen, response) => response.writeHead(200).end(),
    };
    try {
      for (const [what, answer] of Object.entries(answers)) {
        site.app.answer = answer;
        const { ok, seen } = await find(name);
        assert.deepEqual({ ok, seen }, answered[what], what);
      }
    } finally {
      site.app.answer = strict;
    }
  });

  it("leads from one folder to another by as many dot segments as it is deep", () => {
    assert.equal(roundabout("/secure/a.txt", "/downloads/b"), "/secure/../downloads/b");
    assert.equal(roundabout("/a/b/c.txt", "/d/e"), "/a/b/../../d/e");
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
      /stack dev is in the local cloud, and its site is not running[\s\S]*npm start -- --stack dev/,
    );
  });

  it("says in one line what is missing, or that nobody is there", async () => {
    const nothing = await secureOrigin("prove");
    assert.equal(nothing.code, 2);
    assert.match(nothing.err, /neither --stack nor --url/);
    const keyless = await secureOrigin("prove", "--url", `https://${host}`);
    assert.deepEqual(
      [keyless.code, keyless.err],
      [
        2,
        "secure-origin: there is no key to sign with\n  add --private-key FILE and --key-pair-id K…, or --unsigned\n",
      ],
    );
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
    assert.match(nobody.err, /no answer from localhost:1/);
  });
});
