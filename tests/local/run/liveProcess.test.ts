import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { descendantsOf, isAlive, sendSignal } from "../../../local/run/liveProcess";

describe("a process of this machine", () => {
  it("is alive until it has ended, and no signal reaches it after that", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
    const pid = child.pid ?? 0;
    assert.equal(isAlive(pid), true);
    assert.ok(descendantsOf(process.pid).includes(pid));
    sendSignal(pid, "SIGKILL");
    await once(child, "close");
    assert.equal(isAlive(pid), false);
    sendSignal(pid, "SIGKILL");
    assert.ok(!descendantsOf(process.pid).includes(pid));
  });

  it("is not alive when it has ended and nobody has waited for it", () => {
    // This process waits for its children between two turns of its loop only.
    const { pid = 0 } = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    const end = Date.now() + 60_000;
    while (isAlive(pid)) {
      assert.ok(Date.now() < end, "it does not end");
    }
    process.kill(pid, 0);
  });
});
