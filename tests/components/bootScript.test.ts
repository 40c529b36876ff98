import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCRIPT = join(__dirname, "../../app/boot.sh");

/** Commands that would change the machine: each stand-in only notes how it was called. */
const STAND_INS = ["dnf", "id", "useradd", "systemctl", "chown"];

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function fetchText(port: number, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const request = get(
      { port, path, host: "localhost", rejectUnauthorized: false, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          resolve({ status: response.statusCode, text });
        });
      },
    );
    request.on("error", reject);
  });
}

/** Asks until the server listens. */
async function eventually(port: number, path: string): Promise<{ status: number | undefined; text: string }> {
  for (;;) {
    try {
      return await fetchText(port, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

describe("boot script", () => {
  let root: string;
  let ports: { PUBLIC_PORT: string; SIGNED_PORT: string };
  let server: ChildProcess | undefined;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "boot-"));
    ports = { PUBLIC_PORT: String(await freePort()), SIGNED_PORT: String(await freePort()) };
    for (const command of STAND_INS) {
      const note = `#!/bin/sh\necho "${command} $*" >>"${root}/calls"\n`;
      writeFileSync(join(root, command), note, { mode: 0o755 });
    }
    const path = `${root}:${process.env.PATH ?? ""}`;
    execFileSync("bash", [SCRIPT], { env: { ...ports, PATH: path, ROOT: root }, stdio: "pipe" });
  });

  after(() => {
    server?.kill();
    rmSync(root, { recursive: true });
  });

  it("installs Node and starts the service under a user of its own", () => {
    const calls = readFileSync(join(root, "calls"), "utf8");
    assert.match(calls, /^dnf install --assumeyes nodejs24 openssl$/m);
    assert.match(calls, /^systemctl enable --now members$/m);
    const unit = readFileSync(join(root, "etc/systemd/system/members.service"), "utf8");
    assert.match(unit, /^User=members$/m);
    assert.match(unit, /^ExecStart=\/usr\/bin\/node-24 \/opt\/members\/server\.mjs$/m);
    assert.match(
      unit,
      new RegExp(`^Environment=PUBLIC_PORT=${ports.PUBLIC_PORT} SIGNED_PORT=${ports.SIGNED_PORT}$`, "m"),
    );
  });

  it("lets nobody else read the private key of the certificate", () => {
    assert.equal(statSync(join(root, "opt/members/key.pem")).mode & 0o777, 0o400);
  });

  it("serves each tier over TLS on its own port, and answers health checks", async () => {
    server = spawn(process.execPath, [join(root, "opt/members/server.mjs")], {
      env: ports,
      stdio: "inherit",
    });
    for (const [tier, port] of [
      ["public", ports.PUBLIC_PORT],
      ["signed", ports.SIGNED_PORT],
    ] as const) {
      assert.deepEqual(await eventually(Number(port), "/healthz"), { status: 200, text: "ok\n" });
      const page = await eventually(Number(port), "/premium/x");
      assert.deepEqual(page, { status: 200, text: `This is the ${tier} tier.\n` });
    }
  });
});
