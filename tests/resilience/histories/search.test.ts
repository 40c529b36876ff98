import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { runHistory } from "./history";
import { asTest, kindOf, search } from "./search";
import { histories } from "./steps";

describe("a random history", () => {
  it("has 5 to 12 commands, at least one of them with a fault", () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const commands = steps.length + steps.filter(({ also }) => also !== undefined).length;
        assert.ok(commands >= 5 && commands <= 12, String(commands));
        assert.ok(steps.some(({ fault }) => fault !== undefined));
      }),
    );
  });

  it("fails the same way whatever the ids, times and the step", () => {
    const one = "header rotated: /page, public at 02:18:56.868: status 403; balancer: members-lb-alb-5d7c88c";
    const other = "logs, tags: /page, public at 03:00:00.001: status 403; balancer: members-lb-alb-0000001";
    assert.equal(kindOf([one]), kindOf([other]));
    assert.notEqual(kindOf([one]), kindOf(["destroy left aws:kms/key:Key 1"]));
    assert.equal(kindOf([]), "");
  });

  it("shrinks to the steps without which it does not fail", async () => {
    let runs = 0;
    const run: typeof runHistory = (steps) => {
      runs += 1;
      const killed = steps.filter(({ fault }) => fault !== undefined).length;
      return Promise.resolve({ requests: 0, counts: {}, failures: killed > 1 ? ["lost"] : [], printed: "" });
    };
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const found = await Promise.all(seeds.map((seed) => search(seed, { shrink: true }, run)));
    const failed = found.filter(({ outcome }) => outcome.failures.length > 0);
    assert.ok(failed.length > 10 && runs > failed.length);
    for (const { shortest } of failed) {
      assert.deepEqual(shortest?.failures, ["lost"]);
      assert.deepEqual(
        shortest.steps.map(({ also, fault }) => [also, fault !== undefined]),
        [
          [undefined, true],
          [undefined, true],
        ],
      );
    }
  });

  it("prints as a test", () => {
    assert.equal(
      asTest([{ change: "header rotated", pick: 1 }]),
      [
        'it("…", async () => {',
        '  const { failures } = await runHistory([{"change":"header rotated","pick":1}]);',
        "  assert.deepEqual(failures, []);",
        "});",
      ].join("\n"),
    );
  });
});
