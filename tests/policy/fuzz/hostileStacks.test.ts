import assert from "node:assert/strict";
import fc from "fast-check";
import { failuresIn, hostileChanges } from "./hostileStacks";

const seed = 20_261_128;

describe("the pack", () => {
  let limit: number;

  before(() => {
    limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 3;
  });

  after(() => {
    Error.stackTraceLimit = limit;
  });

  it("answers for stacks with hostile values and contradictions without a failure", () => {
    fc.assert(
      fc.property(hostileChanges, (change) => {
        assert.deepEqual(failuresIn(change), []);
      }),
      { seed, numRuns: 150 },
    );
  }).timeout(240_000);
});
