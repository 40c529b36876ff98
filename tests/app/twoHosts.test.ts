import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";

describe("two hosts", () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({
      change: (document) => ({
        ...document,
        publicUrl: "https://members.example.com",
        contentUrl: "https://content.members.example.com",
        cookieDomain: "members.example.com",
      }),
    });
  });
  after(() => app.close());

  it("share the session and the signed cookies, and nothing else", async () => {
    const browser = new Browser(app);
    const page = await browser.signIn("premium", "/premium/");
    assert.deepEqual([page.status, page.url], [200, "https://content.members.example.com/premium/"]);
    assert.match(page.text, /href="https:\/\/members\.example\.com\/account"/);
    assert.match(
      String(page.headers["content-security-policy"]),
      /form-action 'self' https:\/\/members\.example\.com;/,
    );
    const sent = browser.jar.header("content.members.example.com", "/premium/") ?? "";
    assert.match(sent, /__Secure-session=/);
    assert.doesNotMatch(sent, /__Host-renewal/);
    const file = await app.fileAt("/secure/files/the-first-hour.svg");
    assert.equal((await browser.get(`https://content.members.example.com${file}`)).status, 200);
    assert.equal(browser.jar.header("example.com", "/premium/"), undefined);
    assert.equal(browser.jar.header("www.example.com", "/premium/"), undefined);
  });

  it("sign links for the host of the content", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    const link = (await browser.get("/get/downloads/light-2028.csv")).headers.location ?? "";
    assert.match(link, /^https:\/\/content\.members\.example\.com\/downloads\//);
    assert.equal((await browser.get(link, { method: "HEAD" })).status, 200);
  });

  it("send people from the content to sign in at the site, and sign out of both", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    await browser.post("/logout", {}, "https://content.members.example.com");
    assert.deepEqual(browser.jar.names(), []);
    assert.equal((await browser.get("https://content.members.example.com/premium/")).status, 403);
  });

  it("use one of them for signing in and out, whichever serves the page", async () => {
    const browser = new Browser(app);
    const login = await browser.get("https://content.members.example.com/login?return=%2Fpremium%2F");
    assert.match(login.text, /href="https:\/\/members\.example\.com\/login\/start\?return=%2Fpremium%2F"/);
    await browser.signIn("premium");
    const account = await browser.get("https://content.members.example.com/account");
    assert.match(account.text, /action="https:\/\/members\.example\.com\/logout"/);
  });
});
