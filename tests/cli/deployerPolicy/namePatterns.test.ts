import assert from "node:assert/strict";
import { namePatterns } from "../../../cli/deployerPolicy/namePatterns";

describe("name patterns", () => {
  it("replace generated parts: random suffixes, times, ids of other resources", () => {
    assert.deepEqual(namePatterns(["members-role-1a2b3c4"], []), ["members-role-*"]);
    assert.deepEqual(namePatterns(["aws-waf-logs-members-20261127164226249f33d05ddb"], []), [
      "aws-waf-logs-members-*",
    ]);
    assert.deepEqual(namePatterns(["members-E1ABC-volume"], ["E1ABC"]), ["members-*-volume"]);
  });

  it("keep a name that the program chose", () => {
    assert.deepEqual(namePatterns(["members-archive"], []), ["members-archive"]);
  });

  it("list up to four, and merge more by their common prefix", () => {
    const names = ["a", "b", "c", "d"].map((letter) => `members-${letter}-1a2b3c4`);
    assert.deepEqual(namePatterns(names, []), ["members-a-*", "members-b-*", "members-c-*", "members-d-*"]);
    assert.deepEqual(namePatterns([...names, "members-e-1a2b3c4"], []), ["members-*"]);
  });

  it("cover no name with another prefix", () => {
    const names = ["a", "b", "c", "d"].map((letter) => `members-${letter}`);
    assert.deepEqual(namePatterns([...names, "shop-1"], []), ["members-*", "shop-1"]);
  });

  it("are the same for names that differ only in their random suffix", () => {
    assert.deepEqual(namePatterns(["members-key-1a2b3c4", "members-key-5d6e7f8"], []), ["members-key-*"]);
  });
});
