/** Drill 1: the secret header is rotated, also after an update that failed half-way, and nobody is refused. */
import assert from "node:assert/strict";
import type { TestEnvironment } from "./environment";
import type { Row } from "./tally";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** One `up` rotates. */
export function rotate(environment: TestEnvironment, generation: number): Promise<Row> {
  return environment.under(`header rotated to generation ${generation}`, async () => {
    environment.set({ headerGeneration: generation });
    await environment.up();
  });
}

/** An `up` that fails at the distribution, and then another generation on top of what it left. */
export function rotateAfterFailure(environment: TestEnvironment, generation: number): Promise<Row> {
  return environment.under(`generation ${generation} failed half-way, then ${generation + 1}`, async () => {
    environment.setFaults([{ type: DISTRIBUTION, operation: "update" }]);
    environment.set({ headerGeneration: generation });
    assert.notEqual((await environment.tryUp()).code, 0, "the update was to fail");
    assert.equal(environment.faultsLeft(), 0);
    environment.set({ headerGeneration: generation + 1 });
    await environment.up();
  });
}
