import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:tls";
import { Browser, startTestApp, type TestApp } from "./support/testApp";
import { send } from "./support/wire";

const spellings = [
  "/premium/",
  "/Premium/",
  "/PREMIUM/gallery/",
  "/premium",
  "/%70remium/",
  "/premium%2F",
  "/premium%2f",
  "/premium%252F",
  "/premium;a/",
  "/premium/;a",
  "//premium/",
  "/x/../premium/",
  "/x/..%2Fpremium/",
  "/x/%2E%2E/premium/",
  "/./premium/",
  "/.%2E/premium/",
  "/premium\\",
  "/\\premium/",
  "/premium/%00",
  "/secure/course/",
  "/SECURE/course/",
  "/assets/../secure/course/",
  "/assets/..;/secure/course/",
  "/downloads/light-2028.csv",
  "/Downloads/light-2028.csv",
  "/get/../downloads/light-2028.csv",
  "/premium/files/blue-hour.svg",
  "/secure/files/the-first-hour.txt",
  "https://members.example.com/premium/",
  "http://localhost/premium/",
];

const pages = [
  "/premium/",
  "/premium/gallery/",
  "/premium/gallery/blue-hour",
  "/secure/course/",
  "/secure/course/the-first-hour",
];

describe("tiers", () => {
  let app: TestApp;
  let premium: Browser;
  before(async () => {
    app = await startTestApp();
    premium = new Browser(app);
    await premium.signIn("premium");
  });
  after(() => app.close());

  const cookieFor = (path: string): string => premium.jar.header("members.example.com", path) ?? "";

  for (const target of spellings) {
    it(`serve nothing signed on the public port under ${target}, even to a member`, async () => {
      const headers = { cookie: cookieFor("/premium/"), accept: "text/html" };
      const answer = await send({ port: app.site.ports.public, target, headers });
      assert.ok(answer.status === 404 || answer.status === 400, String(answer.status));
      assert.doesNotMatch(answer.text, /<svg|Good light|Reading the light|sun_degrees/);
    });
  }

  for (const target of [
    "/premium/../secure/course/",
    "/premium/..%2Fsecure/course/",
    "/premium/..%2fsecure/course/",
    "/premium/%2E%2E/secure/course/",
    "/premium/%2e%2e%2fsecure/course/",
    "/premium/..%252Fsecure/course/",
    "/premium/..%5Csecure/course/",
    "/premium/..\\secure/course/",
    "/premium/..;/secure/course/",
    "/premium//../secure/course/",
    "/premium/..%00/secure/course/",
    "/premium/%C0%AE%C0%AE/secure/course/",
  ]) {
    it(`answer 400 on the members port to ${target}`, async () => {
      const headers = { cookie: cookieFor("/premium/") };
      const answer = await send({ port: app.site.ports.signed, target, headers });
      assert.deepEqual([answer.status, answer.headers["cache-control"]], [400, "no-store"]);
    });
  }

  it("check the session on each page of the members port, even with a valid signature", async () => {
    for (const target of pages) {
      const html = await send({ port: app.site.ports.signed, target, headers: { accept: "text/html" } });
      assert.deepEqual([html.status, html.headers["cache-control"]], [303, "no-store"]);
      assert.equal(html.headers.location, `/login?return=${encodeURIComponent(target)}`);
      const plain = await send({ port: app.site.ports.signed, target });
      assert.equal(plain.status, 403);
    }
  });

  it("check the entitlement on each page of the members port", async () => {
    const member = new Browser(app);
    await member.signIn("member");
    const headers = { cookie: member.jar.header("members.example.com", "/premium/") ?? "" };
    for (const target of pages.filter((page) => page.startsWith("/secure/"))) {
      assert.equal((await send({ port: app.site.ports.signed, target, headers })).status, 403);
    }
  });

  it("have no page of the public tier on the members port", async () => {
    for (const target of [
      "/",
      "/account",
      "/login",
      "/callback",
      "/request-access",
      "/get/downloads/light-2028.csv",
    ]) {
      const answer = await send({ port: app.site.ports.signed, target });
      assert.equal(answer.status, 404, target);
    }
  });

  it("send security headers with every answer, and no page with inline script", async () => {
    for (const path of [
      "/",
      "/login",
      "/account",
      "/premium/",
      "/secure/course/the-first-hour",
      "/nothing",
      "/healthz",
    ]) {
      const page = await premium.get(path);
      const policy = String(page.headers["content-security-policy"]);
      assert.match(
        policy,
        /default-src 'none'.*script-src 'self'.*form-action 'self'.*frame-ancestors 'none'/,
        path,
      );
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(page.headers["x-content-type-options"], "nosniff");
      assert.equal(page.headers["cache-control"], "no-store");
      assert.doesNotMatch(page.text, /<script(?![^>]+src=)|\son\w+=|\sstyle=|javascript:/);
    }
    const asset = /\/assets\/site-[0-9a-f]{10}\.css/.exec((await premium.get("/")).text)?.[0] ?? "";
    assert.equal((await premium.get(asset)).headers["cache-control"], "public, max-age=31536000, immutable");
    const old = await premium.get("/assets/site-0123456789.css");
    assert.deepEqual([old.status, old.headers["cache-control"]], [200, "public, max-age=60"]);
  });

  it("serve every file that a page refers to", async () => {
    const pages = ["/premium/", "/premium/gallery/frost-before-dawn", "/secure/course/weather-as-a-lens"];
    const named = new Set<string>();
    for (const path of pages) {
      const { text } = await premium.get(path);
      for (const [, file = ""] of text.matchAll(/(?:src|href)="(\/(?:assets|premium|secure)\/[^"]*)"/g)) {
        named.add(file);
      }
    }
    assert.ok(named.size > 30);
    for (const file of named) {
      assert.equal((await premium.get(file)).status, 200, file);
    }
  });

  it("answer health checks on both ports", async () => {
    for (const port of Object.values(app.site.ports)) {
      const answer = await send({ port, target: "/healthz" });
      assert.deepEqual([answer.status, answer.text], [200, "ok\n"]);
    }
  });

  it("refuse other methods, long addresses, large headers and large forms", async () => {
    const { public: port } = app.site.ports;
    for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"]) {
      assert.equal((await send({ port, target: "/", method })).status, 405, method);
    }
    assert.equal((await send({ port, target: `/?${"a".repeat(9_000)}` })).status, 414);
    assert.equal((await send({ port, target: "/", headers: { "x-a": "a".repeat(30_000) } })).status, 431);
    const form = { email: "a@b.example", reason: "a".repeat(20_000) };
    const large = await send({
      port,
      target: "/request-access",
      form,
      headers: { origin: "https://members.example.com" },
    });
    assert.equal(large.status, 413);
  });

  for (const [what, text] of [
    ["two lengths", "POST /logout HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd"],
    [
      "length and chunks",
      "POST /logout HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a bare line feed", "GET / HTTP/1.1\nHost: a\n\n"],
    ["a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
  ] as const) {
    it(`refuse a request with ${what}`, async () => {
      const socket = connect({ port: app.site.ports.public, host: "127.0.0.1", rejectUnauthorized: false });
      await once(socket, "secureConnect");
      socket.write(text);
      const [chunk] = (await once(socket, "data")) as [Buffer];
      socket.destroy();
      assert.match(chunk.toString("latin1"), /^HTTP\/1\.1 400 /);
    });
  }
});
