import assert from "node:assert/strict";
import fc from "fast-check";
import { answersTo, documentChanges } from "./changedDocuments";

const seed = 20_261_128;

describe("explain-stack and review", () => {
  it("answer for any change of a state, a preview or a plan, or refuse it in one line", () => {
    fc.assert(
      fc.property(documentChanges, (change) => {
        const { answers, isOfOtherType } = answersTo(change);
        assert.ok(answers.every((answer) => /^(open|closed)\n|^(closed|refused)$/.test(answer)));
        // The state has a load balancer on the internet: a value of another type must not hide it.
        assert.ok(!(change.document === "state" && isOfOtherType && answers[0] === "closed"));
      }),
      { seed, numRuns: 150 },
    );
  }).timeout(240_000);
});
