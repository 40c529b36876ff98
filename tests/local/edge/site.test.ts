/** The dev stack behind the edge: what is forwarded, cached, shown and logged; and a stack that changes while it is served. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RequestRecord } from "../../../local/edge";
import { epochSeconds, now } from "../../../signer";
import { simulatedTraffic } from "./simulatedTraffic";
import { type Answer, echo, type Seen } from "./support/app";
import { DevSite, host } from "./support/devSite";
import { type RawAnswer, request, send } from "./support/raw";

describe("the dev stack behind the edge", function () {
  this.timeout(180_000);
  let site: DevSite;

  before(async () => {
    site = await DevSite.start();
  });
  after(() => site.stop());
  beforeEach(() => {
    site.app.seen.length = 0;
    site.app.answer = echo;
    site.edge.clearCache();
  });

  const get = (target: string, ...lines: string[]): Promise<RawAnswer> =>
    send(site.edge.httpsUrl, request("GET", target, host, ...lines));
  const signed = (path: string): string => {
    const url = site.signer("sha256").signUrl({
      url: `https://${host}${path}`,
      expires: epochSeconds(now() + 600),
    });
    return url.slice(`https://${host}`.length);
  };
  const seen = (): Seen => {
    const [only] = site.app.seen;
    assert.ok(only !== undefined, "nothing reached the application");
    return only;
  };
  const file =
    (headers: Record<string, string> = {}): Answer =>
    (_seen, response) =>
      response.writeHead(200, { "content-type": "text/plain", ...headers }).end("0123456789");

  describe("forwards", () => {
    it("a signed request to the members port, without CloudFront's own parameters", async () => {
      const answer = await get(signed("/premium/a?x=1&y=%2f"));
      assert.equal(answer.status, 200);
      assert.equal(seen().tier, "members");
      assert.equal(seen().url, "/premium/a?x=1&y=%2f");
    });

    it("the path as it was sent", async () => {
      await get("/a%2Fb/%7e//c/../d;e");
      assert.equal(seen().url, "/a%2Fb/%7e//c/../d;e");
      assert.equal(seen().tier, "public");
    });

    it("the listed headers and cookies, and none beside them", async () => {
      await get("/", "Accept-Language: de", "X-Other: 1", "Authorization: Basic x", "Cookie: session=a; b=c");
      const names = seen().headers.map(([name]) => name.toLowerCase());
      assert.ok(names.includes("accept-language"));
      assert.ok(!names.includes("x-other") && !names.includes("authorization"));
      assert.deepEqual(
        seen().headers.filter(([name]) => name === "Cookie"),
        [["Cookie", "session=a; b=c"]],
      );
    });

    it("no cookie and no query where the policy wants none", async () => {
      await get(signed("/downloads/a?x=1"), "Cookie: session=a");
      assert.equal(seen().url, "/downloads/a");
      assert.ok(!seen().headers.some(([name]) => name.toLowerCase() === "cookie"));
    });

    it("a body, with its length or in chunks", async () => {
      const lines = ["Content-Type: text/plain", "Content-Length: 5"];
      await send(site.edge.httpsUrl, `${request("POST", "/form", host, ...lines)}hello`);
      const chunked = request("POST", "/form", host, "Transfer-Encoding: chunked");
      await send(site.edge.httpsUrl, `${chunked}3\r\nabc\r\n0\r\n\r\n`);
      assert.deepEqual(
        site.app.seen.map(({ body }) => body),
        ["hello", "abc"],
      );
    });

    it("no method that the behavior does not take", async () => {
      const answer = await send(site.edge.httpsUrl, request("POST", signed("/downloads/a"), host));
      assert.equal(answer.status, 403);
      assert.equal(site.app.seen.length, 0);
    });

    it("plain http to https, by a redirect that keeps the query", async () => {
      const answer = await send(site.edge.url, request("GET", "/a?b=c", host));
      assert.equal(answer.status, 301);
      assert.equal(answer.headers["location"], `https://${host}/a?b=c`);
      const local = await send(
        site.edge.url,
        request("POST", "/a", `localhost:${new URL(site.edge.url).port}`),
      );
      assert.equal(local.status, 307);
      assert.equal(local.headers["location"], `${site.edge.httpsUrl}/a`);
    });
  });

  describe("keeps in memory", () => {
    it("a file, and asks for the signature all the same", async () => {
      site.app.answer = file({ "cache-control": "max-age=60", etag: '"v1"' });
      const first = await get(signed("/downloads/a"));
      const second = await get(signed("/downloads/a"));
      assert.equal(first.headers["x-cache"], "Miss from cloudfront");
      assert.equal(second.headers["x-cache"], "Hit from cloudfront");
      assert.match(second.headers["age"] ?? "", /^\d+$/);
      assert.equal(second.body, "0123456789");
      assert.equal(site.app.seen.length, 1);
      assert.equal((await get("/downloads/a")).status, 403);
    });

    it("a range, and the answer that nothing has changed", async () => {
      site.app.answer = file({ etag: '"v1"' });
      await get(signed("/downloads/a"));
      const part = await get(signed("/downloads/a"), "Range: bytes=2-4");
      assert.equal(part.status, 206);
      assert.equal(part.body, "234");
      assert.equal(part.headers["content-range"], "bytes 2-4/10");
      assert.equal((await get(signed("/downloads/a"), "Range: bytes=90-")).status, 416);
      assert.equal((await get(signed("/downloads/a"), 'If-None-Match: "v1"')).status, 304);
      assert.equal(site.app.seen.length, 1);
    });

    it("no two spellings of a path as one", async () => {
      site.app.answer = ({ url }, response) => response.writeHead(200).end(url);
      await get(signed("/downloads/a"));
      const other = await get(signed("/downloads/%61"));
      assert.equal(other.headers["x-cache"], "Miss from cloudfront");
      assert.equal(other.body, "/downloads/%61");
    });

    it("no page made for one person", async () => {
      site.app.answer = file({ "cache-control": "max-age=60" });
      await get(signed("/premium/a"));
      assert.equal((await get(signed("/premium/a"))).headers["x-cache"], "Miss from cloudfront");
    });

    it("no cookie of somebody else: where none is forwarded, none comes back", async () => {
      site.app.answer = file({ "set-cookie": "session=secret" });
      const answer = await get(signed("/downloads/a"));
      assert.equal(answer.headers["set-cookie"], undefined);
      site.app.answer = file({ "set-cookie": "session=mine" });
      assert.equal((await get("/")).headers["set-cookie"], "session=mine");
    });

    it("an answer that broke off not at all", async () => {
      site.app.answer = (_seen, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => response.destroy());
      };
      const cut = await get(signed("/downloads/a"));
      assert.ok(!cut.text.includes("Hit"));
      site.app.answer = file();
      const whole = await get(signed("/downloads/a"));
      assert.equal(whole.headers["x-cache"], "Miss from cloudfront");
      assert.equal(whole.body, "0123456789");
    });

    it("no error, of files or of pages, but for as long as the application says", async () => {
      for (const [status, path] of [
        [404, "/downloads/gone"],
        [403, "/downloads/closed"],
        [500, "/premium/broken"],
      ] as const) {
        site.app.seen.length = 0;
        site.app.answer = (_seen, response) => response.writeHead(status).end("no");
        await get(signed(path));
        await get(signed(path));
        assert.equal(site.app.seen.length, 2, path);
      }
      site.app.seen.length = 0;
      site.app.answer = (_seen, response) =>
        response.writeHead(404, { "cache-control": "max-age=60" }).end("no");
      await get(signed("/downloads/gone"));
      await get(signed("/downloads/gone"));
      assert.equal(site.app.seen.length, 1);
    });
  });

  describe("shows", () => {
    it("the 403 page of the bucket with its own status, for an edge's refusal and for the application's", async () => {
      const page = await get("/premium/x");
      assert.equal(page.status, 403);
      assert.equal(page.headers["x-cache"], "Error from cloudfront");
      assert.match(page.headers["content-security-policy"] ?? "", /default-src 'none'/);
      assert.match(page.body, /This page is for members/);
      site.app.answer = (_seen, response) => response.writeHead(403).end("the application's own");
      const replaced = await get(signed("/premium/x"));
      assert.equal(replaced.status, 403);
      assert.match(replaced.body, /This page is for members/);
    });

    it("the page for an application that is down", async () => {
      site.app.answer = (_seen, response) => response.destroy();
      const answer = await get("/");
      assert.equal(answer.status, 502);
      assert.match(answer.body, /<html/);
      assert.equal(answer.headers["server"], "AmazonS3");
    });

    it("what the page loads, and nothing else of the bucket", async () => {
      assert.equal((await get("/error-pages/page.css")).status, 200);
      assert.equal((await get("/error-pages/nothing.css")).status, 403);
    });

    it("the headers of the response headers policy, and HSTS on the site's own name alone", async () => {
      const own = await get("/");
      assert.equal(own.headers["x-content-type-options"], "nosniff");
      assert.match(own.headers["strict-transport-security"] ?? "", /max-age=63072000/);
      const local = await send(site.edge.httpsUrl, request("GET", "/", "localhost:8443"));
      assert.equal(local.status, 200);
      assert.equal(local.headers["strict-transport-security"], undefined);
    });
  });

  describe("logs", () => {
    it("each request in AWS's fields, without query and cookies", async () => {
      const logFile = join(site.stack.folder.root, "of-one-request.log");
      const edge = await DevSite.edgeOn(site.stack, site.app, { logFile });
      const over = once(edge.events, "request") as Promise<[RequestRecord]>;
      const target = signed("/downloads/a?name=value");
      const lines = ["Cookie: session=secret", "User-Agent: tests"];
      await send(edge.httpsUrl, request("GET", target, host, ...lines));
      const [record] = await over;
      await edge.close();
      assert.equal(record.ended.hop, "instance");
      assert.equal(record.ended.target, `${site.app.instance.id}:8444`);
      assert.match(record.ended.rule ?? "", /^\d+$/);
      assert.equal(record.keyId, site.keyId);
      assert.equal(record.query, "name=value&Expires=…&Key-Pair-Id=…&Signature=…&Hash-Algorithm=…");
      const file = readFileSync(logFile, "utf8");
      const line = JSON.parse(file) as Record<string, string>;
      assert.equal(line["cs-uri-stem"], "/downloads/a");
      assert.equal(line["sc-status"], "200");
      assert.equal(line["x-edge-result-type"], "Miss");
      assert.equal(line["cs(User-Agent)"], "tests");
      assert.ok(!/Signature|name=value|secret/.test(file), "a log with credentials");
    });
  });

  simulatedTraffic(() => site, signed);

  describe("while the stack changes under it", () => {
    it("sends the new secret header, and trusts the new key instead of the old, without a restart", async () => {
      await get("/");
      const header = (one: Seen): string | undefined =>
        one.headers.find(([name]) => name.toLowerCase() === "x-from-cloudfront")?.[1];
      const [before] = site.app.seen;
      const old = signed("/premium/a");
      assert.equal((await get(old)).status, 200);

      const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
      const changed = (text: string): string =>
        text.replace("headerGeneration: 1", "headerGeneration: 2").replace("id: dev-1", "id: dev-2");
      await site.stack.up(...DevSite.configuration(site.stack, pem, changed));

      site.app.seen.length = 0;
      assert.equal((await get("/")).status, 200);
      const [after] = site.app.seen;
      assert.ok(before !== undefined && after !== undefined);
      assert.notEqual(header(after), header(before));
      const refused = await get(old);
      assert.equal(refused.status, 403);
    });

    it("refuses everything once the stack is gone", async () => {
      await site.stack.destroy();
      assert.equal((await get("/")).status, 503);
      assert.equal((await send(site.edge.albUrl, request("GET", "/", host))).status, 0);
    });
  });
});
