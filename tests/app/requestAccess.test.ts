import assert from "node:assert/strict";
import { Browser, startTestApp, type TestApp } from "./support/testApp";
import { send } from "./support/wire";

describe("request for access", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(() => app.close());

  it("goes to the people who decide, with the page that was requested", async () => {
    const browser = new Browser(app);
    const form = await browser.get("/request-access?path=%2Fsecure%2Fcourse%2F");
    assert.match(form.text, /<label for="email">/);
    assert.match(form.text, /name="path" value="\/secure\/course\/"/);
    const fields = { email: "new@members.example", reason: "The \u0007 course\n", path: "/secure/course/" };
    const page = await browser.post("/request-access", fields);
    assert.equal(page.status, 200);
    assert.match(page.text, /We will answer to new@members\.example/);
    assert.deepEqual(app.requests, [
      { email: "new@members.example", reason: "The   course", path: "/secure/course/", person: undefined },
    ]);
  });

  it("knows who is signed in", async () => {
    const browser = new Browser(app);
    await browser.signIn("member");
    assert.match((await browser.get("/request-access")).text, /value="member@members\.example"/);
    await browser.post("/request-access", { email: "member@members.example", path: "//other.example" });
    assert.deepEqual(app.requests, [
      { email: "member@members.example", reason: "", path: undefined, person: "member" },
    ]);
  });

  it("without a valid address shows the form again, with the input kept and escaped", async () => {
    const page = await new Browser(app).post("/request-access", {
      email: '"><script>',
      reason: "</textarea>x",
    });
    assert.equal(page.status, 400);
    assert.match(page.text, /aria-invalid="true"/);
    assert.doesNotMatch(page.text, /"><script>|<\/textarea>x/);
    assert.deepEqual(app.requests, []);
  });

  it("is accepted only from the site's own pages, and in limited number", async () => {
    const browser = new Browser(app);
    const fields = { email: "new@members.example" };
    assert.equal((await browser.post("/request-access", fields, "https://other.example")).status, 400);
    const statuses: number[] = [];
    let wait = 0;
    for (let count = 0; count < 6; count += 1) {
      const page = await browser.post("/request-access", fields);
      statuses.push(page.status);
      wait = Number(page.headers["retry-after"]);
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
    assert.ok(wait > 0 && wait <= 600, String(wait));
    assert.equal((await new Browser(app, "203.0.113.9:1").post("/request-access", fields)).status, 200);
  });

  it("counts an IPv6 network as one viewer, whatever the address", async () => {
    const fields = { email: "new@members.example" };
    const ask = async (address: string): Promise<number> =>
      (await new Browser(app, `${address}:40000`).post("/request-access", fields)).status;
    const statuses: number[] = [];
    for (const host of [":1", ":2", ":3:4", "a:b:c:d", "ffff::1", ":6"]) {
      statuses.push(await ask(`2001:db8:1:2:${host}`));
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
    assert.equal(await ask("2001:db8:1:3::1"), 200);
  });

  it("is read even if the edge has not forwarded the content type", async () => {
    const { port, headers } = {
      port: app.site.ports.public,
      headers: { origin: app.document.publicUrl },
    };
    const text = "email=new%40members.example";
    const answer = await send({ port, headers, target: "/request-access", method: "POST", body: text });
    assert.equal(answer.status, 200);
  });

  it("ignores a form of another content type", async () => {
    const headers = { origin: app.document.publicUrl, "content-type": "multipart/form-data; boundary=x" };
    const page = await new Browser(app).get("/request-access", { method: "POST", headers });
    assert.equal(page.status, 400);
  });
});
