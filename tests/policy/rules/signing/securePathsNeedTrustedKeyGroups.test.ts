import assert from "node:assert/strict";
import { makePolicies } from "../../../../policy/pack";
import type { PackOptions } from "../../../../policy/runtime/options";
import { analyze, type TestResource, unknown } from "../../support/analyzer";
import { distribution, membersPaths, open, signed } from "../../support/fixtures";

const rule = "secure-paths-need-trusted-key-groups";
const policiesWith = (options: PackOptions = {}) => makePolicies(options).filter(({ name }) => name === rule);
const policies = policiesWith({ securePaths: membersPaths });
const members = [signed("/premium/*"), signed("/downloads/*"), signed("/secure/*")];

/** The fact and the remedy of each violation, without the rule's description. */
async function says(resource: TestResource, using = policies): Promise<string[]> {
  return (await analyze(using, resource)).map(({ message, level }) => {
    const text = message.split("\n").slice(1).join(" ");
    return level === "mandatory" ? text : `${level}: ${text}`;
  });
}

describe(rule, () => {
  it("accepts a distribution whose secure paths are signed, with key groups that are yet to be made", async () => {
    assert.deepEqual(await says(distribution()), []);
  });

  it("accepts public behaviors after the signed ones, and before them where they do not meet", async () => {
    const orderedCacheBehaviors = [open("/assets/*"), ...members, open("*.jpg")];
    assert.deepEqual(await says(distribution({ orderedCacheBehaviors })), []);
  });

  it("accepts a distribution that signs everything", async () => {
    const all = { orderedCacheBehaviors: undefined, defaultCacheBehavior: { trustedKeyGroups: ["group"] } };
    assert.deepEqual(await says(distribution(all)), []);
  });

  it("is not concerned with a distribution of buckets", async () => {
    const origins = [
      { originId: "a", domainName: "a.s3.eu-west-1.amazonaws.com", originAccessControlId: unknown.string },
      { originId: "b", domainName: unknown.string, s3OriginConfig: { originAccessIdentity: "" } },
    ];
    assert.deepEqual(await says(distribution({ origins, orderedCacheBehaviors: [] })), []);
  });

  it("names the earlier behavior that takes a secure URL, such a URL, and the move that helps", async () => {
    assert.deepEqual(await says(distribution({ orderedCacheBehaviors: [open("*.jpg"), ...members] })), [
      'orderedCacheBehaviors[0].trustedKeyGroups: /premium/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
        'Fix: Put behavior #1 "/premium/*", which has trusted key groups, before it.',
      'orderedCacheBehaviors[0].trustedKeyGroups: /downloads/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
        'Fix: Put behavior #2 "/downloads/*", which has trusted key groups, before it.',
      'orderedCacheBehaviors[0].trustedKeyGroups: /secure/a.jpg is served without a signature by behavior #0 "*.jpg". ' +
        'Fix: Put behavior #3 "/secure/*", which has trusted key groups, before it.',
    ]);
  });

  it("names the default behavior when nothing else takes a secure path", async () => {
    assert.deepEqual(await says(distribution({ orderedCacheBehaviors: members.slice(0, 2) })), [
      "defaultCacheBehavior.trustedKeyGroups: /secure/a is served without a signature by the default behavior. " +
        'Fix: Put a behavior for "/secure/*" with trustedKeyGroups before it.',
    ]);
  });

  const unsigned: [what: string, trust: object, how: string][] = [
    ["without key groups", {}, "without a signature"],
    ["with an empty list of key groups", { trustedKeyGroups: [] }, "without a signature"],
    ["with signers only", { trustedSigners: ["self"] }, "under the keys of AWS accounts, and no key group,"],
  ];
  for (const [what, trust, how] of unsigned) {
    it(`rejects a secure behavior ${what}`, async () => {
      const orderedCacheBehaviors = [
        ...members.slice(0, 2),
        { pathPattern: "/secure/*", targetOriginId: "app", ...trust },
      ];
      assert.deepEqual(await says(distribution({ orderedCacheBehaviors })), [
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
    it(`rejects what depends on ${what} that cannot be known in preview, and names it`, async () => {
      const texts = await says(distribution(broken));
      assert.ok(texts.length > 0);
      for (const text of texts) {
        assert.ok(text.startsWith(`${field}: /`), text);
        assert.ok(text.includes("may be served without a signature by"), text);
        assert.ok(text.includes(", since this is not known in preview. Fix: Give it a value"), text);
      }
    });
  }

  it("takes a pattern that CloudFront would refuse for no pattern, and does not quote it", async () => {
    const orderedCacheBehaviors = [open("/secure/not a pattern"), ...members];
    const texts = await says(distribution({ orderedCacheBehaviors }));
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
    ["an origin that is not known", [unknown.object]],
    ["origins that are not known", unknown.array],
  ] as const) {
    it(`is concerned with a distribution of ${what}`, async () => {
      const broken = { orderedCacheBehaviors: [], ...(origins === undefined ? {} : { origins }) };
      assert.equal((await says(distribution(broken))).length, 3);
    });
  }

  it("accepts a misconfiguration in a secure path that is declared public", async () => {
    const misconfigurations = policiesWith({ securePaths: ["/secure/*"], publicPaths: ["/secure/help/*"] });
    const shape = distribution({ orderedCacheBehaviors: [open("/secure/help/*"), signed("/secure/*")] });
    assert.deepEqual(await says(shape, misconfigurations), []);
  });

  it("rejects public paths that leave nothing of a secure one", async () => {
    const misconfigurations = policiesWith({ securePaths: ["/secure/*"], publicPaths: ["/s*"] });
    const [text] = await says(distribution(), misconfigurations);
    assert.match(text ?? "", /the option publicPaths makes all of the secure path \/secure\/\* public/);
  });

  it("says that nothing is checked where no secure paths are given", async () => {
    assert.deepEqual(await says(distribution({ orderedCacheBehaviors: [] }), policiesWith()), [
      "advisory: orderedCacheBehaviors: no secure paths are given for this distribution, so nothing is checked here. " +
        "Fix: Declare them with SecureOrigin or Distribution, or name them in the option securePaths of the policy " +
        "configuration.",
    ]);
  });
});
