import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser, startTestApp, type TestApp, type WorldOptions, withTestApp } from "./support/testApp";

describe("signing in", () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp();
  });
  after(() => app.close());

  it("opens the requested page after the whole exchange with the issuer", async () => {
    const browser = new Browser(app);
    const page = await browser.signIn("premium", "/premium/");
    assert.equal(page.url, "https://members.example.com/premium/");
    assert.equal(page.status, 200);
    assert.match(page.text, /Good light, Premium member/);
    assert.equal(page.headers["cache-control"], "no-store");
    assert.ok(page.verdict.behavior?.restricted);
  });

  it("sets cookies that CloudFront accepts for the entitled folders only", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    const files = await browser.get(await app.fileAt("/premium/files/blue-hour.svg"));
    assert.deepEqual([files.status, files.headers["content-type"]], [200, "image/svg+xml"]);
    assert.equal((await browser.get("/secure/files/the-first-hour.svg")).verdict.code, "MissingKey");
    assert.equal((await browser.get("/downloads/light-2028.csv")).verdict.code, "MissingKey");
  });

  it("sends a signed-in person without the entitlement to the form", async () => {
    const page = await new Browser(app).signIn("member", "/secure/course/");
    assert.equal(page.url, "https://members.example.com/request-access?path=%2Fsecure%2Fcourse%2F");
    assert.match(page.text, /does not cover yet/);
  });

  it("signs a newcomer in without opening anything", async () => {
    const browser = new Browser(app);
    const page = await browser.signIn("none");
    assert.match(page.text, /Newcomer/);
    assert.equal(page.text.match(/Not included/g)?.length, 3);
    assert.deepEqual(browser.jar.names(), ["__Host-renewal", "__Host-session"]);
  });

  it("starts on a page of the site, which says where it continues", async () => {
    const page = await new Browser(app).get("/login?return=%2Fpremium%2F");
    assert.equal(page.status, 200);
    assert.match(page.text, /<code>\/premium\/<\/code>/);
    assert.match(page.text, /href="\/login\/start\?return=%2Fpremium%2F"/);
  });

  for (const wish of [
    "https://other.example/",
    "//other.example",
    "/\\other.example",
    "/%2F/other.example",
  ]) {
    it(`does not lead to ${wish}`, async () => {
      const page = await new Browser(app).signIn("premium", wish);
      assert.equal(page.url, "https://members.example.com/account");
    });
  }

  it("goes to a fresh link when a file was requested", async () => {
    const page = await new Browser(app).signIn("premium", "/downloads/light-2028.csv");
    assert.match(
      page.url,
      /^https:\/\/members\.example\.com\/downloads\/[\w-]{34}\/light-2028\.csv\?Expires=/,
    );
    assert.equal(page.status, 200);
    const earlier = await new Browser(app).signIn("premium", new URL(page.url).pathname);
    assert.deepEqual([earlier.status, new URL(earlier.url).pathname], [200, new URL(page.url).pathname]);
  });

  it("fails for a callback that this browser did not start", async () => {
    for (const query of ["?code=stolen&state=x", "?error=access_denied&state=x", ""]) {
      const page = await new Browser(app).get(`/callback${query}`);
      assert.equal(page.status, 400);
      assert.match(page.text, /You are not signed in/);
      assert.equal(
        page.headers["set-cookie"]?.some((line) => line.startsWith("__Host-session=ey")) ?? false,
        false,
      );
    }
  });

  it("fails for a callback with another state", async () => {
    const browser = new Browser(app);
    await browser.get("/login/start");
    const page = await browser.get("/callback?code=stolen&state=other");
    assert.equal(page.status, 400);
    assert.deepEqual(browser.jar.names(), ["__Host-login"], "an error sets and clears nothing");
  });

  it("sends a new state, nonce and challenge each time", async () => {
    const ask = async (): Promise<URLSearchParams> => {
      const page = await new Browser(app).get("/login/start");
      return new URL(page.headers.location ?? "").searchParams;
    };
    const [one, other] = [await ask(), await ask()];
    assert.equal(one.get("code_challenge_method"), "S256");
    assert.equal(one.get("redirect_uri"), "https://members.example.com/callback");
    for (const name of ["state", "nonce", "code_challenge"]) {
      assert.ok((one.get(name)?.length ?? 0) >= 43, name);
      assert.notEqual(one.get(name), other.get(name), name);
    }
  });

  it("leaves no secret in the log", () => {
    const text = app.logged.join("");
    assert.match(text, /"path":"\/callback"/);
    assert.doesNotMatch(text, /code=|state=|Signature|Policy|__Host-|eyJ|stolen|members\.example"/);
  });
});

describe("signing in with a client secret", () => {
  it("sends the secret that the reference names", async () => {
    const folder = mkdtempSync(join(tmpdir(), "secret-"));
    const clientSecret = join(folder, "client.txt");
    writeFileSync(clientSecret, "a secret of the client, with = and %\n");
    const options: WorldOptions = {
      issuer: { clientSecret: "a secret of the client, with = and %" },
      change: (document) => ({ ...document, oidc: { ...document.oidc, clientSecret } }),
    };
    await withTestApp(options, async (app) => {
      assert.equal((await new Browser(app).signIn("premium", "/premium/")).status, 200);
    }).finally(() => rmSync(folder, { recursive: true }));
  });
});
