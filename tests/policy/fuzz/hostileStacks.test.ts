import assert from "node:assert/strict";
import fc from "fast-check";
import { limitStackTraces } from "../../support/stackTraces";
import { failuresIn, hostileChanges } from "./hostileStacks";

const seed = 20_261_128;

describe("the pack", () => {
  limitStackTraces(3);

  it("answers for stacks with hostile values and contradictions without a failure", () => {
    fc.assert(
      fc.property(hostileChanges, (change) => {
        assert.deepEqual(failuresIn(change), []);
      }),
      { seed, numRuns: 150 },
    );
  }).timeout(240_000);
});
