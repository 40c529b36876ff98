import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readable } from "../../../local/terminal/report";
import { UserError } from "../../../local/terminal/userError";
import { isWriteError, writeProblem } from "../../../local/terminal/writeProblem";

describe("a file that cannot be written", () => {
  it("is told in one line: which, why, and what to do", () => {
    assert.equal(
      writeProblem({ code: "ENOSPC", path: "place/account.json" }),
      "cannot write place/account.json: no space is left on the device (ENOSPC). Make it writable and free some room, or name " +
        "another folder in SECURE_ORIGIN_LOCAL_DIR",
    );
    assert.equal(
      writeProblem({ code: "EROFS" }, "TMPDIR"),
      "cannot write a file of the local run: the file system is read-only (EROFS). Make it writable and free some room, or " +
        "name another folder in TMPDIR",
    );
    assert.match(
      writeProblem({ code: "EACCES", path: "x" }),
      /^cannot use x: permission is denied \(EACCES\)\. /,
    );
  });

  it("is known by its code, also where a folder's place is taken by a file", () => {
    const dir = mkdtempSync(join(tmpdir(), "secure-origin-write-"));
    try {
      writeFileSync(join(dir, "file"), "");
      assert.throws(() => mkdirSync(join(dir, "file", "below"), { recursive: true }), isWriteError);
    } finally {
      rmSync(dir, { recursive: true });
    }
    assert.equal(isWriteError(new TypeError("a bug")), false);
    assert.equal(isWriteError(Object.assign(new Error(), { code: "toString" })), false);
  });

  it("is reported in that line, as is what a person can act on; a bug keeps its stack", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    assert.equal(readable(full), writeProblem({ code: "ENOSPC" }));
    assert.equal(readable(new UserError("do this")), "do this");
    const bug = new TypeError("a bug");
    assert.equal(readable(bug), bug);
  });
});
