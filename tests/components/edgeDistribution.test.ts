import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ContentKind, EdgeDistribution, type EdgeDistributionArgs } from "../../components";
import { children, find, inputsOf, record, refusal } from "./recorder";

const ARGS: EdgeDistributionArgs = {
  domainName: "members.example.com",
  certificateArn: "arn:certificate",
  loadBalancerArn: "arn:alb",
  originDomainName: "origin.members.example.com",
  headerName: "X-From-CloudFront",
  publicHeaderValue: "aa",
  signedHeaderValue: "bb",
  headerGeneration: 2,
  headerFingerprints: { public: "0a", signed: "0b" },
  keyGroupIds: ["group-1"],
  securePaths: [
    { pattern: "/premium/*", content: ContentKind.Dynamic },
    { pattern: "/downloads/*", content: ContentKind.Static },
  ],
  publicPaths: ["/premium/preview/*"],
  errorPages: {
    bucketName: "pages",
    bucketArn: "arn:pages",
    bucketDomainName: "pages.s3.amazonaws.com",
    accessControlId: "access-1",
  },
};

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";

const make = (args: Partial<EdgeDistributionArgs> = {}, preview = false) =>
  record((options) => new EdgeDistribution("site", { ...ARGS, ...args }, options), { preview });

async function distribution(args: Partial<EdgeDistributionArgs> = {}) {
  return inputsOf(await make(args), DISTRIBUTION, "site-distribution");
}

interface Behavior {
  pathPattern: string;
  targetOriginId: string;
  viewerProtocolPolicy: string;
  trustedKeyGroups?: string[];
  cachePolicyId: string;
  originRequestPolicyId?: string;
  allowedMethods: string[];
}

async function behaviors(args: Partial<EdgeDistributionArgs> = {}): Promise<Behavior[]> {
  return (await distribution(args)).orderedCacheBehaviors as Behavior[];
}

