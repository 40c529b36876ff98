import assert from "node:assert/strict";
import { instanceKeyProblems } from "../../../../components/instances/plan/attachments";

describe("names of attached instances", () => {
  it("are short, and at least one", () => {
    assert.deepEqual(instanceKeyProblems(["a", "web-1"]), []);
    assert.equal(instanceKeyProblems([]).length, 1);
    assert.equal(instanceKeyProblems(["1", "A"]).length, 2);
  });
});
