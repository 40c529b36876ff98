/** Drill 1: the secret header is rotated, also after an update that failed half-way, and nobody is refused. */
import assert from "node:assert/strict";
import type { Stand } from "./environment";
import type { Row } from "./tally";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** One `up` rotates. */
export function rotate(stand: Stand, generation: number): Promise<Row> {
  return stand.under(`header rotated to generation ${generation}`, async () => {
    stand.set({ headerGeneration: generation });
    await stand.up();
  });
}

/** An `up` that fails at the distribution, and then another generation on top of what it left. */
export function rotateAfterFailure(stand: Stand, generation: number): Promise<Row> {
  return stand.under(`generation ${generation} failed half-way, then ${generation + 1}`, async () => {
    stand.disturb([{ type: DISTRIBUTION, operation: "update" }]);
    stand.set({ headerGeneration: generation });
    assert.notEqual((await stand.tryUp()).code, 0, "the update was to fail");
    assert.equal(stand.faultsLeft(), 0);
    stand.set({ headerGeneration: generation + 1 });
    await stand.up();
  });
}
