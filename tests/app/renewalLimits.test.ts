import assert from "node:assert/strict";
import type { CookieJar } from "./support/cookieJar";
import { Browser, type TestApp, withTestApp } from "./support/testApp";

const tokenRequests = (app: TestApp): number => app.atIssuer.asked.filter((path) => path === "/token").length;

/** A test app whose clock is at the start of a window of five minutes, and a member's browser. */
const at = (test: (app: TestApp, browser: Browser) => Promise<void>) =>
  withTestApp({}, async (app) => {
    app.time.at = Math.ceil(Date.now() / 300_000) * 300;
    const browser = new Browser(app);
    await browser.signIn("member");
    app.time.at += 1_500;
    await test(app, browser);
  });

describe("a session that asks for renewals again and again", () => {
  it("sends the issuer at most six requests in five minutes through the sign-in page, and then has to sign in", async () => {
    await at(async (app, browser) => {
      const before = tokenRequests(app);
      const statuses: number[] = [];
      for (let time = 0; time < 30; time += 1) {
        browser.jar = browser.jar.copy("__Host-renewal");
        const page = await browser.get("/login?return=%2Faccount");
        statuses.push(page.status);
        app.time.at = (app.time.at ?? 0) + (time % 3 === 2 ? 10 : 0);
      }
      assert.equal(tokenRequests(app) - before, 6);
      assert.deepEqual(statuses.slice(0, 3), [303, 200, 200], "one in ten seconds");
      assert.equal(statuses.at(-1), 200);
      assert.ok(browser.jar.names().includes("__Host-renewal"), "and can be renewed later");
      assert.match(
        app.logged.join(""),
        /"msg":"the issuer was not asked whether a session goes on: it asked too often"/,
      );
    });
  });

  it("continues unchanged on the account page", async () => {
    await at(async (app, browser) => {
      const session: CookieJar = browser.jar.copy("__Host-session");
      const before = tokenRequests(app);
      for (let time = 0; time < 8; time += 1) {
        const renewal = `__Host-renewal=${browser.jar.value("__Host-renewal") ?? ""}`;
        const cookie = `__Host-session=${session.value("__Host-session") ?? ""}; ${renewal}`;
        assert.equal((await browser.get("/account", { headers: { cookie } })).status, 200);
      }
      assert.equal(tokenRequests(app) - before, 1);
    });
  });
});
