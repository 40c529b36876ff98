import assert from "node:assert/strict";
import { listenerPortProblems } from "../../../components/internal/ports";

describe("ports of the listener", () => {
  it("are those that a VPC origin supports", () => {
    assert.deepEqual([443, 1024, 65535].flatMap(listenerPortProblems), []);
    assert.equal([80, 444, 1023, 65536, 8443.5].flatMap(listenerPortProblems).length, 5);
  });
});
