import assert from "node:assert/strict";
import { OptionError, resolveOptions } from "../../../policy/runtime/options";

function refuses(layer: unknown, says: RegExp): void {
  assert.throws(
    () => resolveOptions([layer]),
    (error) => error instanceof OptionError && says.test(error.message),
  );
}

describe("resolveOptions", () => {
  it("is empty without layers", () => {
    const { securePaths, adminCidrs, minimumTls, waivers } = resolveOptions([]);
    assert.deepEqual({ securePaths, adminCidrs, waivers }, { securePaths: [], adminCidrs: [], waivers: [] });
    assert.equal(minimumTls, "1.2");
  });

  it("lays later options over earlier ones, one by one", () => {
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

  it("names the options that there are when one is misspelt", () => {
    refuses(
      { securePath: [] },
      /unknown option securePath; there are securePaths, publicPaths, .* and waivers/,
    );
    refuses({ toString: [] }, /unknown option toString/);
  });

  it("refuses what is no object and no list", () => {
    refuses("x", /options must be an object, not string/);
    refuses({ securePaths: "/a/*" }, /securePaths must be a list, such as \["\/premium\/\*"\]/);
  });

  it("refuses entries that no pattern or range can be, without quoting them", () => {
    refuses(
      { securePaths: ["/a/*", "/b c"] },
      /^securePaths\[1\] cannot be used; write it like \/premium\/\*$/,
    );
    refuses({ securePaths: [""] }, /securePaths\[0\]/);
    refuses({ publicPaths: [`/${"a".repeat(255)}`] }, /publicPaths\[0\]/);
    refuses({ adminCidrs: [7] }, /adminCidrs\[0\]/);
    refuses({ adminCidrs: ["203.0.113.0/33"] }, /adminCidrs\[0\]/);
  });

  it("refuses administration ranges that are the world in one piece or in many", () => {
    refuses({ adminCidrs: ["0.0.0.0/0"] }, /adminCidrs covers as much of the internet as a \/8 does/);
    refuses({ adminCidrs: ["8.0.0.0/9", "8.128.0.0/9"] }, /adminCidrs covers/);
    refuses({ adminCidrs: ["::/0"] }, /adminCidrs covers/);
    assert.doesNotThrow(() =>
      resolveOptions([{ adminCidrs: ["10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32"] }]),
    );
  });

  it("names the rules that there are when one is misspelt", () => {
    const rules = ["no-public-address", "no-open-security-group"];
    const waiver = { rule: "no-open-group", urn: "*", reason: "r", expires: "2030-01-01" };
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

  it("refuses words that no option has", () => {
    refuses({ minimumTls: "1.1" }, /^minimumTls must be 1\.2 or 1\.3$/);
    refuses({ levels: { a: "off" } }, /^levels\.a must be advisory, mandatory, disabled$/);
    refuses({ onUnknown: ["deny"] }, /^onUnknown must be an object/);
    refuses({ ignoreDeclaredPaths: "yes" }, /^ignoreDeclaredPaths must be true or false$/);
    assert.equal(resolveOptions([{ ignoreDeclaredPaths: true }]).ignoreDeclaredPaths, true);
    assert.equal(resolveOptions([]).ignoreDeclaredPaths, false);
  });

  it("refuses a waiver without a reason, with a day that there is not, or with more", () => {
    const waiver = { rule: "a", urn: "*", reason: "because", expires: "2030-01-31" };
    assert.doesNotThrow(() => resolveOptions([{ waivers: [waiver] }]));
    for (const changes of [{ reason: "" }, { expires: "2030-13-01" }, { expires: "soon" }, { until: "x" }]) {
      refuses({ waivers: [{ ...waiver, ...changes }] }, /^waivers\[0\] needs rule, urn, reason and expires/);
    }
  });
});
