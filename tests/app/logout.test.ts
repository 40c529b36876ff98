import assert from "node:assert/strict";
import type { CookieJar } from "./support/cookieJar";
import { Browser, startTestApp, type TestApp, type WorldOptions, withTestApp } from "./support/testApp";

const minute = 60;

/** Another person's browser, with cookies that were copied from a member's. */
function thief(app: TestApp, jar: CookieJar, instance = 0): Browser {
  const browser = new Browser(app, "203.0.113.9:40000");
  browser.jar = jar.copy();
  browser.instance = instance;
  return browser;
}

const signedIn = async (browser: Browser): Promise<boolean> => (await browser.get("/account")).status === 200;

describe("copies of a session, once the person has signed out", () => {
  let app: TestApp;
  let copied: CookieJar;
  beforeEach(async () => {
    app = await startTestApp({ instances: 2 });
    const browser = new Browser(app);
    await browser.signIn("premium");
    copied = browser.jar.copy();
    assert.ok(await signedIn(thief(app, copied)));
    await browser.post("/logout");
  });
  afterEach(() => app.close());

  it("open nothing on the instance that signed the person out: no page, no renewal, no link", async () => {
    assert.ok(!(await signedIn(thief(app, copied))));
    assert.equal((await thief(app, copied).post("/session")).status, 401);
    const login = await thief(app, copied.copy("__Host-renewal")).get("/login?return=%2Fpremium%2F");
    assert.equal(login.status, 200);
    assert.match(login.text, /Sign in/);
    const download = await thief(app, copied).get("/get/downloads/light-2028.csv");
    assert.match(download.headers.location ?? "", /^\/login/);
    const page = await thief(app, copied).get("/premium/");
    assert.deepEqual(
      [page.verdict.outcome, page.status],
      ["allow", 303],
      "the signed cookies hold, the session does not",
    );
  });

  it("are renewed on no instance, because the issuer has revoked the token", async () => {
    assert.ok(app.atIssuer.asked.includes("/token/revocation"));
    const other = thief(app, copied.copy("__Host-renewal"), 1);
    assert.equal((await other.get("/login?return=%2Fpremium%2F")).status, 200);
    assert.ok(!(await signedIn(other)));
  });

  it("end on other instances at their own end, at most sessionMinutes later", async () => {
    const held = thief(app, copied.copy("__Host-session"), 1);
    assert.ok(await signedIn(held), "this instance has not heard of it");
    app.time.ahead += 29 * minute;
    assert.ok(await signedIn(held));
    app.time.ahead += minute;
    assert.ok(!(await signedIn(held)));
  });

  it("end on another instance as soon as one of them is due for renewal there", async () => {
    app.time.ahead += 21 * minute;
    assert.ok(!(await signedIn(thief(app, copied, 1))), "the issuer refuses the renewal");
    assert.ok(
      !(await signedIn(thief(app, copied.copy("__Host-session"), 1))),
      "and the session is known by now",
    );
  });

  it("keep their signed cookies until those end, after at most a quarter of an hour", async () => {
    const file = await app.fileAt("/premium/files/blue-hour.svg");
    assert.equal((await thief(app, copied).get(file)).status, 200);
    app.time.ahead += 15 * minute;
    assert.equal((await thief(app, copied).get(file)).verdict.code, "AccessDenied");
  });

  it("do not affect the person's other sessions, or other people's", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    assert.ok(await signedIn(browser));
    app.time.ahead += 25 * minute;
    assert.ok(await signedIn(browser));
  });
});

