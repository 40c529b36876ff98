import assert from "node:assert/strict";
import fc from "fast-check";
import { changedKeys, readsOf } from "./changedKeys";

const seed = 20_261_128;

describe("a key with a changed text or changed bytes", () => {
  it("is read or refused with a code by signer, verifier, components and pack", () => {
    const counts = { read: 0, refused: 0 };
    fc.assert(
      fc.property(changedKeys, (change) => {
        for (const isRead of readsOf(change)) {
          counts[isRead ? "read" : "refused"] += 1;
        }
      }),
      { seed, numRuns: 500 },
    );
    assert.ok(counts.read > 0 && counts.refused > 100, JSON.stringify(counts));
  });
});
