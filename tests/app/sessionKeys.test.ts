import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { freshSeconds } from "../../app/session/keyring";
import { Browser, startWorld, type World } from "./support/world";

const newKey = (): string => randomBytes(32).toString("base64");

describe("session keys of a site that runs", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
    world.time.at = Math.floor(Date.now() / 1_000);
  });
  afterEach(() => world.close());

  const opens = async (browser: Browser): Promise<boolean> => (await browser.get("/account")).status === 200;
  const wait = (seconds: number): void => {
    world.time.at = (world.time.at ?? 0) + seconds;
  };

  it("sign nobody out when they are rotated", async () => {
    const browser = new Browser(world);
    await browser.signIn("member");
    const { keys } = world.document.session;
    writeFileSync(keys, `${newKey()}\n${readFileSync(keys, "utf8")}`);
    wait(freshSeconds);
    assert.ok(await opens(browser));
  });

  it("open nothing a minute after they were dropped: no session, no renewal, no login; then people sign in again", async () => {
    const browser = new Browser(world);
    await browser.signIn("member");
    const [former, renewal] = [new Browser(world), new Browser(world)];
    former.jar = browser.jar.copy("__Host-session");
    renewal.jar = browser.jar.copy("__Host-renewal");
    const login = new Browser(world);
    await login.get("/login/start");
    writeFileSync(world.document.session.keys, newKey());
    wait(freshSeconds - 1);
    assert.ok(await opens(former), "the instance has not asked again");
    wait(1);
    assert.ok(!(await opens(former)));
    assert.equal((await renewal.get("/login?return=%2Faccount")).status, 200);
    const asked = world.atIssuer.asked.length;
    assert.equal((await login.get("/callback?code=x&state=y")).status, 400);
    assert.equal(world.atIssuer.asked.length, asked);
    await browser.signIn("member");
    assert.ok(await opens(browser));
  });
});
