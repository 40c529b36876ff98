import assert from "node:assert/strict";
import { Findings } from "./findings";

describe("the findings of several histories", () => {
  const findings = new Findings();

  it("are a line for each, with its failures", () => {
    const ok = findings.add(
      7,
      3,
      { requests: 10, counts: { commands: 5, "command: tags": 1, faults: 2 }, failures: [] },
      1.6,
    );
    assert.equal(ok, "ok      seed 7: 3 steps, 10 requests, 2 s");
    const failed = findings.add(
      8,
      4,
      { requests: 20, counts: { commands: 6 }, failures: ["lost", "open"] },
      60,
    );
    assert.equal(failed, "FAILED  seed 8: 4 steps, 20 requests, 60 s\n        lost\n        open");
  });

  it("are summed in a table that names the seeds that failed", () => {
    assert.equal(
      findings.table(),
      [
        "       1  command: tags",
        "      11  commands",
        "       2  faults",
        "      30  requests",
        "2 histories in 1 minutes; failed: seeds 8",
        "| 2 (from 7) | 11 of 1 kinds | 2 | 30 | 0 | 0 |",
      ].join("\n"),
    );
    assert.match(new Findings().table(), /^0 histories in 0 minutes; none failed\n/);
  });
});
