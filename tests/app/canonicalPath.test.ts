import assert from "node:assert/strict";
import fc from "fast-check";
import { checkCanonicalPath } from "../../app/canonicalPath";

const refused: readonly (readonly [target: string, problem: string])[] = [
  ["/premium/../secure/", "segment"],
  ["/premium/..", "segment"],
  ["/premium/.", "segment"],
  ["/./premium/", "segment"],
  ["//premium/", "segment"],
  ["/premium//x", "segment"],
  ["/premium/..%2Fsecure/x", "escape"],
  ["/premium/..%2fsecure/x", "character"],
  ["/premium%2Fx", "escape"],
  ["/premium%5Cx", "escape"],
  ["/premium\\x", "character"],
  ["/premium/%2E%2E/secure/", "escape"],
  ["/premium/%2e%2e/secure/", "character"],
  ["/premium/.%2E/secure/", "escape"],
  ["/%70remium/", "escape"],
  ["/premium%252Fx", "escape"],
  ["/premium/%25", "escape"],
  ["/premium;a/x", "character"],
  ["/premium%3Ba/x", "escape"],
  ["/premium/%00", "escape"],
  ["/premium/\u0000", "character"],
  ["/premium/%0A", "escape"],
  ["/premium/%7F", "escape"],
  ["/premium/%C0%AE%C0%AE/", "encoding"],
  ["/premium/%FF", "encoding"],
  ["/premium/%c3%a9", "character"],
  ["/premium/%zz", "character"],
  ["/premium/%", "character"],
  ["/premium/é", "character"],
  ["/premium/a b", "character"],
  ["/premium/*", "character"],
  ["/premium/%2A", "escape"],
  ["/premium/#x", "character"],
  ["/premium/%23", "escape"],
  ["/premium/%3Fx", "escape"],
  ["/premium/?a b", "character"],
  ["/premium/?a#b", "character"],
  ["/premium/?é", "character"],
  ["https://members.example.com/premium/", "form"],
  ["*", "form"],
  ["", "form"],
  ["premium/", "form"],
  [`/${"a".repeat(8_192)}`, "length"],
];

describe("canonical paths", () => {
  for (const [target, problem] of refused) {
    it(`refuses ${JSON.stringify(target.slice(0, 40))} for its ${problem}`, () => {
      assert.deepEqual(checkCanonicalPath(target), { canonical: false, problem });
    });
  }

  for (const target of ["/", "/premium/", "/a/b.c-d_e~f", "/@a:b!$&'()+,=", "/caf%C3%A9", "/a%20b"]) {
    it(`passes ${target} unchanged`, () => {
      assert.deepEqual(checkCanonicalPath(target), { canonical: true, path: target });
    });
  }

  it("leaves the query unchanged, even if it looks like a path", () => {
    assert.deepEqual(checkCanonicalPath("/a?b=../..//%2F;%00&c"), { canonical: true, path: "/a" });
  });

  const piece = fc.oneof(
    fc.constantFrom(
      "/",
      "//",
      ".",
      "..",
      "%2F",
      "%2f",
      "%5C",
      "%2E",
      "%25",
      "%00",
      "%20",
      "%C3%A9",
      ";",
      "\\",
    ),
    fc.string({ unit: "grapheme-ascii", maxLength: 4 }),
  );
  const target = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`);

  it("passes nothing that a URL parser would change", () => {
    fc.assert(
      fc.property(target, (text) => {
        const verdict = checkCanonicalPath(text);
        if (verdict.canonical) {
          assert.equal(new URL(verdict.path, "https://host").pathname, verdict.path);
        }
      }),
    );
  });

  it("passes no two spellings that decode to the same path", () => {
    fc.assert(
      fc.property(target, (text) => {
        const verdict = checkCanonicalPath(text);
        if (verdict.canonical) {
          const decoded = decodeURIComponent(verdict.path);
          const again = decoded
            .split("/")
            .map((segment) =>
              encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3D|3A|40)/g, (escape) =>
                decodeURIComponent(escape),
              ),
            )
            .join("/");
          assert.equal(again, verdict.path);
        }
      }),
    );
  });

  it("passes nothing whose decoded form leaves its folder", () => {
    fc.assert(
      fc.property(target, (text) => {
        const verdict = checkCanonicalPath(`/premium${text}`);
        if (verdict.canonical) {
          const twice = decodeURIComponent(decodeURIComponent(verdict.path).replaceAll("%", "%25"));
          assert.match(twice, /^\/premium(?:\/(?!\/)|$)/);
          assert.doesNotMatch(twice, /[\\;\0]|\/\.\.?(?:\/|$)/);
        }
      }),
    );
  });
});
