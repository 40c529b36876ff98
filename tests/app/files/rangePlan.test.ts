import assert from "node:assert/strict";
import fc from "fast-check";
import { downloads } from "../../../app/content/downloads";
import { planPart } from "../../../app/files/rangePlan";

const nothing = { range: undefined, ifRange: undefined, ifNoneMatch: undefined };
const plan = (request: Partial<Parameters<typeof planPart>[2]>): unknown =>
  planPart(1_000, '"v1"', { ...nothing, ...request });

describe("part of a file", () => {
  it("is the whole file when no range is requested", () => {
    assert.deepEqual(plan({}), { status: 200, start: 0, end: 1_000 });
  });

  const ranges: readonly (readonly [range: string, answer: unknown])[] = [
    ["bytes=0-0", { status: 206, start: 0, end: 1 }],
    ["bytes=0-499", { status: 206, start: 0, end: 500 }],
    ["bytes=990-", { status: 206, start: 990, end: 1_000 }],
    ["bytes=-10", { status: 206, start: 990, end: 1_000 }],
    ["bytes=-5000", { status: 206, start: 0, end: 1_000 }],
    ["bytes=10-5000", { status: 206, start: 10, end: 1_000 }],
    ["bytes=1000-", { status: 416 }],
    ["bytes=-0", { status: 416 }],
    ["bytes=5-4", { status: 200, start: 0, end: 1_000 }],
    ["bytes=0-1,5-6", { status: 200, start: 0, end: 1_000 }],
    ["bytes=-", { status: 200, start: 0, end: 1_000 }],
    ["lines=0-1", { status: 200, start: 0, end: 1_000 }],
  ];
  for (const [range, answer] of ranges) {
    it(`answers ${range} with ${JSON.stringify(answer)}`, () => {
      assert.deepEqual(plan({ range }), answer);
    });
  }

  it("is the whole file if the file has changed since the reader began", () => {
    const range = "bytes=0-9";
    assert.deepEqual(plan({ range, ifRange: '"v1"' }), { status: 206, start: 0, end: 10 });
    for (const ifRange of ['"v0"', 'W/"v1"', "Thu, 01 Jan 2026 00:00:00 GMT"]) {
      assert.deepEqual(plan({ range, ifRange }), { status: 200, start: 0, end: 1_000 });
    }
  });

  it("is empty if the reader already has the file", () => {
    for (const ifNoneMatch of ['"v1"', '"v0", "v1"', 'W/"v1"', "*"]) {
      assert.deepEqual(plan({ ifNoneMatch, range: "bytes=0-1" }), { status: 304 });
    }
  });

  it("never exceeds the file", () => {
    const number = fc.oneof(fc.constant(""), fc.nat(2_000).map(String));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), number, number, (size, first, last) => {
        const answer = planPart(size, '"v"', { ...nothing, range: `bytes=${first}-${last}` });
        if (answer.status === 200 || answer.status === 206) {
          assert.ok(answer.start >= 0 && answer.start < answer.end && answer.end <= size);
        }
      }),
    );
  });

  for (const file of downloads.values()) {
    it(`has the same bytes of ${file.name}, however they are requested`, () => {
      fc.assert(
        fc.property(fc.nat(file.size - 300), fc.integer({ min: 1, max: 300 }), (start, length) => {
          const whole = file.read(start, start + length);
          assert.equal(whole.length, length);
          const cut = Math.floor(length / 2);
          const parts = [file.read(start, start + cut), file.read(start + cut, start + length)];
          assert.deepEqual(Buffer.concat(parts), Buffer.from(whole));
        }),
        {
          examples: [
            [0, 300],
            [file.size - 300, 300],
          ],
        },
      );
    });
  }
});
