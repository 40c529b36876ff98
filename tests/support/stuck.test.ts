import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { StuckWorkers } from "./stuck";

/** The worker's note, as its program writes it. */
const note = `process.env.TEST_NOTES + "/" + process.pid`;

/** Starts a worker that begins a test and then runs a program. */
function worker(stuck: StuckWorkers, program: string): ChildProcess {
  const begun = `require("node:fs").writeFileSync(${note}, "its test");`;
  return spawn(process.execPath, ["-e", begun + program], {
    env: { ...process.env, ...stuck.environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("a stuck worker", () => {
  let printed: string[];
  let stuck: StuckWorkers;
  beforeEach(() => {
    printed = [];
    stuck = new StuckWorkers({ test: 1_000, end: 1_000 }, (line) => printed.push(line));
  });
  afterEach(() => stuck.close());

  it("continues once the process that it waits for is killed, and its test is named", async () => {
    const waiting = `const { signal } = require("node:child_process").spawnSync("sleep", ["600"]);
      process.stdout.write(signal);`;
    const child = worker(stuck, waiting);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    assert.deepEqual(await once(child, "close"), [0, null]);
    assert.equal(output, "SIGKILL");
    assert.match(printed.join("\n"), /^stuck for \d+ s: its test\n {2}killed: sleep 600$/);
  });

  it("is killed if it waits for no process", async () => {
    const [, signal] = (await once(worker(stuck, "for (;;);"), "exit")) as [number | null, string | null];
    assert.equal(signal, "SIGKILL");
    assert.match(printed.join("\n"), /its test\n {2}killed: the worker, which waits for no process$/);
  });

  it("is killed if it has no more tests and does not exit", async () => {
    const child = worker(
      stuck,
      `require("node:fs").writeFileSync(${note}, ""); setInterval(() => {}, 1_000);`,
    );
    assert.deepEqual(await once(child, "exit"), [null, "SIGKILL"]);
    assert.deepEqual(printed, ["  killed: a worker that did not exit after all tests"]);
  });

  it("is not one whose tests go on: nothing is printed", async () => {
    const working = `const { rmSync, writeFileSync } = require("node:fs");
      const timer = setInterval(() => writeFileSync(${note}, "the next"), 100);
      setTimeout(() => { clearInterval(timer); rmSync(${note}); }, 2_500);`;
    assert.deepEqual(await once(worker(stuck, working), "exit"), [0, null]);
    assert.deepEqual(printed, []);
  });
});
