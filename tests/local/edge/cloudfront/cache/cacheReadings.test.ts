import assert from "node:assert/strict";
import { errorSeconds } from "../../../../../local/edge/cloudfront/cache/cacheReadings";
import { cachePolicy } from "../../support/plainView";

describe("how long an error is kept", () => {
  const never = cachePolicy({ minTtl: 0, defaultTtl: 0, maxTtl: 0 });
  const silent = { maxAge: undefined };

  it("is ten seconds, even under a policy that keeps nothing, in the reading that keeps all", () => {
    for (const status of [400, 403, 404, 405, 410, 414, 500, 501, 502, 503, 504]) {
      assert.equal(errorSeconds(status, undefined, silent, never, "all"), 10);
      assert.equal(errorSeconds(status, 0, silent, never, "all"), 0);
      assert.equal(errorSeconds(status, 300, silent, cachePolicy(), "all"), 300);
    }
  });

  it("is nothing under such a policy, and needs the origin's word for some, in the reading that keeps what is listed", () => {
    assert.equal(errorSeconds(404, undefined, silent, never, "listed"), 0);
    assert.equal(errorSeconds(404, undefined, silent, cachePolicy(), "listed"), 10);
    assert.equal(errorSeconds(403, undefined, silent, cachePolicy(), "listed"), 0);
    assert.equal(errorSeconds(403, 10, { maxAge: 60 }, cachePolicy(), "listed"), 60);
  });

  it("is nothing for 416 in both, and for what neither page names only what the origin says", () => {
    for (const reading of ["all", "listed"] as const) {
      assert.equal(errorSeconds(416, 300, { maxAge: 60 }, cachePolicy(), reading), 0);
      assert.equal(errorSeconds(415, 300, silent, cachePolicy(), reading), 0);
    }
  });
});
