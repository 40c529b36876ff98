/** The parts of the verifier. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeForCloudFront } from "../../../signer";
import { type RuleId, readDistribution, requestFromUrl, rules, sourceOf } from "../../../signer/verify";
import { patternMatches } from "../../../signer/verify/distribution/behaviors";
import { normalisedPaths } from "../../../signer/verify/distribution/normalisePath";
import { globMatches, matchingPrefixes } from "../../../signer/verify/glob";
import { resourceMatches } from "../../../signer/verify/policy/resourceMatch";
import { type JsonValue, parseStrictJson } from "../../../signer/verify/policy/strictJson";
import { decodeStrictly } from "../../../signer/verify/signature/base64";

describe("wildcards", () => {
  it("match as a regular expression of the same meaning does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "?", ".", "*"), maxLength: 10 });
    fc.assert(
      fc.property(text, text, fc.boolean(), (pattern, subject, single) => {
        const body = pattern
          .replace(/[.+^$(){}|[\]\\]/g, "\\$&")
          .replaceAll("?", single ? "." : "\\?")
          .replaceAll("*", ".*");
        assert.equal(globMatches(pattern, subject, single), new RegExp(`^${body}$`, "s").test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it("match by each beginning of a pattern as that beginning alone does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 10 });
    fc.assert(
      fc.property(text, text, (pattern, subject) => {
        const matching = matchingPrefixes(pattern, subject);
        for (let end = 0; end <= pattern.length; end += 1) {
          assert.equal(matching[end] === true, globMatches(pattern.slice(0, end), subject, true));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("stay quick on patterns made to be slow", () => {
    assert.equal(globMatches(`${"*a".repeat(2000)}b`, "a".repeat(8000), false), false);
  });

  it("take a pattern with and without its first slash, and no other case", () => {
    assert.ok(patternMatches("images/*.jpg", "/images/a/b.jpg"));
    assert.ok(patternMatches("/images/*.jpg", "/images/a/b.jpg"));
    assert.ok(!patternMatches("a??.jpg", "/ant.jpg.jpg"));
    assert.ok(patternMatches("a??.jpg", "/ant.jpg"));
    assert.ok(!patternMatches("*.doc?", "/a.doc"));
    assert.ok(!patternMatches("/Images/*", "/images/a"));
  });
});

describe("paths", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["/a/b", ["/a/b"]],
    ["/a/./b/../c", ["/a/c"]],
    ["/../a", ["/a"]],
    ["/a/..", ["/"]],
    ["/a/.", ["/a/"]],
    ["//a///b", ["/a/b"]],
    ["/a%2Fb", ["/a%2Fb"]],
    ["/%61", ["/%61", "/a"]],
    ["/a/%2e%2e/b", ["/a/%2e%2e/b", "/b"]],
    ["/a//../b", ["/b", "/a/b"]],
    ["/...", ["/..."]],
  ];
  for (const [raw, expected] of cases) {
    it(`${raw} is ${expected.join(" or ")}`, () => assert.deepEqual(normalisedPaths(raw), expected));
  }
});

describe("base64", () => {
  it("reads back what was written, and says when padding was left off", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const text = encodeForCloudFront(Buffer.from(bytes));
        assert.deepEqual(decodeStrictly(text), { bytes: Buffer.from(bytes), unpadded: false });
        assert.equal(decodeStrictly(text.replace(/_+$/, ""))?.bytes.length, bytes.length);
      }),
    );
  });

  for (const text of [
    "",
    "A",
    "_",
    "AAAA_",
    "AA_",
    "AB__",
    "AAB_",
    "AA+A",
    "AA/A",
    "AA==",
    "A A",
    "@@@",
    "AAAA\n",
    "AA__AA__",
    "é",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(decodeStrictly(text), undefined));
  }
});

describe("JSON", () => {
  const plain = (value: JsonValue | undefined): unknown => {
    switch (value?.type) {
      case "object":
        return Object.fromEntries([...value.members].map(([name, member]) => [name, plain(member)]));
      case "array":
        return value.items.map(plain);
      case "number":
        return Number(value.text);
      default:
        return value?.value;
    }
  };

  it("reads what JSON.parse reads, to the same end", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        assert.deepEqual(plain(parseStrictJson(text)), withoutMinusZero(JSON.parse(text)));
      }),
    );
  });

  it("refuses what JSON.parse refuses", () => {
    const junk = fc.string({ unit: fc.constantFrom(...'{}[]",:0123.eE+-tfn\\u '.split("")), maxLength: 12 });
    fc.assert(
      fc.property(junk, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        assert.equal(parseStrictJson(text) !== undefined, valid, text);
      }),
      { numRuns: 3000 },
    );
  });

  it("keeps duplicates and digits, and ends at a depth that no policy has", () => {
    const value = parseStrictJson('{"a":1,"a":1767290400.0}');
    assert.deepEqual(value?.type === "object" && value.duplicates, ["a"]);
    assert.equal(parseStrictJson("[".repeat(100_000)), undefined);
    assert.equal(parseStrictJson(`${"[".repeat(20)}${"]".repeat(20)}`), undefined);
    const proto = parseStrictJson('{"__proto__":{"a":1}}');
    assert.ok(proto?.type === "object" && proto.members.has("__proto__"));
  });
});

function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe("resources", () => {
  const url = { scheme: "https", host: "a.example.com", path: "/a/b.zip", query: "x=1" } as const;
  const cases: readonly (readonly [string, boolean | "open"])[] = [
    ["https://a.example.com/a/b.zip?x=1", true],
    ["https://a.example.com/a/b.zip?x=*", true],
    ["https://a.example.com/a/b.zip?y*", false],
    ["https://a.example.com/a*", true],
    ["https://a.example.com/a*.zip", false],
    ["https://*.example.com/a/*", true],
    ["*://*/a/b.zip?x=1", true],
    ["*/a/*", true],
    ["http://a.example.com/*", false],
    ["a.example.com/*", false],
    ["https://a.example.com/a/b?zip?x=1", "open"],
    ["https://a.example.com/a/b.zip?x??", true],
    ["http*://a.example.com/*", "open"],
    ["ftp://a.example.com/*", false],
    ["", false],
  ];
  for (const [resource, expected] of cases) {
    it(`${resource}: ${expected}`, () => assert.equal(resourceMatches(resource, url).matches, expected));
  }
});

describe("requests and distributions", () => {
  it("parses a URL without normalising it", () => {
    assert.equal(requestFromUrl("https://h/a/../b?x=1#f")?.target, "/a/../b?x=1");
    assert.equal(requestFromUrl("https://h?x")?.target, "/?x");
    assert.equal(requestFromUrl("https://h/\u00e9")?.target, "/\u00c3\u00a9");
    assert.equal(requestFromUrl("h/a"), undefined);
  });

  it("refuses a description with a member that it does not know, and one without a default", () => {
    const wrong = [
      {},
      { domainNames: [], behaviors: [] },
      { domainNames: [], behaviors: [{ pathPattern: "/a" }] },
      { domainNames: [], behaviors: [{ pathPattern: "*", trustedKeyGroups: [] }] },
      { domainNames: [], behaviors: [{ pathPattern: "*", viewerProtocolPolicy: "http" }] },
      null,
    ];
    for (const json of wrong) {
      assert.throws(() => readDistribution(json), { code: "ERR_DISTRIBUTION" }, JSON.stringify(json));
    }
  });

  it("has a page for every rule", () => {
    for (const id of Object.keys(rules) as RuleId[]) {
      assert.match(sourceOf(id).url, /^https:\/\/(?:docs\.aws\.amazon\.com|repost\.aws)\//);
    }
  });
});
