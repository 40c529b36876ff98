/** Tests that npm would publish the package, without publishing it and without a registry. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import manifest from "../../package.json";
import type { Tarball } from "./consumer";

/** A registry that nobody runs, and a login for it. */
const nowhere = ["--registry=http://127.0.0.1:9", "--//127.0.0.1:9/:_authToken=none", "--fetch-retries=0"];

/** Tests `npm publish --dry-run` of the tarball. */
export function publishTests(tarball: () => Tarball): void {
  it("is accepted by npm without a warning, public and with provenance", () => {
    const { status, stdout, stderr } = spawnSync(
      "npm",
      ["publish", tarball().file, "--dry-run", "--provenance", "--access=public", ...nowhere],
      { cwd: tarball().folder, encoding: "utf8", env: { ...process.env, HOME: tarball().home } },
    );
    assert.equal(status, 0, stderr);
    assert.deepEqual(stderr.match(/^npm (?:warn|error).*$/gm), null);
    assert.match(stderr, /with tag latest and public access \(dry-run\)/);
    assert.equal(stdout, `+ ${manifest.name}@${manifest.version}\n`);
  });

  it("is published by no one without provenance", () => {
    assert.deepEqual(manifest.publishConfig, { access: "public", provenance: true });
    assert.ok(!("private" in manifest));
  });
}
