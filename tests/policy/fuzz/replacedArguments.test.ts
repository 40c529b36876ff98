import assert from "node:assert/strict";
import fc from "fast-check";
import { limitStackTraces } from "../../support/stackTraces";
import { accepted, replacements } from "./replacedArguments";

// The same replacements at each run, so that a change fails by what it changes; `npm run fuzz` draws others.
const seed = 20_261_128;

describe("a refused stack", () => {
  limitStackTraces(0);

  it("stays refused with any argument unknown or of another type", () => {
    fc.assert(
      fc.property(replacements, (replacement) => {
        assert.equal(accepted(replacement), undefined);
      }),
      { seed, numRuns: 250 },
    );
  }).timeout(240_000);
});
