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
  it("accepts a distribution that caches no errors, and any without signed behaviors", async () => {
    assert.deepEqual(await analyze(policies, distribution(never)), []);
    const more = [...never, { errorCode: 416, errorCachingMinTtl: 60 }];
    assert.deepEqual(await analyze(policies, distribution(more)), []);
    assert.deepEqual(await analyze(policies, distribution(undefined, { orderedCacheBehaviors: [] })), []);
  });

  const breaks: [what: string, responses: unknown, says: string][] = [
    [
      "configures no errors",
      undefined,
      "customErrorResponses: responses with status 400, 403, 404, 405, 414, 500, 501, 502, 503, 504 are cached for ten seconds and served to other visitors.\n" +
        "Fix: Set customErrorResponses with errorCachingMinTtl 0 for 400, 403, 404, 405, 414, 500, 501, 502, 503, 504.",
    ],
    [
      "leaves one status out",
      never.slice(1),
      "customErrorResponses: responses with status 400 are cached for ten seconds and served to other visitors.\n" +
        "Fix: Set customErrorResponses with errorCachingMinTtl 0 for 400.",
    ],
    [
      "caches one for a minute",
      [{ errorCode: 400, errorCachingMinTtl: 60 }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: responses with status 400 are cached for 60 seconds and served to other visitors.\n" +
        "Fix: Set errorCachingMinTtl to 0.",
    ],
    [
      "has a response without a TTL",
      [{ errorCode: 400 }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: responses with status 400 are cached for ten seconds, the default, and served to other visitors.\n" +
        "Fix: Set errorCachingMinTtl to 0.",
    ],
    [
      "has an unknown TTL",
      [{ errorCode: 400, errorCachingMinTtl: unknown.string }, ...never.slice(1)],
      "customErrorResponses[0].errorCachingMinTtl: responses with status 400 may be cached for other visitors, since this is not known in preview.\n" +
        "Fix: Give it a value that is known in preview.",
    ],
    [
      "has an unknown status",
      [{ errorCode: unknown.string, errorCachingMinTtl: 0 }, ...never.slice(1)],
      "customErrorResponses[0].errorCode: errors of one visitor may be cached for others, since this is not known in preview.\n" +
        "Fix: Give it a value that is known in preview.",
    ],
    [
      "has a value that is not a list",
      "none",
      "customErrorResponses: errors of one visitor may be cached for others, since this does not have the shape that AWS documents.\n" +
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

  it("checks a distribution with unknown key groups", async () => {
    const hidden = { pathPattern: "/a/*", targetOriginId: "app", trustedKeyGroups: unknown.string };
    const found = await analyze(policies, distribution(undefined, { orderedCacheBehaviors: [hidden] }));
    assert.equal(found.length, 1);
  });
});
