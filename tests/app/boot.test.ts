import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/freePort";
import { buildBundle, eventually, projectFolder, type RunningBundle, startBundle } from "./support/bundle";
import { validDocument } from "./support/configuration";
import { type Material, makeMaterial } from "./support/material";

/** Commands that would change the machine: each stand-in only notes how it was called. */
const standIns = ["dnf", "id", "useradd", "systemctl", "chown", "sleep"];

const hashOf = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

describe("boot script", () => {
  let root: string;
  let material: Material;
  let environment: Record<string, string>;
  let running: RunningBundle | undefined;

  const boot = (changes: Record<string, string> = {}) =>
    spawnSync("bash", [join(projectFolder, "app/boot.sh")], {
      env: { ...environment, ...changes },
      stdio: "pipe",
    });

  /** Writes a command that notes how it was called, and fails as often as the file `COMMAND.fails` has lines. */
  const standIn = (command: string, does: string): void => {
    const fails = join(root, `${command}.fails`);
    const lines = [
      "#!/bin/sh",
      `echo "${command} $*" >>"${root}/calls"`,
      `if [ -s "${fails}" ]; then sed -i 1d "${fails}"; echo "An error occurred (AccessDenied)" >&2; exit 1; fi`,
      does,
    ];
    writeFileSync(join(root, command), `${lines.join("\n")}\n`, { mode: 0o755 });
  };
  const failFirst = (command: string, times: number): void =>
    writeFileSync(join(root, `${command}.fails`), "fails\n".repeat(times));
  /** The commands that were called since the last look, by name. */
  const called = (): string[] => {
    const calls = readFileSync(join(root, "calls"), "utf8").trim().split("\n");
    rmSync(join(root, "calls"));
    return calls.map((call) => call.split(" ")[0] ?? "");
  };
  const lastLine = (result: { stderr: Buffer }): string =>
    result.stderr.toString().trim().split("\n").at(-1) ?? "";

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "boot-"));
    material = makeMaterial();
    for (const command of standIns) {
      standIn(command, "");
    }
    // The bucket: aws s3 cp --only-show-errors s3://bucket/NAME TO
    standIn("aws", `cp "${root}/bucket/\${4#s3://bucket/}" "$5"`);
    mkdirSync(join(root, "bucket"));
    const [bundle, config] = [join(root, "bucket/app.mjs"), join(root, "bucket/config.json")];
    buildBundle(bundle);
    const document = {
      ...validDocument(),
      session: { keys: material.sessionKeys },
      signing: { key: material.signingKey, keyPairId: "K2JCJMDEHXQW5F" },
      tls: undefined, // the certificate that the script makes
    };
    writeFileSync(config, JSON.stringify(document));
    environment = {
      PUBLIC_PORT: String(await freePort()),
      SIGNED_PORT: String(await freePort()),
      AWS_REGION: "eu-west-1",
      APP_BUNDLE: "s3://bucket/app.mjs",
      APP_BUNDLE_SHA256: hashOf(bundle),
      APP_CONFIG: "s3://bucket/config.json",
      APP_CONFIG_SHA256: hashOf(config),
      PATH: `${root}:${process.env.PATH ?? ""}`,
      ROOT: root,
    };
  });
  after(async () => {
    await running?.terminate();
    material.remove();
    rmSync(root, { recursive: true });
  });

  it("does not start a file that differs from the one the stack uploaded", () => {
    for (const name of ["APP_BUNDLE_SHA256", "APP_CONFIG_SHA256"]) {
      const result = boot({ [name]: "0".repeat(64) });
      assert.notEqual(result.status, 0);
      const file = name === "APP_BUNDLE_SHA256" ? "app.mjs" : "config.json";
      assert.equal(lastLine(result), `boot: failed: checking the SHA-256 of s3://bucket/${file}`);
      assert.ok(!called().includes("systemctl"));
    }
  });

  it("waits for repositories that are busy and for a role that is not usable yet", () => {
    failFirst("dnf", 2);
    failFirst("aws", 11);
    const result = boot();
    assert.equal(result.status, 0, result.stderr.toString());
    assert.match(result.stderr.toString(), /^boot: attempt 2 of 12 failed: installing packages$/m);
    assert.match(
      result.stderr.toString(),
      /^boot: attempt 11 of 12 failed: fetching s3:\/\/bucket\/app\.mjs$/m,
    );
    assert.equal(result.stdout.toString().trim().split("\n").at(-1), "boot: the site is started");
    const calls = called();
    const times = (command: string): number => calls.filter((call) => call === command).length;
    assert.deepEqual([times("dnf"), times("aws"), times("sleep"), times("systemctl")], [3, 13, 13, 2]);
  });

  it("gives up after twelve attempts, and its last line says at what", () => {
    for (const [command, step] of [
      ["dnf", "installing packages"],
      ["aws", "fetching s3://bucket/app.mjs"],
    ] as const) {
      failFirst(command, 12);
      const result = boot();
      assert.equal(result.status, 1);
      assert.equal(lastLine(result), `boot: failed: ${step}`);
      const calls = called();
      assert.equal(calls.filter((call) => call === command).length, 12);
      assert.ok(!calls.includes("systemctl"));
    }
  });

  it("tells the client to ask instance metadata more than once", () => {
    standIn("aws", `env >"${root}/environment"; cp "${root}/bucket/\${4#s3://bucket/}" "$5"`);
    assert.equal(boot().status, 0);
    const given = readFileSync(join(root, "environment"), "utf8");
    assert.match(given, /^AWS_METADATA_SERVICE_NUM_ATTEMPTS=5$/m);
    assert.match(given, /^AWS_METADATA_SERVICE_TIMEOUT=2$/m);
  });

  it("installs Node and starts the service under a user of its own", () => {
    const result = boot();
    assert.equal(result.status, 0, result.stderr.toString());
    const calls = readFileSync(join(root, "calls"), "utf8");
    assert.match(calls, /^dnf install --assumeyes nodejs24 openssl awscli-2$/m);
    assert.match(calls, /^chown --recursive members:members .*\/opt\/members$/m);
    assert.match(calls, /^systemctl enable --now members$/m);
    const unit = readFileSync(join(root, "etc/systemd/system/members.service"), "utf8");
    assert.match(unit, /^User=members$/m);
    assert.match(unit, /^\[Unit\][^[]*^StartLimitIntervalSec=0$/m);
    assert.match(unit, /^ExecStart=\/usr\/bin\/node-24 \/opt\/members\/app\.mjs$/m);
  });

  it("leaves files that no other user can read", () => {
    for (const name of ["key.pem", "config.json", "app.mjs"]) {
      assert.equal(statSync(join(root, "opt/members", name)).mode & 0o777, 0o400);
    }
  });

  it("sets up a site that starts in the unit's environment and is healthy on both ports", async () => {
    const unit = readFileSync(join(root, "etc/systemd/system/members.service"), "utf8");
    const pairs = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = ""]) => line.split(" "));
    const env = Object.fromEntries(
      pairs.map((pair) => {
        const [name = "", value = ""] = pair.split("=");
        return [name, value.startsWith("/") ? join(root, value) : value];
      }),
    );
    const home = join(root, "opt/members");
    running = startBundle(join(home, "app.mjs"), home, env);
    for (const name of ["PUBLIC_PORT", "SIGNED_PORT"]) {
      assert.equal((await eventually(Number(environment[name]), "/healthz", running)).text, "ok\n");
    }
  });
});
