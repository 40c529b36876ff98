import assert from "node:assert/strict";
import type { PackOptions } from "../../../../policy/options/options";
import { makePolicies } from "../../../../policy/pack";
import { analyze, type TestResource, unknown } from "../../support/analyzer";
import { distribution, membersPaths, open, signed } from "../../support/fixtures";

const rule = "secure-paths-need-trusted-key-groups";
const policiesWith = (options: PackOptions = {}) => makePolicies(options).filter(({ name }) => name === rule);
const policies = policiesWith({ securePaths: membersPaths });
const members = [signed("/premium/*"), signed("/downloads/*"), signed("/secure/*")];

/** Returns why and the fix of each violation, without the rule's description. */
async function messagesFor(resource: TestResource, using = policies): Promise<string[]> {
  return (await analyze(using, resource)).map(({ message, level }) => {
    const text = message.split("\n").slice(1).join(" ");
    return level === "mandatory" ? text : `${level}: ${text}`;
  });
}

describe(rule, () => {
  it("accepts a distribution whose secure paths are signed, with new key groups", async () => {
    assert.deepEqual(await messagesFor(distribution()), []);
  });

  it("accepts public behaviors after the signed ones, and before them if they do not overlap", async () => {
    const orderedCacheBehaviors = [open("/assets/*"), ...members, open("*.jpg")];
    assert.deepEqual(await messagesFor(distribution({ orderedCacheBehaviors })), []);
  });

  it("accepts a distribution that signs everything", async () => {
    const all = { orderedCacheBehaviors: undefined, defaultCacheBehavior: { trustedKeyGroups: ["group"] } };
    assert.deepEqual(await messagesFor(distribution(all)), []);
  });

  it("ignores a distribution of buckets", async () => {
    const origins = [
      { originId: "a", domainName: "a.s3.eu-west-1.amazonaws.com", originAccessControlId: unknown.string },
      { originId: "b", domainName: unknown.string, s3OriginConfig: { originAccessIdentity: "" } },
    ];
    assert.deepEqual(await messagesFor(distribution({ origins, orderedCacheBehaviors: [] })), []);
  });

  it("names the earlier behavior that serves a secure URL, an example of a URL, and the fix", async () => {
    assert.deepEqual(
      await messagesFor(distribution({ orderedCacheBehaviors: [open("*.jpg"), ...members] })),
      [
        'orderedCacheBehaviors[0].trustedKeyGroups: /premium/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
          'Fix: Put behavior #1 "/premium/*", which has trusted key groups, before it.',
        'orderedCacheBehaviors[0].trustedKeyGroups: /downloads/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
          'Fix: Put behavior #2 "/downloads/*", which has trusted key groups, before it.',
        'orderedCacheBehaviors[0].trustedKeyGroups: /secure/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
          'Fix: Put behavior #3 "/secure/*", which has trusted key groups, before it.',
      ],
    );
  });

  it("names the default behavior if no other serves a secure path", async () => {
    assert.deepEqual(await messagesFor(distribution({ orderedCacheBehaviors: members.slice(0, 2) })), [
      "defaultCacheBehavior.trustedKeyGroups: /secure/a is served without a signature by the default behavior. " +
        'Fix: Put a behavior for "/secure/*" with trustedKeyGroups before it.',
    ]);
  });

  const unsigned: [what: string, trust: object, how: string][] = [
    ["without key groups", {}, "without a signature"],
    ["with an empty list of key groups", { trustedKeyGroups: [] }, "without a signature"],
    [
      "with signers only",
      { trustedSigners: ["self"] },
      "with signatures of AWS accounts, not of key groups,",
    ],
  ];
  for (const [what, trust, how] of unsigned) {
    it(`rejects a secure behavior ${what}`, async () => {
      const orderedCacheBehaviors = [
        ...members.slice(0, 2),
        { pathPattern: "/secure/*", targetOriginId: "app", ...trust },
      ];
      assert.deepEqual(await messagesFor(distribution({ orderedCacheBehaviors })), [
        `orderedCacheBehaviors[2].trustedKeyGroups: /secure/a is served ${how} by behavior #2 "/secure/*". ` +
          "Fix: Set trustedKeyGroups on this behavior.",
      ]);
    });
  }

  const undecided: [what: string, broken: Parameters<typeof distribution>[0], field: string][] = [
    [
      "key groups",
      {
        orderedCacheBehaviors: [
          ...members.slice(0, 2),
          { pathPattern: "/secure/*", trustedKeyGroups: unknown.array },
        ],
      },
      "orderedCacheBehaviors[2].trustedKeyGroups",
    ],
    [
      "a signed pattern",
      { orderedCacheBehaviors: [...members.slice(0, 2), signed(unknown.string)] },
      "orderedCacheBehaviors[2].pathPattern",
    ],
    [
      "an unsigned pattern",
      { orderedCacheBehaviors: [open(unknown.string), ...members] },
      "orderedCacheBehaviors[0].pathPattern",
    ],
    [
      "a behavior",
      { orderedCacheBehaviors: [...members.slice(0, 2), unknown.object] },
      "orderedCacheBehaviors[2]",
    ],
    ["all behaviors", { orderedCacheBehaviors: unknown.array }, "orderedCacheBehaviors"],
  ];
  for (const [what, broken, field] of undecided) {
    it(`rejects what depends on ${what} unknown in preview, and names it`, async () => {
      const texts = await messagesFor(distribution(broken));
      assert.ok(texts.length > 0);
      for (const text of texts) {
        assert.ok(text.startsWith(`${field}: /`), text);
        assert.ok(text.includes("may be served without a signature by"), text);
        assert.ok(text.includes(", since this is not known in preview. Fix: Give it a value"), text);
      }
    });
  }

  it("counts an invalid pattern as unknown, and does not quote it", async () => {
    const orderedCacheBehaviors = [open("/secure/not a pattern"), ...members];
    const texts = await messagesFor(distribution({ orderedCacheBehaviors }));
    assert.equal(texts.length, 3);
    for (const text of texts) {
      assert.match(
        text,
        /^orderedCacheBehaviors\[0\]\.pathPattern: \S+ may be .* by behavior #0, since this does not have the shape/,
      );
    }
  });

  for (const [what, origins] of [
    ["a VPC origin", undefined],
    [
      "a custom origin",
      [{ originId: "app", domainName: "app.example.com", customOriginConfig: { httpsPort: 443 } }],
    ],
    ["a server beside a bucket", [{ originId: "s3" }, { originId: "app", vpcOriginConfig: unknown.object }]],
    ["an unknown origin", [unknown.object]],
    ["unknown origins", unknown.array],
  ] as const) {
    it(`checks a distribution with ${what}`, async () => {
      const broken = { orderedCacheBehaviors: [], ...(origins === undefined ? {} : { origins }) };
      assert.equal((await messagesFor(distribution(broken))).length, 3);
    });
  }

  it("accepts a public exception in a secure path", async () => {
    const withExceptions = policiesWith({ securePaths: ["/secure/*"], publicPaths: ["/secure/help/*"] });
    const shape = distribution({ orderedCacheBehaviors: [open("/secure/help/*"), signed("/secure/*")] });
    assert.deepEqual(await messagesFor(shape, withExceptions), []);
  });

  it("rejects public paths that cover a whole secure path", async () => {
    const withExceptions = policiesWith({ securePaths: ["/secure/*"], publicPaths: ["/s*"] });
    const [text] = await messagesFor(distribution(), withExceptions);
    assert.match(text ?? "", /the option publicPaths makes all of the secure path \/secure\/\* public/);
  });

  it("reports that nothing is checked if no secure paths are given", async () => {
    assert.deepEqual(await messagesFor(distribution({ orderedCacheBehaviors: [] }), policiesWith()), [
      "advisory: orderedCacheBehaviors: no secure paths are given for this distribution, so nothing is checked here. " +
        "Fix: Declare them with SecureOrigin or Distribution, or name them in the option securePaths of the policy " +
        "configuration.",
    ]);
  });
});
