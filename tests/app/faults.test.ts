/** The site when a service that it depends on fails: bounded responses, no crash, nothing opened. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type TLSSocket } from "node:tls";
import { freePort } from "../support/freePort";
import { buildBundle } from "./support/bundle";
import { validDocument } from "./support/configuration";
import { makeMaterial } from "./support/material";
import { Browser, withTestApp } from "./support/testApp";
import { send } from "./support/wire";

/** A viewer's connection that says the beginning of a request and then nothing more, but listens on. */
async function halfClosed(port: number): Promise<TLSSocket> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  socket.on("error", () => undefined);
  socket.end("GET / HTTP/1.1\r\nHost: members\r\nX-Half:");
  return socket;
}

describe("the site, when something fails", () => {
  it("keeps serving when its log cannot be written, and still stops on request", async () => {
    const folder = mkdtempSync(join(tmpdir(), "faults-"));
    const material = makeMaterial();
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
      tls: material.tls,
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(document));
    buildBundle(join(folder, "app.mjs"));
    const ports = { public: await freePort(), signed: await freePort() };
    // Each write to it fails with ENOSPC.
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, ["--no-warnings", "app.mjs"], {
      cwd: folder,
      env: {
        MEMBERS_CONFIG: "config.json",
        PUBLIC_PORT: String(ports.public),
        SIGNED_PORT: String(ports.signed),
      },
      stdio: ["ignore", full, "inherit"],
    });
    const exit = once(child, "exit");
    try {
      const answers: number[] = [];
      while (answers.length < 20 && child.exitCode === null) {
        const answer = await send({ port: ports.public, target: "/" }).catch(() => undefined);
        answers.push(...(answer === undefined ? [] : [answer.status]));
        await sleep(answer === undefined ? 25 : 0);
      }
      assert.deepEqual([child.exitCode, new Set(answers)], [null, new Set([200])]);
    } finally {
      child.kill("SIGTERM");
      assert.deepEqual(await exit, [0, null]);
      closeSync(full);
      material.remove();
      rmSync(folder, { recursive: true });
    }
  });

  it("closes half-closed connections and keeps serving the others", async () => {
    await withTestApp({}, async (app) => {
      const { public: port } = app.site.ports;
      const half = await Promise.all(Array.from({ length: 50 }, () => halfClosed(port)));
      const closed = half.map((socket) => once(socket.resume(), "close"));
      assert.equal((await send({ port, target: "/" })).status, 200);
      await Promise.all(closed);
    });
  });

  it("grants no access while its clock is slow, and full access once the clock is correct", async () => {
    await withTestApp({}, async (app) => {
      app.time.ahead = -3_600;
      const browser = new Browser(app);
      await browser.signIn("premium");
      const refused = await browser.get("/premium/");
      assert.equal(refused.verdict.outcome, "deny");
      assert.doesNotMatch(refused.text, /Studio/);
      app.time.ahead = 0;
      const again = new Browser(app);
      assert.equal((await again.signIn("premium", "/premium/")).status, 200);
    });
  });

  it("bounds what it signed with a fast clock by that clock and by its own limit", async () => {
    await withTestApp({}, async (app) => {
      app.time.ahead = 600;
      const browser = new Browser(app);
      assert.equal((await browser.signIn("premium", "/premium/")).status, 200);
      // 15 minutes is the longest that an entitlement signs for.
      const latest = Math.floor(Date.now() / 1_000) + 600 + 15 * 60;
      const policy = browser.jar.value("CloudFront-Expires");
      assert.ok(policy === undefined || Number(policy) <= latest, policy);
      app.time.ahead = 9 * 3_600;
      assert.notEqual((await browser.get("/account")).status, 500);
    });
  });
});
