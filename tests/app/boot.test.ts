import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildBundle,
  eventually,
  freePort,
  projectFolder,
  type RunningBundle,
  startBundle,
} from "./support/bundle";
import { validDocument } from "./support/configuration";
import { type Material, makeMaterial } from "./support/material";

/** Commands that would change the machine: each stand-in only notes how it was called. */
const standIns = ["dnf", "id", "useradd", "systemctl", "chown"];

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

  before(async () => {
    root = mkdtempSync(join(tmpdir(), "boot-"));
    material = makeMaterial();
    for (const command of standIns) {
      writeFileSync(join(root, command), `#!/bin/sh\necho "${command} $*" >>"${root}/calls"\n`, {
        mode: 0o755,
      });
    }
    // The bucket: aws s3 cp --only-show-errors s3://bucket/NAME TO
    writeFileSync(join(root, "aws"), `#!/bin/sh\ncp "${root}/bucket/\${4#s3://bucket/}" "$5"\n`, {
      mode: 0o755,
    });
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

  it("does not start what is not what the stack has put into the bucket", () => {
    for (const name of ["APP_BUNDLE_SHA256", "APP_CONFIG_SHA256"]) {
      const result = boot({ [name]: "0".repeat(64) });
      assert.notEqual(result.status, 0);
      assert.doesNotMatch(readFileSync(join(root, "calls"), "utf8"), /systemctl/);
    }
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
    assert.match(unit, /^ExecStart=\/usr\/bin\/node-24 \/opt\/members\/app\.mjs$/m);
  });

  it("lets nobody else read what it has put there", () => {
    for (const name of ["key.pem", "config.json", "app.mjs"]) {
      assert.equal(statSync(join(root, "opt/members", name)).mode & 0o777, 0o400);
    }
  });

  it("leaves a site that starts in the unit's environment and is healthy on both ports", async () => {
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
