import assert from "node:assert/strict";
import type { CookieJar } from "./support/cookieJar";
import { Browser, type World, withWorld } from "./support/world";

const tokenRequests = (world: World): number =>
  world.atIssuer.asked.filter((path) => path === "/token").length;

/** A world whose clock stands at the beginning of five minutes, and a member's browser. */
const at = (test: (world: World, browser: Browser) => Promise<void>) =>
  withWorld({}, async (world) => {
    world.time.at = Math.ceil(Date.now() / 300_000) * 300;
    const browser = new Browser(world);
    await browser.signIn("member");
    world.time.at += 1_500;
    await test(world, browser);
  });

describe("a session that asks for renewals again and again", () => {
  it("costs the issuer six requests in five minutes by the sign-in page, and then is asked to sign in", async () => {
    await at(async (world, browser) => {
      const before = tokenRequests(world);
      const statuses: number[] = [];
      for (let time = 0; time < 30; time += 1) {
        browser.jar = browser.jar.copy("__Host-renewal");
        const page = await browser.get("/login?return=%2Faccount");
        statuses.push(page.status);
        world.time.at = (world.time.at ?? 0) + (time % 3 === 2 ? 10 : 0);
      }
      assert.equal(tokenRequests(world) - before, 6);
      assert.deepEqual(statuses.slice(0, 3), [303, 200, 200], "one in ten seconds");
      assert.equal(statuses.at(-1), 200);
      assert.ok(browser.jar.names().includes("__Host-renewal"), "and can be renewed later");
      assert.match(
        world.logged.join(""),
        /"msg":"the issuer was not asked whether a session goes on: it asked too often"/,
      );
    });
  });

  it("goes on as it is by the account", async () => {
    await at(async (world, browser) => {
      const session: CookieJar = browser.jar.copy("__Host-session");
      const before = tokenRequests(world);
      for (let time = 0; time < 8; time += 1) {
        const renewal = `__Host-renewal=${browser.jar.value("__Host-renewal") ?? ""}`;
        const cookie = `__Host-session=${session.value("__Host-session") ?? ""}; ${renewal}`;
        assert.equal((await browser.get("/account", { headers: { cookie } })).status, 200);
      }
      assert.equal(tokenRequests(world) - before, 1);
    });
  });
});
