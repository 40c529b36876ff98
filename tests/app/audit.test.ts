import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";

type Line = Record<string, unknown>;

describe("the audit lines of the log", () => {
  let app: TestApp;
  const secrets = new Set<string>();
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  const lines = (): Line[] =>
    app.logged.map((line) => JSON.parse(line) as Line).filter(({ audit }) => audit === true);
  const keep = (browser: Browser): void => {
    for (const name of browser.jar.names()) {
      secrets.add(browser.jar.value(name) ?? "");
    }
  };

  it("record who signed in and out, what was signed for whom and what was requested", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium", "/premium/");
    keep(browser);
    const link = (await browser.get("/get/downloads/light-2028.csv")).headers.location ?? "";
    secrets.add(new URL(link).searchParams.get("Signature") ?? "");
    await browser.post("/request-access", { email: "premium@members.example", path: "/secure/course/" });
    const resumed = new Browser(app);
    resumed.jar = browser.jar.copy("__Host-renewal");
    // Nobody is signed out: nothing is told.
    await new Browser(app).post("/logout");
    await browser.post("/logout");
    await resumed.post("/logout");
    await new Browser(app).post("/request-access", { email: "new@members.example" });
    const [{ who } = {}] = lines();
    assert.match(String(who), /^[0-9a-f]{16}$/);
    assert.deepEqual(
      lines().map((line) => {
        const told = Object.entries(line).filter(([name]) => !["level", "time", "audit"].includes(name));
        return Object.fromEntries(told);
      }),
      [
        { who, folders: ["/premium/ 15", "/secure/ 10"], msg: "cookies were signed" },
        { who, grants: ["studio", "course", "downloads"], msg: "signed in" },
        { who, file: "/downloads/light-2028.csv", minutes: 10, msg: "a link was signed" },
        { who, wish: "/secure/course/", msg: "access was requested" },
        { who, msg: "signed out" },
        { msg: "access was requested" },
      ],
    );
  });

  it("record who signed out when only the renewal cookie was sent", async () => {
    const browser = new Browser(app);
    await browser.signIn("premium");
    keep(browser);
    browser.jar = browser.jar.copy("__Host-renewal");
    await browser.post("/logout");
    const told = lines().filter(({ msg }) => msg === "signed out");
    assert.deepEqual(
      told.map(({ who }) => who),
      [lines()[0]?.who],
    );
  });

  it("record a renewal that the issuer refused, and too many links", async () => {
    // A whole window of the allowance begins.
    app.time.ahead = 601 - (Math.floor(Date.now() / 1_000) % 600);
    const browser = new Browser(app);
    await browser.signIn("premium");
    keep(browser);
    for (let count = 0; count < 61; count += 1) {
      await browser.get("/get/downloads/light-2028.csv");
    }
    assert.equal(lines().at(-1)?.msg, "a link was refused: too many");
    app.issuer.revoke("premium");
    app.time.ahead += 1_500;
    await browser.get("/account");
    const told = lines().filter(({ msg }) => msg === "a session was not renewed");
    assert.equal(told.length, 1);
    assert.match(String(told[0]?.who), /^[0-9a-f]{16}$/);
  });

  it("use another pseudonym for each person, and for each day", async () => {
    const names: unknown[] = [];
    for (const person of ["premium", "member", "premium"]) {
      await new Browser(app).signIn(person);
      names.push(lines().at(-1)?.who);
    }
    app.time.ahead += 86_400;
    await new Browser(app).signIn("premium");
    names.push(lines().at(-1)?.who);
    assert.equal(names[0], names[2]);
    assert.equal(new Set(names).size, 3);
  });

  // Of the whole log, after each of these.
  afterEach(() => {
    const texts = app.logged.flatMap((line) => textsOf(JSON.parse(line)));
    assert.ok(texts.length > 0);
    for (const text of texts) {
      assert.doesNotMatch(text, /@|members\.example$|Premium member|__Host-|CloudFront-/);
      assert.ok(!["premium", "member"].includes(text), text);
    }
    for (const secret of secrets) {
      assert.ok(secret !== "" && app.logged.every((line) => !line.includes(secret)));
    }
  });
});

/** All texts in a value of JSON, names of fields included. */
function textsOf(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, one]) => [name, ...textsOf(one)]);
  }
  return typeof value === "string" ? [value] : [];
}
