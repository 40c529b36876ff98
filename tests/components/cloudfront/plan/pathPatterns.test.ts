import assert from "node:assert/strict";
import fc from "fast-check";
import { patternProblems } from "../../../../components/cloudfront/plan/pathPatterns";

const refused = (pattern: string) => patternProblems("securePaths[0].pattern", pattern)[0] ?? "accepted";

describe("path patterns", () => {
  it("accepts what CloudFront accepts", () => {
    for (const pattern of ["/premium/*", "*.jpg", "/a?b/~user/it's", '/"q"/@me:+&$', "/*"]) {
      assert.equal(refused(pattern), "accepted");
    }
  });

  it("refuses characters that CloudFront refuses, and names them", () => {
    assert.match(refused("/a b"), /take out " "/);
    assert.match(refused("/a%20b"), /take out "%"/);
    assert.match(refused("/é"), /take out "é"/);
  });

  it("refuses patterns that no request can match, because CloudFront resolves paths first", () => {
    for (const pattern of ["/a//b", "/a/../b", "/a/./b", "/a/.."]) {
      assert.match(refused(pattern), /write the resolved path/);
    }
    assert.equal(refused("/.well-known/*"), "accepted");
  });

  it("refuses nothing, too much, and paths without a start", () => {
    assert.match(refused(""), /1 to 255 characters/);
    assert.match(refused(`/${"a".repeat(255)}`), /1 to 255 characters/);
    assert.match(refused("premium/*"), /write "\/premium\/\*"/);
  });

  it("reports at most one problem of a pattern", () => {
    fc.assert(fc.property(fc.string(), (pattern) => patternProblems("p", pattern).length <= 1));
  });
});
