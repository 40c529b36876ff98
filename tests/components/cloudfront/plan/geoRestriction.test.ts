import assert from "node:assert/strict";
import {
  geoRestriction,
  geoRestrictionProblems,
} from "../../../../components/cloudfront/plan/geoRestriction";

describe("countries", () => {
  it("are either allowed or blocked, and always in the request", () => {
    assert.deepEqual(geoRestriction([], []), { restrictionType: "none", locations: [] });
    assert.deepEqual(geoRestriction([], ["KP"]), { restrictionType: "blacklist", locations: ["KP"] });
    assert.match(geoRestrictionProblems(["DE"], ["KP"])[0] ?? "", /keep one of the two/);
    assert.equal(geoRestrictionProblems(["Germany"], []).length, 1);
  });
});
