import assert from "node:assert/strict";
import { ContentKind, Distribution } from "../../../components";
import { ARGS, type Behavior, behaviors, DISTRIBUTION, distribution, make } from "../support/distribution";
import { children, find, inputsOf, refusal } from "../support/recorder";

const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";

describe("Distribution", () => {
  it("creates a VPC origin, a distribution and its policies, and nothing else", async () => {
    assert.deepEqual(children(await make({ hostedZoneId: "Z1" })), [
      `${DISTRIBUTION} site-distribution`,
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy site-request",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy site-error-response",
      "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy site-response",
      `${VPC_ORIGIN} site-vpc-origin`,
      "aws:route53/record:Record site-a",
      "aws:s3/bucketPolicy:BucketPolicy site-error-pages",
    ]);
  });

  it("waits until the edge has a change, and can be kept from deletion and replacement", async () => {
    const open = find(await make(), DISTRIBUTION, "site-distribution");
    assert.deepEqual([open.inputs.waitForDeployment, open.options.protect ?? false], [true, false]);
    const { options } = find(await make({ deletionProtection: true }), DISTRIBUTION, "site-distribution");
    assert.equal(options.protect, true);
    assert.deepEqual([options.ignoreChanges, options.replaceOnChanges], [undefined, undefined]);
    assert.deepEqual([open.inputs.retainOnDelete, open.options.retainOnDelete], [undefined, undefined]);
  });

  it("chooses caches by policy alone, never by the settings that exclude one", async () => {
    const made = await distribution();
    const all = [made.defaultCacheBehavior, ...(made.orderedCacheBehaviors as object[])] as object[];
    for (const behavior of all) {
      assert.ok("cachePolicyId" in behavior);
      for (const legacy of ["forwardedValues", "minTtl", "defaultTtl", "maxTtl", "grpcConfig"]) {
        assert.ok(!(legacy in behavior), legacy);
      }
    }
  });

  it("tries error pages first, exceptions before what they open, and leaves the rest public", async () => {
    const ordered = await behaviors();
    assert.deepEqual(
      ordered.map((one) => [one.pathPattern, one.targetOriginId, one.trustedKeyGroups]),
      [
        ["/error-pages/*", "error-pages", undefined],
        ["/downloads/*", "signed", ["group-1"]],
        ["/premium/preview/*", "public", undefined],
        ["/premium/*", "signed", ["group-1"]],
      ],
    );
    const { defaultCacheBehavior } = await distribution();
    const { targetOriginId, trustedKeyGroups } = defaultCacheBehavior as Behavior;
    assert.deepEqual([targetOriginId, trustedKeyGroups], ["public", undefined]);
  });

  it("refuses plain HTTP on signed paths instead of redirecting it", async () => {
    const policies = (await behaviors()).map((one) => [one.pathPattern, one.viewerProtocolPolicy]);
    assert.deepEqual(Object.fromEntries(policies), {
      "/error-pages/*": "redirect-to-https",
      "/downloads/*": "https-only",
      "/premium/preview/*": "redirect-to-https",
      "/premium/*": "https-only",
    });
  });

  it("caches static paths without cookies and query strings, and never caches dynamic ones", async () => {
    const [, downloads, , premium] = await behaviors();
    assert.equal(downloads?.cachePolicyId, "Managed-CachingOptimized");
    assert.equal(downloads.originRequestPolicyId, undefined);
    assert.deepEqual(downloads.allowedMethods, ["GET", "HEAD"]);
    assert.equal(premium?.cachePolicyId, "Managed-CachingDisabled");
    assert.equal(premium.originRequestPolicyId, "site-request-id");
  });

  it("forwards the viewer's address and never Host", async () => {
    const recording = await make({ forwardedHeaders: ["X-Requested-With", "accept"] });
    const inputs = inputsOf(
      recording,
      "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
      "site-request",
    );
    const { headerBehavior, headers } = inputs.headersConfig as {
      headerBehavior: string;
      headers: { items: string[] };
    };
    assert.equal(headerBehavior, "whitelist");
    assert.deepEqual(headers.items, [
      "Accept",
      "Accept-Language",
      "Origin",
      "Referer",
      "Sec-Fetch-Site",
      "User-Agent",
      "CloudFront-Viewer-Address",
      "X-Requested-With",
    ]);
  });

  it("can be previewed while nothing exists", async () => {
    const recording = await make({}, true);
    assert.equal(children(recording).length, 6);
  });

  it("refuses to protect nothing, or with nothing", async () => {
    const wrong = { ...ARGS, securePaths: [], keyGroupIds: [] };
    assert.match(
      await refusal((options) => new Distribution("site", wrong, options)),
      /the number of keyGroupIds is 0; .*\n.*securePaths is \[\]; allowed: one or more/,
    );
  });

  it("reports wrong paths and countries by the caller's names", async () => {
    const wrong = {
      securePaths: [{ pattern: "/a b/*", content: ContentKind.Static }],
      allowedCountries: ["de"],
      forwardedHeaders: ["Host"],
      listenerPort: 80,
    };
    assert.match(
      await refusal((options) => new Distribution("site", { ...ARGS, ...wrong }, options)),
      /listenerPort is 80; .*\n.*securePaths\[0\].pattern is "\/a b\/\*"; .*\n.*forwardedHeaders is "Host"; .*\n.*allowedCountries\[0\] is "de"/,
    );
  });
});
