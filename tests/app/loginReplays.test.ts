import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";

const tokenRequests = (app: TestApp): number => app.atIssuer.asked.filter((path) => path === "/token").length;

const addressOf = (number: number): string => `198.51.100.${number}:40000`;

describe("an attempt to sign in", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  /** A browser on its way back from the issuer, and the rest of the way. */
  async function begun(): Promise<{ browser: Browser; login: string }> {
    const browser = new Browser(app);
    await browser.get("/login/start");
    return { browser, login: `__Host-login=${browser.jar.value("__Host-login") ?? ""}` };
  }

  it("requests tokens from the issuer once, however often its cookie is sent, even if that request fails", async () => {
    const { browser, login } = await begun();
    const pages = await Promise.all(
      Array.from({ length: 50 }, () =>
        browser.get("/callback?code=x&state=y", { headers: { cookie: login } }),
      ),
    );
    assert.deepEqual(new Set(pages.map(({ status }) => status)), new Set([400]));
    assert.equal(tokenRequests(app), 0, "another state is not asked for");
    const state = new URL((await browser.get("/login/start")).headers.location ?? "").searchParams.get(
      "state",
    );
    const second = `__Host-login=${browser.jar.value("__Host-login") ?? ""}`;
    const query = new URLSearchParams({ code: "x", state: state ?? "", iss: app.issuer.url }).toString();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        new Browser(app, addressOf(index + 20)).get(`/callback?${query}`, { headers: { cookie: second } }),
      ),
    );
    assert.equal(tokenRequests(app), 1);
    const used = answers.filter(({ text }) =>
      text.includes("This sign-in was already used. Please start again."),
    );
    assert.deepEqual([used.length, used[0]?.status], [49, 400]);
  });

  it("continues after a callback with another state", async () => {
    const browser = new Browser(app);
    const get = browser.get.bind(browser);
    const led: number[] = [];
    browser.get = async (path, sent) => {
      if (path.includes("/callback?")) {
        for (const query of ["code=x&state=bogus", "error=access_denied&state=", "code=x"]) {
          const page = await get(`/callback?${query}`);
          assert.match(page.text, /The sign-in was refused or cancelled\./);
          led.push(page.status);
        }
      }
      return get(path, sent);
    };
    assert.equal((await browser.signIn("premium")).status, 200);
    assert.deepEqual(led, [400, 400, 400]);
    assert.equal((await browser.get("/account")).status, 200);
  });

  it("signs in once: its cookie and its code are useless afterwards", async () => {
    const browser = new Browser(app);
    const seen = { callback: "", cookie: "" };
    const get = browser.get.bind(browser);
    browser.get = (path, sent) => {
      if (path.includes("/callback?")) {
        Object.assign(seen, {
          callback: path,
          cookie: `__Host-login=${browser.jar.value("__Host-login") ?? ""}`,
        });
      }
      return get(path, sent);
    };
    assert.equal((await browser.signIn("premium")).status, 200);
    assert.equal(tokenRequests(app), 1);
    const replayed = await new Browser(app).get(seen.callback, { headers: { cookie: seen.cookie } });
    assert.equal(replayed.status, 400);
    assert.match(replayed.text, /This sign-in was already used\. Please start again\./);
    assert.equal(tokenRequests(app), 1);
  });

  it("may be started and completed sixty times in five minutes by one viewer, and again after that", async () => {
    app.time.at = 1_800_000_000;
    const ask = async (path: string, cookie?: string, address?: string) =>
      new Browser(app, address).get(path, cookie === undefined ? {} : { headers: { cookie } });
    const begin = async (address?: string) => {
      const browser = new Browser(app, address);
      const page = await browser.get("/login/start");
      assert.equal(page.status, 303);
      const state = new URL(page.headers.location ?? "").searchParams.get("state") ?? "";
      return {
        back: `/callback?error=access_denied&state=${state}`,
        login: `__Host-login=${browser.jar.value("__Host-login") ?? ""}`,
      };
    };
    const begun: { back: string; login: string }[] = [];
    for (let time = 0; time < 60; time += 1) {
      begun.push(await begin());
    }
    const refused = await ask("/login/start");
    assert.deepEqual([refused.status, refused.headers["retry-after"]], [429, "300"]);
    assert.match(
      refused.text,
      /There were too many sign-ins from your connection\. Please try again in five minutes\./,
    );
    assert.equal(refused.headers["set-cookie"], undefined);
    assert.equal((await ask("/login/start", undefined, addressOf(77))).status, 303);
    for (const { back, login } of begun) {
      assert.equal((await ask(back, login)).status, 400);
    }
    const fresh = await begin(addressOf(77));
    const late = await ask(fresh.back, fresh.login);
    assert.deepEqual([late.status, late.headers["retry-after"]], [429, "300"]);
    // Requests without an attempt, or with another state, cost the issuer nothing, and are not counted.
    assert.equal((await ask(fresh.back)).status, 400);
    assert.equal((await ask("/callback?code=x&state=y", fresh.login)).status, 400);
    app.time.at += 300;
    assert.equal((await ask("/login/start")).status, 303);
    assert.equal((await ask(fresh.back, fresh.login)).status, 400);
  });
});
