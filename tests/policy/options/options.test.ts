import assert from "node:assert/strict";
import { OptionError, resolveOptions } from "../../../policy/options/options";

function assertRejected(layer: unknown, expected: RegExp): void {
  assert.throws(
    () => resolveOptions([layer]),
    (error) => error instanceof OptionError && expected.test(error.message),
  );
}

describe("resolveOptions", () => {
  it("returns the defaults without layers", () => {
    const { securePaths, adminCidrs, minimumTls, waivers } = resolveOptions([]);
    assert.deepEqual({ securePaths, adminCidrs, waivers }, { securePaths: [], adminCidrs: [], waivers: [] });
    assert.equal(minimumTls, "1.2");
  });

  it("merges later options over earlier ones", () => {
    const options = resolveOptions([
      { securePaths: ["/a/*"], adminCidrs: ["10.0.0.0/8"] },
      undefined,
      { securePaths: ["/b/*"], publicPaths: undefined },
    ]);
    const { securePaths, publicPaths, adminCidrs } = options;
    assert.deepEqual(
      { securePaths, publicPaths, adminCidrs },
      { securePaths: ["/b/*"], publicPaths: [], adminCidrs: ["10.0.0.0/8"] },
    );
  });

  it("lists the valid options if one is misspelt", () => {
    assertRejected(
      { securePath: [] },
      /unknown option securePath; there are securePaths, publicPaths, .* and waivers/,
    );
    assertRejected({ toString: [] }, /unknown option toString/);
  });

  it("rejects options that are not an object, and lists that are not lists", () => {
    assertRejected("x", /options must be an object, not string/);
    assertRejected({ securePaths: "/a/*" }, /securePaths must be a list, such as \["\/premium\/\*"\]/);
  });

  it("rejects entries that are not patterns or CIDRs, without quoting them", () => {
    assertRejected(
      { securePaths: ["/a/*", "/b c"] },
      /^securePaths\[1\] is not valid; example: \/premium\/\*$/,
    );
    assertRejected({ securePaths: [""] }, /securePaths\[0\]/);
    assertRejected({ publicPaths: [`/${"a".repeat(255)}`] }, /publicPaths\[0\]/);
    assertRejected({ adminCidrs: [7] }, /adminCidrs\[0\]/);
    assertRejected({ adminCidrs: ["203.0.113.0/33"] }, /adminCidrs\[0\]/);
  });

  it("rejects functions at the edge without a reason, and * alone", () => {
    const text =
      /^edgeFunctions\[1\] must have exactly function, a URN or an ARN with \* but not \* alone, and reason$/;
    const good = { function: "*::site-redirects", reason: "Redirects old paths only" };
    assert.deepEqual(resolveOptions([{ edgeFunctions: [good] }]).edgeFunctions, [good]);
    for (const wrong of [
      { function: "a" },
      { ...good, function: "*" },
      { ...good, until: "2026-12-31" },
      "a",
      null,
    ]) {
      assertRejected({ edgeFunctions: [good, wrong] }, text);
    }
    assertRejected(
      { edgeFunctions: [good, { ...good, reason: "ok" }] },
      /^edgeFunctions\[1\]\.reason must say why, in words$/,
    );
    assertRejected({ edgeFunctions: good }, /^edgeFunctions must be a list$/);
  });

  it("rejects administrators' networks that cover the internet, alone or together", () => {
    assertRejected(
      { adminCidrs: ["0.0.0.0/0"] },
      /^adminCidrs covers as much of the internet as a \/8; list only the administrators' own networks$/,
    );
    assertRejected({ adminCidrs: ["8.0.0.0/9", "8.128.0.0/9"] }, /adminCidrs covers/);
    assertRejected({ adminCidrs: ["::/0"] }, /adminCidrs covers/);
    assert.doesNotThrow(() =>
      resolveOptions([{ adminCidrs: ["10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32"] }]),
    );
  });

  it("lists the valid rules if one is misspelt", () => {
    const rules = ["no-public-address", "no-open-security-group"];
    const waiver = { rule: "no-open-group", urn: "urn:x::y", reason: "old one", expires: "2030-01-01" };
    for (const layer of [
      { levels: { "no-open-group": "advisory" } },
      { onUnknown: { "no-open-group": "warn" } },
      { waivers: [waiver] },
    ]) {
      assert.throws(
        () => resolveOptions([layer], rules),
        /unknown rule no-open-group; there are no-public-address and no-open-security-group/,
      );
    }
  });

  it("rejects words that an option does not allow", () => {
    assertRejected({ minimumTls: "1.1" }, /^minimumTls must be 1\.2 or 1\.3$/);
    assertRejected({ levels: { a: "off" } }, /^levels\.a must be advisory, mandatory, disabled$/);
    assertRejected({ onUnknown: ["deny"] }, /^onUnknown must be an object/);
    assertRejected({ ignoreDeclaredPaths: "yes" }, /^ignoreDeclaredPaths must be true or false$/);
    assert.equal(resolveOptions([{ ignoreDeclaredPaths: true }]).ignoreDeclaredPaths, true);
    assert.equal(resolveOptions([]).ignoreDeclaredPaths, false);
  });

  describe("with a waiver", () => {
    const waiver = {
      rule: "a",
      urn: "urn:pulumi:prod::shop::*::worker-*",
      reason: "Moved by spring",
      expires: "2030-01-31",
    };
    const rejected = (changes: object, expected: RegExp) =>
      assertRejected({ waivers: [waiver, { ...waiver, ...changes }] }, expected);

    it("accepts an argument and an owner", () => {
      for (const more of [{}, { owner: "payments", path: "ingress[0].cidrBlocks[0]" }, { path: "" }]) {
        assert.doesNotThrow(() => resolveOptions([{ waivers: [{ ...waiver, ...more }] }]));
      }
    });

    it("rejects one that lacks a field, has another field, or an invalid date", () => {
      for (const changes of [
        { reason: "" },
        { reason: undefined },
        { owner: 7 },
        { expires: "2030-13-01" },
        { expires: "soon" },
        { until: "x" },
      ]) {
        rejected(
          changes,
          /^waivers\[1\] must have rule, urn, reason and expires, a date such as 2026-12-31, and no others than path and owner$/,
        );
      }
    });

    it("rejects one for all resources", () => {
      for (const urn of [
        "*",
        "**",
        "urn:*",
        "urn:pulumi:*::*::*::*",
        "urn:pulumi:prod::shop::aws:ec2/eip:Eip::*",
      ]) {
        rejected(
          { urn },
          /^waivers\[1\]\.urn must name resources, such as urn:pulumi:prod::\*::worker-\*; a waiver for all resources is not allowed$/,
        );
      }
    });

    it("rejects a reason that is not in words", () => {
      for (const reason of ["because", "x", "...", "TICKET-1234", "a b"]) {
        rejected({ reason }, /^waivers\[1\]\.reason must say why, in words$/);
      }
    });
  });
});
