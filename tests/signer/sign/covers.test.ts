/** Which URLs a pattern covers, decided by the signer; the verifier, whose code is separate, agrees. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { covers } from "../../../signer/sign/covers";
import { checkResource } from "../../../signer/sign/input/resource";
import { checkUrl } from "../../../signer/sign/input/url";
import { resourceMatches } from "../../../signer/verify/policy/resourceMatch";

const url = "https://a.example.com/a/b.zip?x=1";

describe("a pattern", () => {
  const cases: readonly (readonly [resource: string, covered: boolean])[] = [
    [url, true],
    ["https://a.example.com/a/b.zip", false],
    ["https://a.example.com/a/b.zip?x=*", true],
    ["https://a.example.com/a/b.zip?y*", false],
    ["https://a.example.com/a*", true],
    ["https://a.example.com/a*.zip", false],
    ["https://a.example.com/a*.zip?*", true],
    ["https://a.example.com/*b.zip*zip", false],
    ["https://*.example.com/a/*", true],
    ["https://*.a.example.com/a/*", false],
    ["*://a.example.com/*", true],
    ["http://a.example.com/*", false],
    ["https://a.example.com*", false],
  ];
  for (const [resource, covered] of cases) {
    it(`${resource} ${covered ? "covers" : "does not cover"} ${url}`, () => {
      assert.equal(covers(resource, url), covered);
    });
  }

  it("with a query covers no URL without one", () => {
    // Where AWS's pages let `?` be a wildcard as well, the verifier leaves the answer open.
    for (const [resource, path, verified] of [
      ["https://a.example.com/a?*", "/a", false],
      ["https://a.example.com/*?*", "/ab", "open"],
    ] as const) {
      assert.equal(covers(resource, `https://a.example.com${path}`), false);
      const requested = { scheme: "https", host: "a.example.com", path, query: undefined } as const;
      assert.equal(resourceMatches(resource, requested).matches, verified);
    }
  });

  it("is matched in linear time", () => {
    const long = `https://a.example.com/${"a".repeat(8000)}`;
    assert.equal(covers(`https://a.example.com/${"*a".repeat(4000)}b`, long), false);
  });

  it("covers what the verifier lets it match, and nothing else", () => {
    const text = (letters: readonly string[]) =>
      fc.array(fc.constantFrom(...letters), { maxLength: 7 }).map((parts) => parts.join(""));
    const query = (letters: readonly string[]) => fc.option(text(letters), { nil: undefined });
    const scheme = fc.constantFrom("https", "http");
    const host = fc.constantFrom("a.example.com", "b.a.example.com", "example.com", "localhost:8080");
    const joined = (head: string, path: string, search: string | undefined): string =>
      `${head}/${path}${search === undefined ? "" : `?${search}`}`;
    const isValid = (check: (value: string) => unknown) => (value: string) => {
      try {
        check(value);
        return true;
      } catch {
        return false;
      }
    };
    const urls = fc
      .tuple(scheme, host, text(["a", "b", "/", "*", "."]), query(["a", "=", "&", "*", "?"]))
      .map(([s, h, p, q]) => joined(`${s}://${h}`, p, q))
      .filter(isValid(checkUrl));
    const resources = fc
      .tuple(
        fc.constantFrom("https", "http", "*"),
        fc.oneof(host, fc.constantFrom("*.example.com", "*.a.example.com")),
        text(["a", "b", "/", "*", "*", "."]),
        query(["a", "=", "&", "*", "*"]),
      )
      .map(([s, h, p, q]) => joined(`${s}://${h}`, p, q))
      .filter(isValid(checkResource));
    fc.assert(
      fc.property(resources, urls, (resource, given) => {
        const [, s = "", h = "", path = "", search] =
          /^(\w+):\/\/([^/]+)([^?]*)(?:\?(.*))?$/.exec(given) ?? [];
        const requested = { scheme: s as "http" | "https", host: h, path, query: search };
        assert.equal(covers(resource, given), resourceMatches(resource, requested).matches === true);
      }),
      { numRuns: 3000 },
    );
  });
});
