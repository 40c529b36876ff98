/** The secret header is rotated, also after an update that failed, without refusing anyone. */
import assert from "node:assert/strict";
import type { TestEnvironment } from "../environment";
import type { Row } from "../tally";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** Rotates the header by one `up`. */
export function rotate(environment: TestEnvironment, generation: number): Promise<Row> {
  return environment.underLoad(`header rotated to generation ${generation}`, async () => {
    environment.set({ headerGeneration: generation });
    await environment.up();
  });
}

/** Rotates the header by an `up` that fails at the distribution, and then to the next generation. */
export function rotateAfterFailure(environment: TestEnvironment, generation: number): Promise<Row> {
  return environment.underLoad(
    `rotation to generation ${generation} failed, then to ${generation + 1}`,
    async () => {
      environment.setFaults([{ type: DISTRIBUTION, operation: "update" }]);
      environment.set({ headerGeneration: generation });
      assert.notEqual((await environment.tryUp()).code, 0, "the update should have failed");
      assert.equal(environment.faultsLeft(), 0);
      environment.set({ headerGeneration: generation + 1 });
      await environment.up();
    },
  );
}
