import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";

const PORTS = { PUBLIC_PORT: "8443", SIGNED_PORT: "8444" };
const script = (example: string): string => join(projectFolder, "examples", example, "boot.sh");

describe("boot scripts of the examples", () => {
  const root = mkdtempSync(join(tmpdir(), "secure-origin-boot-"));
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  /** Runs a script as an instance would, with stubs for commands that would change this machine. */
  const boot = (example: string): void => {
    for (const command of ["dnf", "systemctl", "systemd-run"]) {
      writeFileSync(join(root, command), `#!/bin/sh\necho "${command} $*" >>"${root}/calls"\n`, {
        mode: 0o755,
      });
    }
    execFileSync("bash", [script(example)], {
      env: { ...PORTS, ROOT: root, PATH: `${root}:${process.env.PATH ?? ""}` },
      stdio: "pipe",
    });
  };
  after(() => rmSync(root, { recursive: true }));

  it("smallest: starts a server on both ports, with a key of its own", () => {
    boot("smallest");
    assert.match(read("calls"), /^systemd-run .*python3 serve\.py 8443 8444$/m);
    assert.match(read("calls"), / --property=RestartSec=2 --property=StartLimitIntervalSec=0 /);
    assert.match(read("opt/members/certificate.pem"), /^-----BEGIN CERTIFICATE-----/);
    assert.match(read("opt/members/serve.py"), /minimum_version = ssl\.TLSVersion\.TLSv1_2/);
  });

  it("are the same in every example that is not about the server", () => {
    for (const example of ["two-applications", "change-a-child", "yaml", "python", "go"]) {
      assert.equal(readFileSync(script(example), "utf8"), readFileSync(script("smallest"), "utf8"), example);
    }
  });

  it("nginx: serves each tier on its own port from its own folder", () => {
    boot("nginx");
    assert.match(read("calls"), /^systemctl enable --now nginx$/m);
    const servers = [
      ...read("etc/nginx/conf.d/tiers.conf").matchAll(/listen (\d+) ssl[^}]*?root (\S+);/g),
    ].map(([, port, folder]) => [port, folder?.slice(root.length)]);
    assert.deepEqual(servers, [
      ["8443", "/srv/public"],
      ["8444", "/srv/signed"],
    ]);
  });

  it("nginx: refuses every path that is not canonical, and no other", () => {
    const [, pattern = ""] = /\$request_uri ~\* "(.*)"\)/.exec(read("etc/nginx/conf.d/tier.inc")) ?? [];
    // nginx reads \\ inside quotes as one backslash.
    const refused = new RegExp(pattern.replaceAll("\\\\", "\\"), "i");
    const spellings = [
      "/premium/..%2fsecure/a",
      "/premium/../secure/a",
      "/premium/..",
      "/premium/./a",
      "/premium//a",
      "/premium;a/b",
      "/premium%2Fa",
      "/premium%5ca",
      "/premium\\a",
      "/premium/%252e%252e/a",
      "/premium/%2e%2e/a",
      "/premium/a%00",
    ];
    assert.deepEqual(
      spellings.filter((path) => !refused.test(path)),
      [],
    );
    const plain = [
      "/",
      "/premium/",
      "/premium/a.b/c..d",
      "/premium/a?next=//x/..%2f;",
      "/downloads/caf%C3%A9.pdf",
    ];
    assert.deepEqual(
      plain.filter((path) => refused.test(path)),
      [],
    );
  });
});
