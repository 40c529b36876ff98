/** Requests that mean harm, against the project's own dev stack behind the edge: none gets what it should not. */
import assert from "node:assert/strict";
import type { RunningEdge } from "../../../local/edge";
import { epochSeconds, now, type SignedCookies } from "../../../signer";
import { DevSite, host, plays } from "./support/devSite";
import { crossing, get, type Row, row, spellings, table } from "./support/hostileRows";
import { type RawAnswer, send } from "./support/raw";
import { contentOf, strict } from "./support/strictApp";

describe("hostile requests", function () {
  this.timeout(120_000);
  let site: DevSite;
  let cookies: SignedCookies;
  /** Reads a path that AWS's pages leave open as public, where the other refuses it. */
  let openEdge: RunningEdge;

  before(async () => {
    site = await DevSite.start();
    openEdge = await DevSite.edgeOn(site.stack, site.app, { openPaths: "public" });
    site.app.answer = strict;
    cookies = site.signer("sha256").signCookies({
      resource: `https://${host}/premium/*`,
      expires: epochSeconds(now() + 600),
    });
  });
  after(async () => {
    await openEdge.close();
    await site.stop();
  });
  beforeEach(() => {
    site.app.seen.length = 0;
  });

  const ask = ({ bytes, door = "https", from }: Row): Promise<RawAnswer> => {
    const urls = {
      https: site.edge.httpsUrl,
      http: site.edge.url,
      balancer: site.edge.albUrl,
      instance: site.edge.instanceUrls[site.app.instance.id]?.[8444] ?? "",
    };
    return send(urls[door], bytes, from === undefined ? {} : { from });
  };

  for (const [title, rows] of Object.entries(table)) {
    describe(`without a credential: ${title}`, () => {
      for (const one of rows) {
        it(JSON.stringify(one.name), async () => {
          const answer = await ask(one);
          assert.ok(!answer.text.includes("content of"), answer.text);
          assert.deepEqual(
            site.app.seen.filter(({ tier }) => tier === "members"),
            [],
          );
          assert.ok(
            site.app.seen.every(({ url }) => !url.includes("smuggled")),
            "a smuggled request arrived",
          );
          assert.ok(one.expect.includes(answer.status), `${answer.status}: ${answer.text.slice(0, 400)}`);
        });
      }
    });
  }

  describe("without a credential, and every path of two readings read as public", () => {
    for (const { name, bytes } of spellings) {
      it(JSON.stringify(name), async () => {
        const answer = await send(openEdge.httpsUrl, bytes);
        assert.ok(!answer.text.includes("content of"), answer.text);
        assert.deepEqual(
          site.app.seen.filter(({ tier }) => tier === "members"),
          [],
        );
        assert.ok([400, 403, 404].includes(answer.status), answer.text);
      });
    }

    it("lets some through to the public port that the other edge refuses, or it would show nothing", async () => {
      await send(openEdge.httpsUrl, get("/%70remium/x"));
      assert.deepEqual(
        site.app.seen.map(({ tier, url }) => [tier, url]),
        [["public", "/%70remium/x"]],
      );
    });
  });

  describe("with a credential for /premium/ that is right", () => {
    it("reaches /premium/ itself", async () => {
      const answer = await ask(row("", get("/premium/x", `Cookie: ${cookieHeader()}`)));
      assert.equal(answer.status, 200);
      assert.ok(answer.text.includes(contentOf("/premium/")));
    });
    for (const target of crossing) {
      for (const carried of ["cookies", "query"] as const) {
        it(`not ${JSON.stringify(target)}, by ${carried}`, async () => {
          const joint = target.includes("?") ? "&" : "?";
          const bytes =
            carried === "cookies"
              ? get(target, `Cookie: ${cookieHeader()}`)
              : get(`${target}${joint}${queryOf(cookies)}`);
          for (const url of [site.edge.httpsUrl, openEdge.httpsUrl]) {
            const answer = await send(url, bytes);
            assert.ok(!answer.text.includes(contentOf("/secure/")), answer.text);
            assert.ok(!answer.text.includes(contentOf("/downloads/")), answer.text);
            assert.ok([400, 403, 404].includes(answer.status), answer.text);
          }
        });
      }
    }
  });

  it("gives the origin its own header, whatever the viewer calls its copy", async () => {
    const copies = [
      "X-From-CloudFront: a",
      "x-from-cloudfront: b",
      "X_From_CloudFront: c",
      "X-FROM-CLOUDFRONT: d",
    ];
    await ask(row("", get("/", ...copies)));
    const [seen] = site.app.seen;
    const values = seen?.headers.filter(([name]) => /^x.from.cloudfront$/i.test(name)) ?? [];
    assert.deepEqual(
      values.map(([name]) => name),
      ["X-From-CloudFront"],
    );
    assert.match(values[0]?.[1] ?? "", /^[0-9a-f]{64}$/);
  });

  it("tells the origin the viewer's real address, and appends it to what the viewer claims", async () => {
    await ask(
      row(
        "",
        get("/", "CloudFront-Viewer-Address: 6.6.6.6:1", "X-Forwarded-For: 6.6.6.6", "X-Real-IP: 6.6.6.6"),
      ),
    );
    const headers = site.app.seen[0]?.headers ?? [];
    const of = (wanted: string): string[] =>
      headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
    assert.match(of("cloudfront-viewer-address").join(), /^127\.0\.0\.1:\d+$/);
    assert.match(of("x-forwarded-for").join(), /^6\.6\.6\.6,127\.0\.0\.1, 130\.176\.0\.1$/);
    assert.deepEqual(of("x-real-ip"), []);
  });

  it("answers a second request on the connection by itself", async () => {
    const first = get("/").replace("Connection: close\r\n", "");
    const answer = await ask(row("", first + get("/premium/x")));
    assert.equal(answer.count, 2);
    assert.match(answer.text, /HTTP\/1\.1 403 /);
    assert.ok(site.app.seen.every(({ tier }) => tier === "public"));
  });

  it("lets the load balancer itself reach the instance, so that the others were refused for who they are", async () => {
    const answer = await ask({ ...row("", get("/premium/x")), door: "instance", from: plays.balancer });
    assert.equal(answer.status, 200);
  });

  function cookieHeader(): string {
    return Object.entries(cookies.values)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  }
});

/** The same credential as parameters. */
function queryOf({ values }: SignedCookies): string {
  return Object.entries(values)
    .map(([name, value]) => `${name.replace("CloudFront-", "")}=${value}`)
    .join("&");
}
