import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp, withTestApp } from "./support/testApp";
import { send } from "./support/wire";

describe("downloads", () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it("use a ten-minute link to one file, which the button creates", async () => {
    const browser = new Browser(app);
    const account = await browser.signIn("premium");
    assert.match(account.text, /href="\/get\/downloads\/light-2028\.csv"/);
    const page = await browser.get("/get/downloads/light-2028.csv");
    assert.deepEqual([page.status, page.headers["cache-control"]], [303, "no-store"]);
    const link = page.headers.location ?? "";
    const stranger = new Browser(app);
    assert.equal(
      (await stranger.get(link, { headers: { range: "bytes=0-25" } })).text,
      "time,sun_degrees,lux_____\n",
    );
    const other = link.replace("light-2028.csv", "moor-session.wav");
    assert.equal((await stranger.get(other)).verdict.code, "AccessDenied");
    const expires = Number(new URL(link).searchParams.get("Expires"));
    // Ten minutes to the end of the minute before: all who ask in a minute share one signature.
    const left = expires - Date.now() / 1_000;
    assert.equal(expires % 60, 0);
    assert.ok(left > 500 && left <= 600, String(left));
  });

  it("stop working when the link expires", async () => {
    await withTestApp({}, async (slow) => {
      const browser = new Browser(slow);
      await browser.signIn("premium");
      const link = (await browser.get("/get/downloads/light-2028.csv")).headers.location ?? "";
      slow.time.ahead += 601;
      assert.equal((await browser.get(link)).verdict.code, "AccessDenied");
    });
  });

  it("are refused to members without the entitlement and to strangers", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    const path = "/get/downloads/light-2028.csv";
    assert.equal(
      (await browser.get(path)).headers.location,
      "/request-access?path=%2Fdownloads%2Flight-2028.csv",
    );
    assert.equal(
      (await new Browser(app).get(path)).headers.location,
      "/login?return=%2Fdownloads%2Flight-2028.csv",
    );
  });

  it("are signed only for files that exist", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    for (const name of ["x.bin", "%C3%A9", "a/b", "light-2028.csv/", "", "..", "constructor"]) {
      const { status } = await browser.get(`/get/downloads/${name}`);
      assert.ok(status === 404 || status === 400, `${name}: ${status}`);
    }
  });

  it("can be requested in parts, and from the middle of a large file", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    const link = (await browser.get("/get/downloads/moor-session.wav")).headers.location ?? "";
    const part = (headers: Record<string, string>) => browser.get(link, { headers });
    const first = await part({ range: "bytes=0-11" });
    assert.deepEqual([first.status, first.headers["content-range"]], [206, "bytes 0-11/172800044"]);
    assert.equal(first.body.toString("latin1", 8, 12), "WAVE");
    const { etag = "", "cache-control": cacheControl } = first.headers;
    // A browser asks each time, and the edge keeps it for a day.
    assert.equal(cacheControl, "public, max-age=0, s-maxage=86400");
    const file = await app.fileAt("/downloads/light-2028.csv");
    const kept = async (): Promise<string | undefined> =>
      (await send({ port: app.site.ports.signed, target: file })).headers["cache-control"];
    assert.equal(await kept(), "public, max-age=0, s-maxage=86400");
    const now = Math.floor(Date.now() / 1_000);
    app.time.ahead = 86_400 - (now % 86_400) + 86_400 - 3_600;
    // The name holds for about an hour more, and so does what is kept under it.
    const [, seconds = ""] = /^public, max-age=0, s-maxage=(\d+)$/.exec((await kept()) ?? "") ?? [];
    assert.ok(Number(seconds) > 3_500 && Number(seconds) <= 3_600, seconds);
    app.time.ahead = 0;
    const one = await part({ range: "bytes=100000000-100199999", "if-range": etag });
    const other = await part({ range: "bytes=100480000-100679999" });
    assert.deepEqual([one.status, one.body.length], [206, 200_000]);
    assert.ok(one.body.equals(other.body), "the loop is ten seconds long");
    const beyond = await part({ range: "bytes=172800044-" });
    assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, "bytes */172800044"]);
    assert.equal((await part({ "if-none-match": etag })).status, 304);
    const head = await browser.get(link, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers["content-length"], head.body.length], [200, "172800044", 0]);
  });
});

describe("downloads for one address", () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({
      change: (document) => ({
        ...document,
        entitlements: document.entitlements.map((rule) => ({ ...rule, lockToAddress: true })),
      }),
    });
  });
  after(() => app.close());

  it("open from the viewer's own address and from no other", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    assert.equal((await browser.get("/premium/")).status, 200);
    const link = (await browser.get("/get/downloads/light-2028.csv")).headers.location ?? "";
    assert.ok(link.includes("Policy="));
    assert.equal((await browser.get(link, { method: "HEAD" })).status, 200);
    assert.equal((await new Browser(app, "203.0.113.9:40000").get(link)).verdict.code, "AccessDenied");
  });

  it("take the address from CloudFront only", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    const headers = {
      "x-forwarded-for": "203.0.113.9",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    };
    const page = await browser.get("/get/downloads/light-2028.csv", { headers });
    const policy = new URL(page.headers.location ?? "").searchParams.get("Policy") ?? "";
    const text = Buffer.from(policy.replaceAll("-", "+").replaceAll("~", "/").replaceAll("_", "="), "base64");
    assert.match(text.toString(), /"AWS:SourceIp":"198\.51\.100\.10\/32"/);
  });

  it("are not issued to a viewer over IPv6, and the page says why", async () => {
    const browser = new Browser(app, "2001:db8::1:40000");
    const account = await browser.signIn("premium");
    assert.match(account.text, /Needs IPv4/);
    assert.ok(!browser.jar.names().some((name) => name.startsWith("CloudFront-")));
    const page = await browser.get("/get/downloads/light-2028.csv");
    assert.equal(page.status, 409);
    assert.equal((await browser.get("/login?return=%2Fpremium%2F")).headers.location, "/account");
  });
});
