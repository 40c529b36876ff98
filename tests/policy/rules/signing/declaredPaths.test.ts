import assert from "node:assert/strict";
import type { PackOptions } from "../../../../policy/options/options";
import { makePolicies } from "../../../../policy/pack";
import { analyze, analyzeStack, type TestResource, unknown, urnOf } from "../../support/analyzer";
import { declaring, distribution, open, signed } from "../../support/fixtures";

const onSecure = "secure-paths-need-trusted-key-groups";
const onPublic = "public-path-needs-no-signature";

/** Creates the two rules on paths and the policy that records components, for one operation of the engine. */
function pack(options: PackOptions = {}) {
  const own = ["pack-settings", onSecure, onPublic];
  return makePolicies(options).filter(({ name }) => own.includes(name));
}

/** Returns the messages about the last resource, after the others were analyzed. */
async function messagesFor(resources: readonly TestResource[], policies = pack()): Promise<string[]> {
  let messages: string[] = [];
  for (const resource of resources) {
    messages = (await analyze(policies, resource)).map(({ policy, message, level }) => {
      const text = message.split("\n").slice(1).join(" ");
      return `${level} ${policy}: ${text}`;
    });
  }
  return messages;
}

const below = (parent: TestResource, behaviors: object[], name = "edge"): TestResource => ({
  ...distribution({ orderedCacheBehaviors: behaviors }),
  name,
  parent,
});

const nothingSaid =
  `advisory ${onSecure}: orderedCacheBehaviors: no secure paths are given for this distribution, so nothing is checked ` +
  "here. Fix: Declare them with SecureOrigin or Distribution, or name them in the option securePaths of the policy " +
  "configuration.";
const unsigned = (url: string, behavior = "the default behavior", path = "defaultCacheBehavior") =>
  `mandatory ${onSecure}: ${path}.trustedKeyGroups: ${url} is served without a signature by ${behavior}. `;

