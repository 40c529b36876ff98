import assert from "node:assert/strict";
import { namePatterns } from "../../../cli/deployerPolicy/namePatterns";

describe("the patterns for names", () => {
  it("leave out what is made at each creation: random ends, times, ids of other resources", () => {
    assert.deepEqual(namePatterns(["members-role-1a2b3c4"], []), ["members-role-*"]);
    assert.deepEqual(namePatterns(["aws-waf-logs-members-20261127164226249f33d05ddb"], []), [
      "aws-waf-logs-members-*",
    ]);
    assert.deepEqual(namePatterns(["members-E1ABC-volume"], ["E1ABC"]), ["members-*-volume"]);
  });

  it("keep a name that the program gives", () => {
    assert.deepEqual(namePatterns(["members-archive"], []), ["members-archive"]);
  });

  it("write out four, and cover more by what they begin with", () => {
    const names = ["a", "b", "c", "d"].map((letter) => `members-${letter}-1a2b3c4`);
    assert.deepEqual(namePatterns(names, []), ["members-a-*", "members-b-*", "members-c-*", "members-d-*"]);
    assert.deepEqual(namePatterns([...names, "members-e-1a2b3c4"], []), ["members-*"]);
  });

  it("cover nothing that begins otherwise", () => {
    const names = ["a", "b", "c", "d"].map((letter) => `members-${letter}`);
    assert.deepEqual(namePatterns([...names, "shop-1"], []), ["members-*", "shop-1"]);
  });

  it("are one for names that differ in their random ends alone", () => {
    assert.deepEqual(namePatterns(["members-key-1a2b3c4", "members-key-5d6e7f8"], []), ["members-key-*"]);
  });
});
