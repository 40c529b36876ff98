import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";

const minute = 60;

describe("session", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  it("continues while a person browses, and so do its signed cookies", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    for (let step = 0; step < 9; step += 1) {
      app.time.ahead += 7 * minute;
      const page = await browser.get("/premium/");
      assert.equal(page.status, 200, `after ${(step + 1) * 7} minutes: ${page.verdict.code}`);
    }
  });

  it("ends at the edge after a long pause, and one click on the sign-in page restores all access", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    app.time.ahead += 16 * minute;
    assert.equal((await browser.get("/premium/")).verdict.code, "AccessDenied");
    const page = await browser.get("/login?return=%2Fpremium%2F");
    assert.deepEqual([page.status, page.headers.location], [303, "/premium/"]);
    assert.equal((await browser.get("/premium/")).status, 200);
  });

  it("that has ended is resumed by the issuer without a form", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    app.time.ahead += 45 * minute;
    const page = await browser.follow("/login?return=%2Fpremium%2F");
    assert.deepEqual([page.status, page.url], [200, "https://members.example.com/premium/"]);
  });

  it("ends with the membership, at the next renewal", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    app.issuer.revoke("member");
    app.time.ahead += 25 * minute;
    const page = await browser.get("/account");
    assert.deepEqual([page.status, page.headers.location], [303, "/login?return=%2Faccount"]);
    assert.deepEqual(browser.jar.names(), []);
  });

  it("continues until its own end, and no longer, while the issuer does not answer", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    await app.issuer.close();
    app.time.ahead += 25 * minute;
    assert.equal((await browser.get("/account")).status, 200);
    app.time.ahead += 6 * minute;
    assert.equal((await browser.get("/account")).headers.location, "/login?return=%2Faccount");
  });

  it("has a final end that no renewal extends", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    for (let passed = 0; passed < 8 * 60; passed += 24) {
      assert.equal((await browser.get("/account")).status, 200, `after ${passed} minutes`);
      app.time.ahead += 24 * minute;
    }
    assert.equal((await browser.get("/account")).status, 303);
  });

  for (const [status, error] of [
    [429, "temporarily_unavailable"],
    [429, "invalid_request"],
    [401, "invalid_client"],
    [400, "unauthorized_client"],
    [503, "temporarily_unavailable"],
  ] as const) {
    it(`continues until its own end when the issuer answers a renewal with ${status} ${error}, and is resumed later`, async () => {
      const browser = new Browser(app);
      await browser.signIn("member");
      app.atIssuer.refuses = { path: "/token", status, error };
      app.time.ahead += 25 * minute;
      assert.equal((await browser.get("/account")).status, 200);
      app.time.ahead += 6 * minute;
      assert.equal((await browser.get("/account")).status, 303);
      app.time.ahead += minute;
      delete app.atIssuer.refuses;
      const page = await browser.get("/login?return=%2Faccount");
      assert.deepEqual([page.status, page.headers.location], [303, "/account"]);
    });
  }

  it("is renewed once for concurrent requests", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    app.time.ahead += 25 * minute;
    const pages = await Promise.all(["/account", "/account", "/account"].map((path) => browser.get(path)));
    assert.deepEqual(
      pages.map(({ status }) => status),
      [200, 200, 200],
    );
  });

  it("is kept alive by the script of an open page, and only for the site's own pages", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    app.time.ahead += 9 * minute;
    const kept = JSON.parse((await browser.post("/session")).text) as { signedUntil: number };
    assert.ok(kept.signedUntil > Date.now() / 1_000 + app.time.ahead + 13 * minute);
    assert.equal((await browser.post("/session", {}, "https://other.example")).status, 400);
    assert.equal((await new Browser(app).post("/session")).status, 401);
  });

  it("is read only from its own intact cookie", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    const renewal = browser.jar.value("__Host-renewal") ?? "";
    for (const cookie of [`__Host-session=${renewal}`, "__Host-session=x", "session=x", ""]) {
      const page = await new Browser(app).get("/account", { headers: { cookie } });
      assert.equal(page.status, 303);
    }
  });

  it("leaves nothing in the browser after signing out, here and at the issuer", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    assert.ok(browser.jar.names().includes("CloudFront-Policy"));
    const page = await browser.post("/logout");
    assert.deepEqual(browser.jar.names(), []);
    assert.match(
      page.text,
      new RegExp(`http-equiv="refresh" content="1; url=${app.issuer.url}/session/end\\?`),
    );
    assert.equal((await browser.get("/premium/")).verdict.code, "MissingKey");
    assert.equal((await browser.get("/account")).status, 303);
  });

  it("is not ended by a form of another site", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    const senders: Record<string, string>[] = [
      { origin: "https://other.example" },
      { "sec-fetch-site": "cross-site" },
      {},
    ];
    for (const headers of senders) {
      assert.equal((await browser.get("/logout", { method: "POST", headers })).status, 400);
    }
    assert.equal((await browser.get("/account")).status, 200);
  });
});
