/** How long content opens once a membership is cancelled, minute by minute; docs/reference/limits.md has the bounds. */
import assert from "node:assert/strict";
import { Browser, type TestApp, type WorldOptions, withTestApp } from "./support/testApp";

const minute = 60;
/** Of the session, and of the signed cookies of /premium/: the defaults and the longest. */
const [sessionMinutes, signedMinutes] = [30, 15];

interface Walk {
  readonly from?: number;
  readonly to: number;
  readonly step?: number;
  /** Cookies that the browser leaves out, as one would that wants to stay. */
  readonly withheld?: readonly string[];
  readonly host?: string;
  /** Called before each minute's requests. */
  readonly before?: (at: number) => void;
}

/** The last minutes at which the page and the file opened, in a browser that asks for all it can get each minute. */
async function lastOpened(
  app: TestApp,
  browser: Browser,
  walk: Walk,
): Promise<{ page: number; file: number }> {
  const start = app.time.at ?? assert.fail("the clock stands");
  const { host = app.document.publicUrl, withheld = [] } = walk;
  const last = { page: -1, file: -1 };
  for (let at = walk.from ?? 1; at <= walk.to; at += walk.step ?? 1) {
    walk.before?.(at);
    app.time.at = start + at * minute;
    // The account signs anew at each visit.
    for (const path of ["/account", "/premium/", await app.fileAt("/premium/files/blue-hour.svg")]) {
      const kept = browser.jar;
      browser.jar = kept.without(...withheld);
      const page = await browser.get(`${host}${path}`);
      browser.jar = page.status === 200 || withheld.length === 0 ? browser.jar : kept;
      if (page.status === 200 && path !== "/account") {
        last[path === "/premium/" ? "page" : "file"] = at;
      }
    }
  }
  app.time.at = start;
  return last;
}

const at = (options: WorldOptions, test: (app: TestApp, browser: Browser) => Promise<void>) =>
  withTestApp(options, async (app) => {
    app.time.at = Math.ceil(Date.now() / 60_000) * 60;
    const browser = new Browser(app);
    await browser.signIn("member");
    await test(app, browser);
  });

const longest = { page: sessionMinutes - 1, file: sessionMinutes - 1 + signedMinutes - 1 };

describe("access after a membership is cancelled", () => {
  it("ends at the next renewal, in a browser that renews", async () => {
    await at({}, async (app, browser) => {
      app.issuer.revoke("member");
      // The issuer is asked in the last third of the session.
      assert.deepEqual(await lastOpened(app, browser, { to: 60 }), { page: 20, file: 20 });
    });
  });

  it("ends with the session, and for files with the last signature, when renewals are withheld", async () => {
    await at({}, async (app, browser) => {
      app.issuer.revoke("member");
      const withheld = ["__Host-renewal"];
      assert.deepEqual(await lastOpened(app, browser, { to: 60, withheld }), longest);
    });
  });

  it("ends at the same times when the issuer gives no refresh token", async () => {
    await at({ issuer: { refreshTokens: false } }, async (app, browser) => {
      assert.ok(!browser.jar.names().includes("__Host-renewal"));
      assert.deepEqual(await lastOpened(app, browser, { to: 60 }), longest);
      assert.deepEqual(await lastOpened(app, browser, { from: 470, to: 490 }), { page: -1, file: -1 });
    });
  });

  it("ends at the same times while the issuer is down", async () => {
    await at({}, async (app, browser) => {
      await app.issuer.close();
      assert.deepEqual(await lastOpened(app, browser, { to: 60 }), longest);
    });
  });

  for (const refreshTokens of [true, false]) {
    const issuer = refreshTokens ? "" : ", nor gets a refresh token at all";
    it(`ends at the same times on the host that does not receive the renewal cookie${issuer}`, async () => {
      const change: WorldOptions["change"] = (document) => ({
        ...document,
        publicUrl: "https://members.example.com",
        contentUrl: "https://content.members.example.com",
        cookieDomain: "members.example.com",
      });
      await at({ change, issuer: { refreshTokens } }, async (app, browser) => {
        app.issuer.revoke("member");
        const host = "https://content.members.example.com";
        assert.deepEqual(await lastOpened(app, browser, { to: 60, host }), longest);
      });
    });
  }
});

describe("access of a member", () => {
  it("lasts, if renewed, until the session's final end, and for files until the last signature ends", async () => {
    await at({}, async (app, browser) => {
      const hours = 8 * 60;
      await lastOpened(app, browser, { to: hours - 15, step: 9 });
      assert.deepEqual(await lastOpened(app, browser, { from: hours - 14, to: hours + 30 }), {
        page: hours - 1,
        file: hours - 1 + signedMinutes - 1,
      });
    });
  });

  it("is limited by the last renewal before a later cancellation", async () => {
    await at({}, async (app, browser) => {
      const before = (now: number): void => {
        if (now === 22) {
          app.issuer.revoke("member");
        }
      };
      // Renewed at minute 21; the next renewal, twenty-one minutes later, is refused.
      assert.deepEqual(await lastOpened(app, browser, { to: 90, before }), { page: 41, file: 41 });
    });
  });
});
