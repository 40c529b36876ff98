import assert from "node:assert/strict";
import { viewerAddress } from "../../../app/access/viewerAddress";

describe("viewer address", () => {
  it("is what stands before the last colon", () => {
    assert.deepEqual(viewerAddress("198.51.100.10:46532"), { address: "198.51.100.10", family: 4 });
    assert.deepEqual(viewerAddress("2001:db8::1:46532"), { address: "2001:db8::1", family: 6 });
    assert.deepEqual(viewerAddress("[2001:db8::1]:46532"), { address: "2001:db8::1", family: 6 });
  });

  for (const header of [
    undefined,
    "",
    "198.51.100.10",
    "198.51.100.10:99999",
    "198.51.100.10:1, 203.0.113.9:2",
    "010.0.0.1:5",
    "0x7f.1:5",
    "198.51.100.10/0:5",
    "host:5",
  ]) {
    it(`is unknown for ${JSON.stringify(header)}`, () => {
      assert.equal(viewerAddress(header), undefined);
    });
  }
});
