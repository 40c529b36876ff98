import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/freePort";
import { buildBundle, eventually, type RunningBundle, startBundle } from "./support/bundle";
import { validDocument } from "./support/configuration";
import { fileNamesOf } from "./support/fileNames";
import { type Material, makeMaterial } from "./support/material";
import { send } from "./support/wire";

describe("bundle", () => {
  let folder: string;
  let material: Material;
  let running: RunningBundle;
  let ports: { public: number; signed: number };
  const published: URLSearchParams[] = [];
  const topics = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      published.push(new URLSearchParams(body));
      const result = "<PublishResult><MessageId>1</MessageId></PublishResult>";
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(
        `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${result}</PublishResponse>`,
      );
    });
  });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
    material = makeMaterial();
    topics.listen(0, "127.0.0.1");
    await once(topics, "listening");
    ports = { public: await freePort(), signed: await freePort() };
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
      tls: material.tls,
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(document));
    buildBundle(join(folder, "app.mjs"));
    running = startBundle("app.mjs", folder, {
      MEMBERS_CONFIG: "config.json",
      PUBLIC_PORT: String(ports.public),
      SIGNED_PORT: String(ports.signed),
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL_SNS: `http://127.0.0.1:${(topics.address() as AddressInfo).port}`,
    });
    await eventually(ports.signed, "/healthz", running);
  });
  after(async () => {
    await running.terminate();
    topics.close();
    topics.closeAllConnections();
    material.remove();
    rmSync(folder, { recursive: true });
  });

  it("is byte-identical on each build: only a change of the site replaces instances", () => {
    buildBundle(join(folder, "again.mjs"));
    assert.ok(readFileSync(join(folder, "again.mjs")).equals(readFileSync(join(folder, "app.mjs"))));
  });

  it("serves both tiers from one file, style sheet included", async () => {
    const page = await send({ port: ports.public, target: "/" });
    assert.equal(page.status, 200);
    const sheet = /\/assets\/site-[0-9a-f]{10}\.css/.exec(page.text)?.[0] ?? "";
    assert.match((await send({ port: ports.public, target: sheet })).text, /--accent/);
    const picturePath = await fileNamesOf(material.sessionKeys).pathOf("/premium/files/blue-hour.svg");
    const picture = await send({ port: ports.signed, target: picturePath });
    assert.match(picture.text, /^<svg/);
  });

  it("publishes a request for access to the topic", async () => {
    const form = { email: "new@members.example", reason: "to learn", path: "/premium/" };
    const headers = { origin: "https://members.example.com" };
    const page = await send({ port: ports.public, target: "/request-access", form, headers });
    assert.equal(page.status, 200);
    const [message] = published;
    assert.equal(message?.get("TopicArn"), "arn:aws:sns:eu-west-1:111122223333:access-requests");
    assert.deepEqual(JSON.parse(message.get("Message") ?? ""), { type: "access-request", ...form });
  });

  it("answers 500 without details when the issuer cannot be reached, and logs the reason", async () => {
    const page = await send({ port: ports.public, target: "/login/start" });
    assert.deepEqual([page.status, page.headers["cache-control"]], [500, "no-store"]);
    assert.doesNotMatch(page.text, /login\.example|Error|\.mjs|\.ts/);
    assert.match(running.output(), /"level":"error".*a request failed/);
  });

  it("stops on SIGTERM, and says so", async () => {
    assert.equal(await running.terminate(), 0);
    assert.match(running.output(), /the site has stopped/);
  });

  it("does not start with an invalid configuration, and says what is wrong", async () => {
    writeFileSync(join(folder, "wrong.json"), JSON.stringify({ ...validDocument(), sesion: {} }));
    const wrong = startBundle("app.mjs", folder, { MEMBERS_CONFIG: "wrong.json" });
    await once(wrong.child, "exit");
    assert.equal(wrong.child.exitCode, 1);
    assert.match(wrong.output(), /Unrecognized key.*sesion/);
  });

  it("exits when one of its ports is taken", async () => {
    const taken = createServer().listen(0);
    await once(taken, "listening");
    const half = startBundle("app.mjs", folder, {
      MEMBERS_CONFIG: "config.json",
      PUBLIC_PORT: String(await freePort()),
      SIGNED_PORT: String((taken.address() as AddressInfo).port),
    });
    await once(half.child, "exit");
    taken.close();
    assert.equal(half.child.exitCode, 1);
    assert.match(half.output(), /EADDRINUSE/);
  });
});
