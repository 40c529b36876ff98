import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { StuckWorkers } from "./stuck";

/** Where a worker notes what it is at, as its own text says it. */
const note = `process.env.TEST_NOTES + "/" + process.pid`;

/** Begins a test, as a worker does, and then never comes to its end: the text does that. */
function worker(stuck: StuckWorkers, text: string): ChildProcess {
  const begun = `require("node:fs").writeFileSync(${note}, "its test");`;
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
    stuck = new StuckWorkers({ test: 1_000, end: 1_000 }, (line) => said.push(line));
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
    assert.match(said.join("\n"), /its test\n {2}ended: the worker, which waits for no process$/);
  });

  it("is ended where it has no test any more and does not go", async () => {
    const child = worker(
      stuck,
      `require("node:fs").writeFileSync(${note}, ""); setInterval(() => {}, 1_000);`,
    );
    assert.deepEqual(await once(child, "exit"), [null, "SIGKILL"]);
    assert.deepEqual(said, ["  ended: a worker that does not end by itself when all tests are done"]);
  });

  it("is none that works: nothing is said of it", async () => {
    const working = `const { rmSync, writeFileSync } = require("node:fs");
      const timer = setInterval(() => writeFileSync(${note}, "the next"), 100);
      setTimeout(() => { clearInterval(timer); rmSync(${note}); }, 2_500);`;
    assert.deepEqual(await once(worker(stuck, working), "exit"), [0, null]);
    assert.deepEqual(said, []);
  });
});
