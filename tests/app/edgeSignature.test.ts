import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";
import { type Answer, send } from "./support/wire";

describe("signed cookies on the members port", () => {
  let app: TestApp;
  let cookie: string;
  before(async () => {
    app = await startTestApp();
    const browser = new Browser(app);
    await browser.signIn("premium");
    cookie = browser.jar.header("members.example.com", "/premium/") ?? "";
  });
  after(() => app.close());

  const viewer = { "cloudfront-viewer-address": "198.51.100.10:40000" };
  const ask = (target: string, sent: string, accept = "text/html"): Promise<Answer> =>
    send({ port: app.site.ports.signed, target, headers: { ...viewer, accept, cookie: sent } });
  const file = (): Promise<string> => app.fileAt("/premium/files/blue-hour.svg");
  const broken = (): string =>
    cookie.replace(/(CloudFront-Signature=.{20})(.)/, (_, head: string, one: string) =>
      one === "A" ? `${head}B` : `${head}A`,
    );

  it("open pages and files that they were signed for", async () => {
    assert.match(cookie, /CloudFront-Signature=/);
    assert.equal((await ask("/premium/?a=1", cookie)).status, 200);
    assert.equal((await ask(await file(), cookie)).status, 200);
  });

  it("open nothing if they are invalid, even with the secret header, and lead to new ones", async () => {
    assert.notEqual(broken(), cookie);
    const page = await ask("/premium/", broken());
    assert.deepEqual([page.status, page.headers.location], [303, "/login?return=%2Fpremium%2F"]);
    const refused = await ask(await file(), broken(), "image/svg+xml");
    assert.deepEqual([refused.status, refused.text], [403, "This page is for members.\n"]);
    assert.equal(refused.headers["cache-control"], "no-store");
    const told = app.logged.filter((line) =>
      line.includes("refused: the signed cookies do not open this path"),
    );
    assert.equal(told.length, 2);
    const name = (await file()).split("/").at(-2) ?? "";
    assert.match(name, /^[\w-]{34}$/);
    assert.ok(!app.logged.join("\n").includes(name), "the secret segment of a file's name is not logged");
    const led = await ask(await file(), broken());
    assert.equal(led.headers.location, "/login?return=%2Fpremium%2Ffiles%2Fblue-hour.svg");
  });

  it("open only the folder that they were signed for", async () => {
    assert.equal((await ask("/secure/course/", cookie)).status, 303);
    assert.equal(
      (await ask(await app.fileAt("/secure/files/the-first-hour.svg"), cookie, "*/*")).status,
      403,
    );
  });

  it("are left to the edge when they are absent or signed with a key that this instance does not know", async () => {
    assert.equal((await ask(await file(), "")).status, 200);
    const unknown = cookie.replace("CloudFront-Key-Pair-Id=K2JCJMDEHXQW5F", "CloudFront-Key-Pair-Id=K3");
    assert.notEqual(unknown, cookie);
    assert.equal((await ask("/premium/", unknown)).status, 200);
  });

  it("open nothing after their end, within a minute", async () => {
    const session = cookie.split("; ").filter((pair) => pair.startsWith("__Host-session="));
    assert.equal(session.length, 1);
    app.time.ahead += 15 * 60;
    assert.equal((await ask("/premium/", session.join())).status, 200);
    app.time.ahead += 60;
    const page = await ask("/premium/", cookie);
    assert.deepEqual([page.status, page.headers.location], [303, "/login?return=%2Fpremium%2F"]);
  });
});