describe("EdgeDistribution", () => {
  it("makes a VPC origin, a distribution and its policies, and nothing else", async () => {
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

  it("enters the VPC by HTTPS only, through an origin that is replaced and never updated", async () => {
    const origin = find(await make(), VPC_ORIGIN, "site-vpc-origin");
    assert.deepEqual(origin.options.replaceOnChanges, ["vpcOriginEndpointConfig"]);
    const endpoint = origin.inputs.vpcOriginEndpointConfig as { name: string };
    assert.deepEqual(endpoint, {
      arn: "arn:alb",
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      name: endpoint.name,
    });
    assert.match(endpoint.name, /^site-[0-9a-f]{8}$/);
    const other = inputsOf(await make({ loadBalancerArn: "arn:other" }), VPC_ORIGIN, "site-vpc-origin");
    assert.notEqual((other.vpcOriginEndpointConfig as { name: string }).name, endpoint.name);
  });

  it("has one origin for each tier, told apart by the secret header, and the bucket of the error pages", async () => {
    const recording = await make({ signedHeaderValue: pulumi.secret("bb") });
    const made = find(recording, DISTRIBUTION, "site-distribution");
    assert.ok(made.secrets.includes("origins"));
    const application = {
      connectionAttempts: 3,
      connectionTimeout: 10,
      originPath: "",
      domainName: "origin.members.example.com",
      vpcOriginConfig: {
        vpcOriginId: "site-vpc-origin-id",
        originKeepaliveTimeout: 5,
        originReadTimeout: 30,
      },
    };
    assert.deepEqual(made.inputs.origins, [
      { ...application, originId: "public", customHeaders: [{ name: "X-From-CloudFront", value: "aa" }] },
      { ...application, originId: "signed", customHeaders: [{ name: "X-From-CloudFront", value: "bb" }] },
      {
        connectionAttempts: 3,
        connectionTimeout: 10,
        originPath: "",
        originId: "error-pages",
        domainName: "pages.s3.amazonaws.com",
        originAccessControlId: "access-1",
      },
    ]);
  });

  it("tries error pages first, holes before what they open, and leaves the rest public", async () => {
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

  it("caches static paths without telling the origin who asks, and never caches dynamic ones", async () => {
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

  it("keeps the status of every error it has a page for", async () => {
    const { customErrorResponses } = await distribution();
    const responses = customErrorResponses as {
      errorCode: number;
      responseCode: number;
      responsePagePath: string;
    }[];
    assert.deepEqual(
      responses.map((one) => [one.errorCode, one.responseCode, one.responsePagePath]),
      [
        [403, 403, "/error-pages/403.html"],
        [502, 502, "/error-pages/5xx.html"],
        [503, 503, "/error-pages/5xx.html"],
        [504, 504, "/error-pages/5xx.html"],
      ],
    );
  });

  it("gives the bucket of the error pages to this distribution alone", async () => {
    const { policy } = inputsOf(await make(), "aws:s3/bucketPolicy:BucketPolicy", "site-error-pages");
    const [read] = (JSON.parse(String(policy)) as { Statement: object[] }).Statement;
    assert.deepEqual(read, {
      Sid: "ReadByDistribution",
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: "arn:pages/*",
      Condition: { StringEquals: { "AWS:SourceArn": "arn:site-distribution" } },
    });
  });

  it("asks browsers to stay with HTTPS", async () => {
    const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
    for (const name of ["site-response", "site-error-response"]) {
      const { securityHeadersConfig } = inputsOf(await make(), type, name);
      const { strictTransportSecurity } = securityHeadersConfig as { strictTransportSecurity: object };
      assert.deepEqual(strictTransportSecurity, {
        accessControlMaxAgeSec: 63_072_000,
        includeSubdomains: true,
        override: true,
      });
    }
  });

  it("shows the header's generation and fingerprints as tags", async () => {
    assert.deepEqual((await distribution({ tags: { team: "web" } })).tags, {
      team: "web",
      "secure-origin:header-generation": "2",
      "secure-origin:header-public": "0a",
      "secure-origin:header-signed": "0b",
    });
  });

  it("sends an empty list of countries when none is restricted", async () => {
    const restriction = async (args: Partial<EdgeDistributionArgs>) =>
      ((await distribution(args)).restrictions as { geoRestriction: object }).geoRestriction;
    assert.deepEqual(await restriction({}), { restrictionType: "none", locations: [] });
    assert.deepEqual(await restriction({ allowedCountries: ["DE"] }), {
      restrictionType: "whitelist",
      locations: ["DE"],
    });
  });

  it("has an IPv6 address and record only when asked to", async () => {
    const off = await make({ hostedZoneId: "Z1" });
    assert.equal(inputsOf(off, DISTRIBUTION, "site-distribution").isIpv6Enabled, false);
    const on = await make({ hostedZoneId: "Z1", ipv6: true });
    assert.equal(inputsOf(on, DISTRIBUTION, "site-distribution").isIpv6Enabled, true);
    assert.equal(inputsOf(on, "aws:route53/record:Record", "site-aaaa").type, "AAAA");
  });

  it("waits with VPC origin and distribution for what it is told to wait for", async () => {
    const gate = await make();
    const recording = await record(
      (options) => new EdgeDistribution("site", ARGS, { ...options, dependsOn: gate.component }),
    );
    for (const [type, name] of [
      [VPC_ORIGIN, "site-vpc-origin"],
      [DISTRIBUTION, "site-distribution"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["site"]);
    }
  });

  it("can be previewed while nothing exists", async () => {
    const recording = await make({}, true);
    assert.equal(children(recording).length, 6);
  });

  it("refuses to protect nothing, or with nothing", async () => {
    const wrong = { ...ARGS, securePaths: [], keyGroupIds: [] };
    assert.match(
      await refusal((options) => new EdgeDistribution("site", wrong, options)),
      /the number of keyGroupIds is 0; .*\n.*securePaths is \[\]; allowed: one or more/,
    );
  });

  it("tells wrong paths and countries in the caller's words", async () => {
    const wrong = {
      securePaths: [{ pattern: "/a b/*", content: ContentKind.Static }],
      allowedCountries: ["de"],
      forwardedHeaders: ["Host"],
    };
    assert.match(
      await refusal((options) => new EdgeDistribution("site", { ...ARGS, ...wrong }, options)),
      /securePaths\[0\].pattern is "\/a b\/\*"; .*\n.*forwardedHeaders is "Host"; .*\n.*allowedCountries is "de"/,
    );
  });
});
