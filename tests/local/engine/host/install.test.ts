import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isInstalled } from "../../../../local/engine/host/install";

describe("the packages of a Node plugin", () => {
  const root = mkdtempSync(join(tmpdir(), "secure-origin-packages-"));
  const plugin = join(root, "plugin");
  const zod = (folder: string, version: string): void => {
    const place = join(folder, "node_modules", "zod");
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "package.json"), JSON.stringify({ version }));
  };
  before(() => {
    mkdirSync(plugin);
    writeFileSync(join(plugin, "package.json"), JSON.stringify({ dependencies: { zod: "^4.6.7" } }));
  });
  after(() => rmSync(root, { recursive: true }));

  it("are installed unless all are there, in its folder or above it, in versions that it accepts", () => {
    assert.equal(isInstalled(plugin), false);
    zod(root, "4.5.0");
    assert.equal(isInstalled(plugin), false);
    zod(root, "4.7.0");
    assert.equal(isInstalled(plugin), true);
    zod(plugin, "3.0.0");
    assert.equal(isInstalled(plugin), false, "the nearest is loaded");
  });

  it("are none of a folder without dependencies", () => {
    writeFileSync(join(root, "package.json"), "{}");
    assert.equal(isInstalled(root), true);
  });
});
