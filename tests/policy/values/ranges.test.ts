import assert from "node:assert/strict";
import fc from "fast-check";
import {
  isNearWorld,
  parseRange,
  publicPart,
  type Range,
  subtract,
  union,
} from "../../../policy/values/ranges";

function range(text: string): Range {
  const parsed = parseRange(text);
  assert.ok(parsed, `${text} is a range`);
  return parsed;
}

const nearWorld = (...texts: string[]): boolean => isNearWorld(publicPart(union(texts.map(range))));

describe("parseRange", () => {
  const same: [string, string][] = [
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["0.0.0.0/00", "0.0.0.0/0"],
    ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
    ["::ffff:0:0/96", "0.0.0.0/0"],
    ["2001:DB8::/32", "2001:db8:0:0:0:0:0:0/32"],
    ["203.0.113.7", "203.0.113.7/32"],
    ["0::/0", "::/0"],
    ["::1.2.3.4", "::102:304"],
  ];
  for (const [a, b] of same) {
    it(`reads ${a} as ${b}`, () => assert.deepEqual(range(a), range(b)));
  }
  for (const text of [
    "",
    "10.0.0.0/33",
    "::/129",
    "10.0.0/8",
    "010.0.0.0/8",
    "::ffff:010.0.0.1",
    "0x0a.0.0.1",
    "host/8",
    "10.0.0.0/",
    "::1::/64",
    "10.0.0.0/8 x",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseRange(text), undefined));
  }
});

describe("isNearWorld", () => {
  for (const texts of [
    ["0.0.0.0/0"],
    ["::/0"],
    ["0.0.0.0/00"],
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["64.0.0.0/2"],
    ["8.0.0.0/8"],
    ["8.0.0.0/9", "8.128.0.0/9"],
    ["::ffff:0:0/96"],
    ["::/1"],
    ["2000::/3"],
    ["2a00::/12"],
  ]) {
    it(`holds for ${texts.join(" and ")}`, () => assert.equal(nearWorld(...texts), true));
  }
  for (const texts of [
    ["8.0.0.0/9"],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    ["fc00::/7"],
    ["2a00:1450::/32"],
    ["224.0.0.0/3"],
    [],
  ]) {
    it(`does not hold for ${texts.join(" and ") || "no range"}`, () =>
      assert.equal(nearWorld(...texts), false));
  }
  it("holds for half of the internet in 512 pieces", () => {
    const pieces = Array.from({ length: 512 }, (_, i) => `${(i >> 2) + 1}.${(i & 3) * 64}.0.0/10`);
    assert.equal(nearWorld(...pieces), true);
  });
});

describe("union and subtract", () => {
  // All addresses of one small IPv4 network.
  const world = Array.from({ length: 256 }, (_, i) => range(`203.0.113.${i}`).first);
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
    .map(([byte, length]) => range(`203.0.113.${byte}/${length}`));
  const has = (ranges: readonly Range[], address: bigint): boolean => {
    return ranges.some(({ first, last }) => first <= address && address <= last);
  };

  it("agree with a check of every address", () => {
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 6 }), fc.array(cidr, { maxLength: 4 }), (a, b) => {
        const joined = union(a);
        const left = subtract(a, b);
        for (const address of world) {
          assert.equal(has(joined, address), has(a, address));
          assert.equal(has(left, address), has(a, address) && !has(b, address));
        }
        for (const ranges of [joined, left]) {
          const apart = ranges.every((each, i) => i === 0 || each.first > (ranges[i - 1]?.last ?? 0n));
          assert.ok(apart, "in order and apart");
        }
        assert.ok(joined.every((each, i) => i === 0 || each.first > (joined[i - 1]?.last ?? 0n) + 1n));
      }),
      { numRuns: 300 },
    );
  });
});

describe("publicPart", () => {
  it("keeps routable addresses", () => {
    for (const text of ["8.8.8.8", "100.128.0.0/9", "2606:4700::/32", "::ffff:1.1.1.1"]) {
      assert.deepEqual(publicPart([range(text)]), [range(text)]);
    }
  });
  it("removes private, shared, local, multicast and unassigned addresses", () => {
    for (const text of [
      "10.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.1",
      "169.254.0.0/16",
      "fe80::/10",
      "fd00::/8",
      "::1",
      "::ffff:10.0.0.1",
      "4000::/3",
    ]) {
      assert.deepEqual(publicPart([range(text)]), []);
    }
  });
});