describe("signing out", () => {
  const out = async (options: WorldOptions, test: (app: TestApp, browser: Browser) => Promise<void>) =>
    withTestApp(options, async (app) => {
      const browser = new Browser(app);
      await browser.signIn("premium");
      await test(app, browser);
    });

  it("clears what the browser has cached", async () => {
    await out({}, async (_world, browser) => {
      assert.equal((await browser.post("/logout")).headers["clear-site-data"], '"cache"');
    });
  });

  it("works even when the issuer refuses or is down, and logs that", async () => {
    await out({}, async (app, browser) => {
      app.atIssuer.refuses = { path: "/token/revocation", status: 503, error: "temporarily_unavailable" };
      const copied = browser.jar.copy();
      assert.equal((await browser.post("/logout")).status, 200);
      assert.deepEqual(browser.jar.names(), []);
      assert.ok(!(await signedIn(thief(app, copied))));
      assert.match(app.logged.join(""), /"msg":"a refresh token could not be revoked"/);
    });
    await out({}, async (app, browser) => {
      await app.issuer.close();
      assert.equal((await browser.post("/logout")).status, 200);
      assert.deepEqual(browser.jar.names(), []);
    });
  });

  it("logs once that an issuer cannot revoke, and the session is refused here anyway", async () => {
    await out({ issuer: { revocation: false } }, async (app, browser) => {
      const copied = browser.jar.copy();
      await browser.post("/logout");
      assert.ok(!(await signedIn(thief(app, copied.copy("__Host-renewal")))));
      await browser.signIn("premium");
      await browser.post("/logout");
      const text = "the issuer has no revocation_endpoint: a refresh token opens sessions after signing out";
      assert.equal(app.logged.filter((line) => line.includes(`"msg":"${text}"`)).length, 1);
    });
  });

  it("ends a session that is being renewed", async () => {
    await out({}, async (app, browser) => {
      app.time.ahead += 45 * minute;
      const copied = browser.jar.copy();
      const renewed = thief(app, copied).get("/login?return=%2Faccount");
      await browser.post("/logout");
      const page = await renewed;
      const second = thief(app, copied);
      second.jar.take("members.example.com", page.headers["set-cookie"] ?? []);
      assert.ok(!(await signedIn(second)));
    });
  });

  it("also holds for a refresh token that was exchanged before", async () => {
    await out({}, async (app, browser) => {
      const first = browser.jar.copy("__Host-renewal");
      app.time.ahead += 25 * minute;
      assert.ok(await signedIn(browser));
      assert.notEqual(browser.jar.value("__Host-renewal"), first.value("__Host-renewal"));
      const former = thief(app, first, 0);
      await browser.post("/logout");
      assert.equal((await former.get("/login?return=%2Faccount")).status, 200);
    });
  });
});

describe("signing in again", () => {
  it("ends the session that the browser had, here and at the issuer", async () => {
    await withTestApp({ instances: 2 }, async (app) => {
      const browser = new Browser(app);
      await browser.signIn("premium");
      const former = browser.jar.copy();
      await browser.signIn("premium");
      assert.ok(await signedIn(browser));
      assert.ok(!(await signedIn(thief(app, former))));
      assert.ok(app.atIssuer.asked.includes("/token/revocation"));
      for (const instance of [0, 1]) {
        const other = thief(app, former.copy("__Host-renewal"), instance);
        assert.match((await other.get("/login?return=%2Faccount")).text, /Sign in/);
        assert.ok(!(await signedIn(other)));
      }
      app.time.ahead += 25 * minute;
      assert.ok(await signedIn(browser), "the new session is renewed");
    });
  });

  it("works even when the issuer does not revoke the previous token, and logs that", async () => {
    await withTestApp({}, async (app) => {
      const browser = new Browser(app);
      await browser.signIn("premium");
      const former = browser.jar.copy();
      app.atIssuer.refuses = { path: "/token/revocation", status: 503, error: "temporarily_unavailable" };
      assert.equal((await browser.signIn("member")).status, 200);
      assert.ok(await signedIn(browser));
      assert.ok(!(await signedIn(thief(app, former))));
      assert.match(app.logged.join(""), /"msg":"a refresh token could not be revoked"/);
    });
  });
});

describe("a refresh token that the issuer has replaced", () => {
  it("signs nobody in, neither where it was exchanged nor elsewhere", async () => {
    await withTestApp({ instances: 2 }, async (app) => {
      const browser = new Browser(app);
      await browser.signIn("premium");
      const first = browser.jar.copy("__Host-renewal");
      app.time.ahead += 25 * minute;
      assert.ok(await signedIn(browser));
      app.time.ahead += 10;
      for (const instance of [0, 1]) {
        const replayed = thief(app, first, instance);
        assert.equal((await replayed.get("/login?return=%2Faccount")).status, 200);
        assert.ok(!(await signedIn(replayed)));
      }
    });
  });
});
