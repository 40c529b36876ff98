import assert from "node:assert/strict";
import fc from "fast-check";
import { fromCache, rangeOf } from "../../../../../local/edge/cloudfront/cache/fromCache";
import { type HeaderList, valueOf } from "../../../../../local/edge/headers";
import type { HopResponse } from "../../../../../local/edge/hop";

describe("an answer out of the cache", () => {
  const object = {
    status: 200,
    headers: [
      ["ETag", '"v1"'],
      ["Last-Modified", "Tue, 24 Nov 2026 00:00:00 GMT"],
      ["Content-Length", "10"],
    ] as HeaderList,
    body: Buffer.from("0123456789"),
    storedAt: 1000,
  };
  const answer = (...headers: HeaderList) => fromCache(object, headers, 4500);
  const text = ({ body }: HopResponse): string => (Buffer.isBuffer(body) ? body.toString() : "a stream");

  it("is whole, with its age in seconds", () => {
    assert.equal(text(answer()), "0123456789");
    assert.equal(valueOf(answer().headers, "age"), "3");
  });

  it("is the part that is asked for", () => {
    for (const [range, part] of [
      ["bytes=0-0", "0"],
      ["bytes=7-", "789"],
      ["bytes=-3", "789"],
      ["bytes=5-99", "56789"],
      ["bytes=-99", "0123456789"],
    ] as const) {
      const given = answer(["Range", range]);
      assert.equal(given.status, 206, range);
      assert.equal(text(given), part);
    }
  });

  it("is whole for several ranges, another unit, or a range the wrong way round", () => {
    for (const range of ["bytes=0-1,3-4", "items=0-1", "bytes=5-4", "bytes=a-b", "bytes=-"]) {
      assert.equal(answer(["Range", range]).status, 200, range);
    }
  });

  it("is whole when the part was asked of another version", () => {
    assert.equal(answer(["Range", "bytes=0-1"], ["If-Range", '"v0"']).status, 200);
    assert.equal(answer(["Range", "bytes=0-1"], ["If-Range", '"v1"']).status, 206);
  });

  it("says that nothing changed, by tag before date", () => {
    assert.equal(answer(["If-None-Match", 'W/"v1", "v2"']).status, 304);
    assert.equal(answer(["If-None-Match", "*"]).status, 304);
    assert.equal(answer(["If-Modified-Since", "Tue, 24 Nov 2026 00:00:00 GMT"]).status, 304);
    const other: HeaderList = [
      ["If-None-Match", '"v2"'],
      ["If-Modified-Since", "Tue, 24 Nov 2026 00:00:00 GMT"],
    ];
    assert.equal(answer(...other).status, 200);
  });

  it("never has bytes that are not there", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 50 }), (text, size) => {
        const range = rangeOf(`bytes=${text}`, size);
        return (
          typeof range !== "object" || (range.start >= 0 && range.start <= range.end && range.end < size)
        );
      }),
    );
  });
});
