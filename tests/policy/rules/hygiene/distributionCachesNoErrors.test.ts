import assert from "node:assert/strict";
import { makePolicies } from "../../../../policy/pack";
import { analyze, unknown } from "../../support/analyzer";

const rule = "distribution-caches-no-errors";
const policies = makePolicies().filter(({ name }) => name === rule);
const codes = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
const never = codes.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));

/** A distribution with a signed behavior in front of a server. */
const distribution = (customErrorResponses: unknown, rest: object = {}) => ({
  type: "aws:cloudfront/distribution:Distribution",
  props: {
    origins: [{ originId: "app", domainName: "app.example.com", vpcOriginConfig: { vpcOriginId: "vo" } }],
    orderedCacheBehaviors: [{ pathPattern: "/a/*", targetOriginId: "app", trustedKeyGroups: ["group"] }],
    defaultCacheBehavior: { targetOriginId: "app" },
    customErrorResponses,
    ...rest,
  },
});

describe(rule, () => {
  it("accepts a distribution that keeps no error, and any without signed behaviors", async () => {
    assert.deepEqual(await analyze(policies, distribution(never)), []);
    const more = [...never, { errorCode: 416, errorCachingMinTtl: 60 }];
    assert.deepEqual(await analyze(policies, distribution(more)), []);
    assert.deepEqual(await analyze(policies, distribution(undefined, { orderedCacheBehaviors: [] })), []);
  });

  const breaks: [what: string, responses: unknown, says: string][] = [
    [
      "says nothing",
      undefined,
      "customErrorResponses: answers of 400, 403, 404, 405, 414, 500, 501, 502, 503, 504 are kept for ten seconds, and one visitor's reach others.\n" +
        "Fix: Set customErrorResponses with errorCachingMinTtl 0 for 400, 403, 404, 405, 414, 500, 501, 502, 503, 504.",
    ],
    [
      "leaves one status out",
      never.slice(1),
      "customErrorResponses: answers of 400 are kept for ten seconds, and one visitor's reach others.\n" +
        "Fix: Set customErrorResponses with errorCachingMinTtl 0 for 400.",
    ],
    [
      "keeps one for a minute",
      [{ errorCode: 400, errorCachingMinTtl: 60 }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: answers of 400 are kept for 60 s, and one visitor's reach others.\n" +
        "Fix: Set errorCachingMinTtl to 0.",
    ],
    [
      "has a response without a time",
      [{ errorCode: 400 }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: answers of 400 are kept for ten seconds, the default, and one visitor's reach others.\n" +
        "Fix: Set errorCachingMinTtl to 0.",
    ],
    [
      "does not know a time",
      [{ errorCode: 400, errorCachingMinTtl: unknown.string }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: answers of 400 may be kept for others, since this is not known in preview.\n" +
        "Fix: Give it a value that is known in preview.",
    ],
    [
      "has a status that cannot be seen",
      [{ errorCode: unknown.string, errorCachingMinTtl: 0 }, ...never.slice(1)],
      "customErrorResponses[0].errorCode: errors of one visitor may be kept for others, since this is not known in preview.\n" +
        "Fix: Give it a value that is known in preview.",
    ],
    [
      "has no list where one belongs",
      "none",
      "customErrorResponses: errors of one visitor may be kept for others, since this does not have the shape that AWS documents.\n" +
        "Fix: Give it a value that is known in preview.",
    ],
  ];
  for (const [what, responses, says] of breaks) {
    it(`advises against one that ${what}`, async () => {
      const found = await analyze(policies, distribution(responses));
      assert.deepEqual(
        found.map(({ level, message }) => [level, message.endsWith(says) ? says : message]),
        [["advisory", says]],
      );
    });
  }

  it("looks at one whose key groups cannot be seen", async () => {
    const hidden = { pathPattern: "/a/*", targetOriginId: "app", trustedKeyGroups: unknown.string };
    const found = await analyze(policies, distribution(undefined, { orderedCacheBehaviors: [hidden] }));
    assert.equal(found.length, 1);
  });
});
