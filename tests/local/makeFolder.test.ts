import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../local/makeFolder";

describe("a folder of a local run", () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "make-folder-"));
  });
  after(() => rmSync(root, { recursive: true }));

  it("is created with its parents, for its owner only, and is kept when it exists", () => {
    const folder = join(root, "one", "two");
    makeFolder(folder);
    makeFolder(folder);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it("is refused by the operating system where a file has its name", () => {
    writeFileSync(join(root, "file"), "");
    assert.throws(() => makeFolder(join(root, "file")), { code: "EEXIST" });
  });

  if (existsSync("/proc/self")) {
    it("is refused in one line on a file system that takes no folders", () => {
      assert.throws(() => makeFolder("/proc/x/y"), {
        name: "UserError",
        message:
          "cannot create /proc/x: this file system takes no folders. Name another in SECURE_ORIGIN_LOCAL_DIR",
      });
    });
  }
});
