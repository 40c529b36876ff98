import assert from "node:assert/strict";
import fc from "fast-check";
import { isObject, keptFor, originSays } from "../../../../../local/edge/cloudfront/cache/freshness";
import { cachePolicy } from "../../support/plainView";

describe("how long an object is kept", () => {
  const kept = (header: string, policy = cachePolicy()): number =>
    keptFor(originSays([["Cache-Control", header]], 0), policy);

  it("prefers s-maxage, which is for caches, to max-age", () => {
    assert.equal(kept("max-age=10, s-maxage=20"), 20);
    assert.equal(kept('s-maxage="30", max-age=10'), 30);
  });

  it("keeps what the origin wants kept nowhere for the minimum, as AWS has it", () => {
    for (const header of ["no-store", "no-cache", "private, max-age=60", "NO-STORE"]) {
      assert.equal(kept(header), 0);
      assert.equal(kept(header, cachePolicy({ minTtl: 1 })), 1);
    }
  });

  it("takes the default when the origin says nothing, and Expires when it says no age", () => {
    assert.equal(keptFor(originSays([], 0), cachePolicy()), 86_400);
    const expires = new Date(100_000).toUTCString();
    assert.equal(keptFor(originSays([["Expires", expires]], 40), cachePolicy()), 60);
    assert.equal(keptFor(originSays([["Expires", "0"]], 40), cachePolicy()), 0);
  });

  it("never leaves minimum and maximum", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (age, one, other) => {
        const [minTtl, maxTtl] = one < other ? [one, other] : [other, one];
        const seconds = kept(`max-age=${age}`, cachePolicy({ minTtl, maxTtl }));
        return minTtl <= seconds && seconds <= maxTtl;
      }),
    );
  });

  it("takes no part of an object, and no error, for an object", () => {
    assert.ok(isObject(200) && isObject(301));
    assert.ok(![206, 304, 403, 404, 500].some(isObject));
  });
});
