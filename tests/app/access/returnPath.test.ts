import assert from "node:assert/strict";
import fc from "fast-check";
import { returnPath } from "../../../app/access/returnPath";

describe("return path", () => {
  it("is a page of this site, without its query", () => {
    assert.equal(returnPath("/premium/gallery/"), "/premium/gallery/");
    assert.equal(returnPath("/premium/?Policy=x&Signature=y"), "/premium/");
  });

  for (const wish of [
    undefined,
    "",
    "https://other.example/",
    "//other.example/",
    "///other.example/",
    "/\\other.example/",
    "\\\\other.example",
    "/%2Fother.example/",
    "/..//other.example",
    "/\t/other.example",
    "javascript:alert(1)",
    "premium/",
    "/login",
    "/login/start",
    "/callback?code=1",
    "/logout",
    "/get/downloads/x",
    `/${"a".repeat(600)}`,
  ]) {
    it(`is not ${JSON.stringify(wish?.slice(0, 40))}`, () => {
      assert.equal(returnPath(wish), undefined);
    });
  }

  it("never leaves the site, whatever is requested", () => {
    const part = fc.constantFrom(
      "/",
      "\\",
      "//",
      "..",
      "%2F",
      "%5C",
      "@",
      ":",
      "https:",
      "\t",
      "evil.example",
      "?",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const path = returnPath(parts.join(""));
        if (path !== undefined) {
          assert.equal(new URL(path, "https://members.example.com").origin, "https://members.example.com");
        }
      }),
    );
  });
});
