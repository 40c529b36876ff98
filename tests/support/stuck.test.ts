import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { StuckWorkers } from "./stuck";

/** Begins a test, as a worker does, and then never comes to its end: the text does that. */
function worker(stuck: StuckWorkers, text: string): ChildProcess {
  const begun = `require("node:fs").writeFileSync(process.env.TEST_NOTES + "/" + process.pid, "its test");`;
  return spawn(process.execPath, ["-e", begun + text], {
    env: { ...process.env, ...stuck.environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("a stuck worker", () => {
  let said: string[];
  let stuck: StuckWorkers;
  beforeEach(() => {
    said = [];
    stuck = new StuckWorkers(1_500, (line) => said.push(line));
  });
  afterEach(() => stuck.close());

  it("goes on once the process that it waits for is ended, and its test is named", async () => {
    const waiting = `const { signal } = require("node:child_process").spawnSync("sleep", ["600"]);
      process.stdout.write(signal);`;
    const child = worker(stuck, waiting);
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    assert.deepEqual(await once(child, "close"), [0, null]);
    assert.equal(printed, "SIGKILL");
    assert.match(said.join("\n"), /^stuck for \d+ s: its test\n {2}ended: sleep 600$/);
  });

  it("is ended itself where it waits for no process", async () => {
    const [, signal] = (await once(worker(stuck, "for (;;);"), "exit")) as [number | null, string | null];
    assert.equal(signal, "SIGKILL");
    assert.match(said.join("\n"), /its test\n {2}ended: the worker of mocha's$/);
  });

  it("is none that works: nothing is said of it", async () => {
    const file = "process.env.TEST_NOTES + '/' + process.pid";
    const working = `const { rmSync, writeFileSync } = require("node:fs");
      const timer = setInterval(() => writeFileSync(${file}, "the next"), 100);
      setTimeout(() => { clearInterval(timer); rmSync(${file}); }, 3_500);`;
    assert.deepEqual(await once(worker(stuck, working), "exit"), [0, null]);
    assert.deepEqual(said, []);
  });
});
