import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { freshSeconds, Keyring } from "../../app/session/keyring";
import { Sealer } from "../../app/session/sealed";
import { Browser, startTestApp, type TestApp } from "./support/testApp";

const newKey = (): string => randomBytes(32).toString("base64");

describe("session keys of a site that runs", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    app.time.at = Math.floor(Date.now() / 1_000);
  });
  afterEach(() => app.close());

  const opens = async (browser: Browser): Promise<boolean> => (await browser.get("/account")).status === 200;
  const wait = (seconds: number): void => {
    app.time.at = (app.time.at ?? 0) + seconds;
  };

  const rotate = (): void => {
    const { keys } = app.document.session;
    writeFileSync(keys, `${newKey()}\n${readFileSync(keys, "utf8")}`);
    wait(freshSeconds);
  };
  const dropFormer = (): void => {
    const { keys } = app.document.session;
    writeFileSync(keys, readFileSync(keys, "utf8").split("\n")[0] ?? "");
    wait(freshSeconds + 1);
  };
  const tokenRequests = (): number => app.atIssuer.asked.filter((path) => path === "/token").length;

  it("sign nobody out when they are rotated", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    rotate();
    assert.ok(await opens(browser));
  });

  it("seal an older session only after the issuer has confirmed it, once", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    rotate();
    wait(8 * 60);
    const asked = tokenRequests();
    for (const path of ["/premium/", "/premium/", "/account"]) {
      assert.equal((await browser.get(path)).status, 200);
    }
    assert.equal(tokenRequests(), asked + 1);
    dropFormer();
    assert.ok(await opens(browser), "the session has moved to the newer key");
  });

  for (const [what, meet] of [
    ["that nothing renews", (browser: Browser) => void (browser.jar = browser.jar.without("__Host-renewal"))],
    [
      "of which the issuer says nothing",
      () => void (app.atIssuer.refuses = { path: "/token", status: 503, error: "temporarily_unavailable" }),
    ],
  ] as const) {
    it(`leave an older session ${what} unchanged: signatures are renewed until the session's end`, async () => {
      const browser = new Browser(app);
      await browser.signIn("member");
      const before = browser.jar.value("__Host-session");
      rotate();
      meet(browser);
      for (const minutes of [8, 8, 8]) {
        wait(minutes * 60);
        assert.equal((await browser.get("/premium/")).status, 200);
        assert.ok(await opens(browser));
      }
      assert.equal(browser.jar.value("__Host-session"), before);
      wait(5 * 60);
      assert.ok(!(await opens(browser)));
    });
  }

  for (const [end, lasts] of [
    ["of half an hour", 30 * 60],
    ["of thirty years", 30 * 365 * 86_400],
  ] as const) {
    it(`that leaked forge no session with an end ${end} that opens after they are removed, or is renewed into one that does`, async () => {
      const now = app.time.at ?? 0;
      const leaked = readFileSync(app.document.session.keys, "utf8");
      const keyring = new Keyring(
        () => Promise.resolve(leaked),
        () => now,
        (error) => assert.fail(String(error)),
      );
      await keyring.load();
      rotate();
      const sealer = new Sealer(keyring, app.document.publicUrl, () => now);
      const expires = now + lasts;
      const forged = await sealer.seal(
        "session",
        {
          ...{ family: "forged", person: "premium", name: "x", grants: ["studio", "course", "downloads"] },
          ...{ started: now, expires, signedUntil: 0 },
        },
        expires,
      );
      const forger = new Browser(app);
      const cookie = `__Host-session=${forged ?? assert.fail()}`;
      forger.jar.take("members.example.com", [`${cookie}; Path=/; Secure; HttpOnly; SameSite=Lax`]);
      await opens(forger);
      await forger.get("/premium/");
      dropFormer();
      assert.ok(!(await opens(forger)));
      assert.ok(!(await forger.get("/account", { headers: { cookie } })).text.includes("Your membership"));
      wait(3 * 365 * 86_400);
      assert.ok(!(await opens(forger)));
      assert.equal((await forger.get("/premium/")).status, 403);
      assert.equal((await forger.get("/account", { headers: { cookie } })).status, 303);
    });
  }

  it("open nothing a minute after they were removed: no session, no renewal, no login; then people sign in again", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    const [former, renewal] = [new Browser(app), new Browser(app)];
    former.jar = browser.jar.copy("__Host-session");
    renewal.jar = browser.jar.copy("__Host-renewal");
    const login = new Browser(app);
    await login.get("/login/start");
    writeFileSync(app.document.session.keys, newKey());
    wait(freshSeconds - 1);
    assert.ok(await opens(former), "the instance has not asked again");
    wait(1);
    assert.ok(!(await opens(former)));
    assert.equal((await renewal.get("/login?return=%2Faccount")).status, 200);
    const asked = app.atIssuer.asked.length;
    assert.equal((await login.get("/callback?code=x&state=y")).status, 400);
    assert.equal(app.atIssuer.asked.length, asked);
    await browser.signIn("member");
    assert.ok(await opens(browser));
  });
});
