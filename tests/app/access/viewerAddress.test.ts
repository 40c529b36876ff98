import assert from "node:assert/strict";
import { viewerAddress, viewerNetwork } from "../../../app/access/viewerAddress";

describe("viewer address", () => {
  it("is the text before the last colon", () => {
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

describe("viewer network", () => {
  for (const [address, network] of [
    ["198.51.100.10", "198.51.100.10"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["2001:db8:0:0:ffff:ffff:ffff:ffff", "2001:db8:0:0::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
    ["1::2:3:4:5:6", "1:0:0:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::192.0.2.1", "0:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:198.51.100.10", "198.51.100.10"],
    ["::FFFF:c633:640a", "198.51.100.10"],
    ["0:0:0:0:0:ffff:198.51.100.10", "198.51.100.10"],
  ] as const) {
    it(`of ${address} is ${network}`, () => {
      assert.equal(viewerNetwork(viewerAddress(`${address}:40000`)), network);
    });
  }

  it("of viewers whose address is not known is one", () => {
    assert.equal(viewerNetwork(undefined), "unknown");
  });
});
