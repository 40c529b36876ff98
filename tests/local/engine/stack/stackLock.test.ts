import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { refuseHeldStack, removeDeadLocks } from "../../../../local/engine/stack/stackLock";
import { UserError } from "../../../../local/terminal/userError";

describe("a lock of the local backend", () => {
  const since = "2026-01-02T03:04:05Z";
  let backend: string;
  let file: string;
  beforeEach(() => {
    backend = mkdtempSync(join(tmpdir(), "secure-origin-lock-"));
    const folder = join(backend, ".pulumi", "locks", "organization", "shop", "dev");
    mkdirSync(folder, { recursive: true });
    file = join(folder, "1.json");
  });
  afterEach(() => rmSync(backend, { recursive: true, force: true }));

  const lock = (pid: number, host = hostname()): void =>
    writeFileSync(file, JSON.stringify({ pid, username: "me", hostname: host, timestamp: since }));
  const ended = (): number => spawnSync(process.execPath, ["--version"]).pid;

  it("is removed where its process has ended, or where it was never written to its end", () => {
    const pid = ended();
    lock(pid);
    refuseHeldStack({ backend }, "shop", "dev");
    assert.deepEqual(removeDeadLocks({ backend }, "shop", "dev"), [pid]);
    assert.equal(existsSync(file), false);
    writeFileSync(file, '{"pid":');
    assert.deepEqual(removeDeadLocks({ backend }, "shop", "dev"), []);
    assert.equal(existsSync(file), false);
  });

  it("is refused in one line, and kept, where its process runs", () => {
    lock(process.pid);
    assert.throws(
      () => refuseHeldStack({ backend }, "shop", "dev"),
      new UserError(
        `stack dev is being changed by process ${process.pid} since ${since}: wait until it ends, or end it with: kill ${process.pid}`,
      ),
    );
    assert.deepEqual(removeDeadLocks({ backend }, "shop", "dev"), []);
    assert.equal(existsSync(file), true);
  });

  it("is refused, and kept, where it is another machine's: nobody here knows of its process", () => {
    lock(ended(), "elsewhere");
    assert.throws(
      () => refuseHeldStack({ backend }, "shop", "dev"),
      (error: Error) =>
        /^stack dev is locked by process \d+ on elsewhere since 2026-01-02T03:04:05Z: wait for it, or, if it has ended, delete /.test(
          error.message,
        ) && error.message.endsWith(file),
    );
    assert.deepEqual(removeDeadLocks({ backend }, "shop", "dev"), []);
  });

  it("of another stack is left alone", () => {
    lock(ended());
    assert.deepEqual(removeDeadLocks({ backend }, "shop", "prod"), []);
    assert.equal(existsSync(file), true);
  });
});