describe("declared paths in the policy pack", () => {
  const site = declaring({ securePaths: ["/premium/*"], publicPaths: ["/premium/preview/*"] });
  const good = [open("/premium/preview/*"), signed("/premium/*")];

  it("are what a distribution below the component is checked against", async () => {
    assert.deepEqual(await messagesFor([site, below(site, good)]), []);
    assert.deepEqual(await messagesFor([site, below(site, [])]), [
      `${unsigned("/premium/a")}Fix: Put a behavior for "/premium/*" with trustedKeyGroups before it.`,
    ]);
  });

  it("apply through any number of resources in between", async () => {
    const between: TestResource = { type: "team:index:Site", name: "between", props: {}, parent: site };
    const edge = { ...declaring({}, "edge", "Distribution"), parent: between };
    const found = await messagesFor([site, between, edge, below(edge, [])]);
    assert.deepEqual(
      found.map((text) => text.startsWith(unsigned("/premium/a"))),
      [true],
    );
  });

  it("are reported once if a component declares the same as its parent", async () => {
    const edge = { ...site, ...declaring(site.props, "edge", "Distribution"), parent: site };
    assert.equal((await messagesFor([site, edge, below(edge, [])])).length, 1);
  });

  it("of two sites apply to each site's own distribution, in any order", async () => {
    const [one, other] = [
      declaring({ securePaths: ["/a/*"] }, "one"),
      declaring({ securePaths: ["/b/*"] }, "other"),
    ];
    const ofOne = below(one, [signed("/a/*")], "one-edge");
    const ofOther = below(other, [signed("/a/*")], "other-edge");
    const fix = 'Fix: Put a behavior for "/b/*" with trustedKeyGroups before it.';
    assert.deepEqual(await messagesFor([one, other, ofOne]), []);
    assert.deepEqual(await messagesFor([one, other, ofOne, ofOther]), [`${unsigned("/b/a")}${fix}`]);
    assert.deepEqual(await messagesFor([other, ofOther, one, ofOne]), []);
  });

  it("do not apply to a distribution outside the component", async () => {
    assert.deepEqual(await messagesFor([site, distribution({ orderedCacheBehaviors: [] })]), [nothingSaid]);
  });

  it("of a later operation replace those of an earlier one", async () => {
    const policies = pack();
    assert.equal((await messagesFor([site, below(site, [])], policies)).length, 1);
    const other = declaring({ securePaths: ["/b/*"] });
    assert.deepEqual(await messagesFor([other, below(other, [signed("/b/*")])], policies), []);
    const silent = declaring({});
    assert.deepEqual(await messagesFor([silent, below(silent, [])], policies), [nothingSaid]);
  });

  it("add to the option securePaths", async () => {
    const found = await messagesFor([site, below(site, [])], pack({ securePaths: ["/secure/*"] }));
    assert.deepEqual(
      found.map((text) => /: (\S+) is served/.exec(text)?.[1]),
      ["/secure/a", "/premium/a"],
    );
  });

  it("are ignored with the option ignoreDeclaredPaths", async () => {
    const alone = pack({ ignoreDeclaredPaths: true });
    assert.deepEqual(await messagesFor([site, below(site, [])], alone), [
      `advisory ${onSecure}: orderedCacheBehaviors: no secure paths are given for this distribution, so nothing is ` +
        "checked here. Fix: Name them in the option securePaths of the policy configuration.",
    ]);
    const named = pack({ ignoreDeclaredPaths: true, securePaths: ["/secure/*"] });
    assert.deepEqual(await messagesFor([site, below(site, [signed("/secure/*")])], named), []);
  });

  for (const [what, inputs] of [
    ["no inputs", {}],
    ["empty inputs", { securePaths: [], publicPaths: [] }],
  ] as const) {
    it(`are reported as missing with ${what}, and how to declare them`, async () => {
      const silent = declaring(inputs);
      assert.deepEqual(await messagesFor([silent, below(silent, [])]), [nothingSaid]);
    });
  }

  it("are required of a distribution of buckets as well", async () => {
    const origins = [{ originId: "a", domainName: "a.s3.eu-west-1.amazonaws.com" }];
    const buckets = { ...distribution({ origins, orderedCacheBehaviors: [] }), parent: site };
    assert.deepEqual(await messagesFor([site, buckets]), [
      `${unsigned("/premium/a")}Fix: Put a behavior for "/premium/*" with trustedKeyGroups before it.`,
    ]);
  });

  it("of the options are required of a distribution of buckets only if it has a signed behavior", async () => {
    const origins = [{ originId: "a", domainName: "a.s3.eu-west-1.amazonaws.com" }];
    const buckets = (...behaviors: object[]) =>
      messagesFor(
        [distribution({ origins, orderedCacheBehaviors: behaviors })],
        pack({ securePaths: ["/premium/*"], publicPaths: ["/premium/preview/*"] }),
      );
    assert.deepEqual(await buckets(), []);
    assert.deepEqual(await buckets(signed("/premium/*"), open("/premium/preview/*")), [
      `mandatory ${onPublic}: orderedCacheBehaviors[0].trustedKeyGroups: /premium/preview/a is public according to the option publicPaths, but behavior #0 "/premium/*" requires a signature for it. Fix: Put a behavior for "/premium/preview/*" without trustedKeyGroups before it.`,
    ]);
    assert.deepEqual(await buckets(open("*.jpg"), signed("/premium/*")), [
      `${unsigned("/premium/a.jpg", 'behavior #0 "*.jpg"', "orderedCacheBehaviors[0]")}Fix: Put behavior #1 "/premium/*", which has trusted key groups, before it.`,
      `mandatory ${onPublic}: orderedCacheBehaviors[1].trustedKeyGroups: /premium/preview/a is public according to the option publicPaths, but behavior #1 "/premium/*" requires a signature for it. Fix: Put a behavior for "/premium/preview/*" without trustedKeyGroups before it.`,
    ]);
  });

  const undecided: [what: string, paths: unknown, path: string, why: string][] = [
    ["an unknown pattern", [unknown.string], "securePaths[0]", "is not known in preview"],
    ["an unknown list", unknown.array, "securePaths", "is not known in preview"],
    ["an invalid pattern", ["not a pattern"], "securePaths[0]", "does not have the shape that AWS documents"],
    ["an empty pattern", [""], "securePaths[0]", "does not have the shape that AWS documents"],
    [
      "an argument of another shape",
      [{ pattern: "/a/*" }],
      "securePaths[0]",
      "does not have the shape that AWS documents",
    ],
  ];
  for (const [what, securePaths, path, why] of undecided) {
    it(`are rejected, not ignored, with ${what}`, async () => {
      const hidden = declaring({ securePaths });
      assert.deepEqual(await messagesFor([hidden, below(hidden, good)]), [
        `mandatory ${onSecure}: ${path}: a secure path of the component "site" may be served without a signature, since ` +
          `this ${why}. Fix: Give it a value that is known in preview.`,
      ]);
    });
  }

  it("follow the option onUnknown if unknown", async () => {
    const hidden = declaring({ securePaths: [unknown.string] });
    const [text = ""] = await messagesFor(
      [hidden, below(hidden, good)],
      pack({ onUnknown: { [onSecure]: "warn" } }),
    );
    assert.match(text, /^advisory .*since this is not known in preview/);
  });

  it("are rejected as unknown if the policy that records them is disabled", async () => {
    const without = (options: PackOptions) => pack(options).filter(({ name }) => name !== "pack-settings");
    const deaf = without({});
    assert.deepEqual(await messagesFor([site, below(site, good)], deaf), [
      `mandatory ${onSecure}: orderedCacheBehaviors: the component above this distribution was not analyzed before it, so ` +
        "its secure paths are not known. Fix: Enable the policy pack-settings, or set the option ignoreDeclaredPaths.",
    ]);
    assert.deepEqual(await messagesFor([distribution({ orderedCacheBehaviors: [] })], deaf), [nothingSaid]);
    const lenient = without({ securePaths: ["/secure/*"], onUnknown: { [onSecure]: "warn" } });
    assert.deepEqual(
      (await messagesFor([site, below(site, good)], lenient)).map((text) => text.split(" ", 1)[0]),
      ["advisory", "mandatory"],
    );
  });

  describe("that are public", () => {
    it("are no exception to the option securePaths", async () => {
      const found = await messagesFor([site, below(site, good)], pack({ securePaths: ["/premium/*"] }));
      assert.deepEqual(found, [
        unsigned("/premium/preview/a", 'behavior #0 "/premium/preview/*"', "orderedCacheBehaviors[0]") +
          "Fix: Set trustedKeyGroups on this behavior.",
      ]);
    });

    it("are no exception to what another component declares", async () => {
      const outer = declaring({ securePaths: ["/premium/*"] }, "outer");
      const inner = { ...site, name: "inner", parent: outer };
      assert.match(
        (await messagesFor([outer, inner, below(inner, good)]))[0] ?? "",
        /: \/premium\/preview\/a is served/,
      );
    });

    it("are no exception to a secure path that they only overlap or contain", async () => {
      const wide = declaring({ securePaths: ["/premium/*"], publicPaths: ["*.jpg", "/p*"] });
      const found = await messagesFor([
        wide,
        below(wide, [open("*.jpg"), open("/p*"), signed("/premium/*")]),
      ]);
      assert.deepEqual(
        found.map((text) => /: (\S+) is served without a signature/.exec(text)?.[1]),
        ["/premium/a.jpg", "/premium/a"],
      );
      assert.deepEqual(
        await messagesFor([wide, below(wide, [signed("/premium/*"), open("*.jpg"), open("/p*")])]),
        [],
      );
    });

    it("are rejected if they cover a whole secure path", async () => {
      const void_ = declaring({ securePaths: ["/a/?"], publicPaths: ["/a/?"] });
      assert.deepEqual(await messagesFor([void_, below(void_, [open("/a/?")])]), [
        `mandatory ${onSecure}: orderedCacheBehaviors: the public paths of the component "site" make all of its secure path ` +
          "/a/? public. Fix: Remove /a/? from its securePaths, or narrow its publicPaths.",
      ]);
    });

    it("are no exception if unknown", async () => {
      const hidden = declaring({ securePaths: ["/premium/*"], publicPaths: [unknown.string] });
      assert.equal((await messagesFor([hidden, below(hidden, good)])).length, 1);
    });

    it("are rejected if they need a signature", async () => {
      assert.deepEqual(await messagesFor([site, below(site, [signed("/premium/*")])]), [
        `mandatory ${onPublic}: orderedCacheBehaviors[0].trustedKeyGroups: /premium/preview/a is public according to the component ` +
          '"site", but behavior #0 "/premium/*" requires a signature for it. Fix: Put a behavior for "/premium/preview/*" ' +
          "without trustedKeyGroups before it.",
      ]);
      const ignoring = pack({ ignoreDeclaredPaths: true, securePaths: ["/premium/*"] });
      assert.deepEqual(await messagesFor([site, below(site, [signed("/premium/*")])], ignoring), []);
    });

    it("may need a signature if an option says so", async () => {
      const both = pack({ securePaths: ["/premium/*"] });
      assert.deepEqual(await messagesFor([site, below(site, [signed("/premium/*")])], both), []);
    });
  });

  for (const [what, behaviors, judged] of [
    ["are what a waiver of the rule is for", [], []],
    ["leave a waiver of the rule nothing to waive if they are signed", good, ["waiver-is-in-force"]],
  ] as const) {
    it(what, async () => {
      const edge = below(site, [...behaviors]);
      const waiver = { rule: onSecure, urn: urnOf(edge), reason: "until the move", expires: "2026-12-31" };
      const policies = makePolicies({ waivers: [waiver] }, () => new Date("2026-12-01"));
      for (const resource of [site, edge]) {
        await analyze(policies, resource);
      }
      const found = (await analyzeStack(policies, [site, edge])).map(({ policy }) => policy);
      assert.deepEqual(
        found.filter((policy) => policy === "waiver-is-in-force"),
        judged,
      );
    });
  }
});
