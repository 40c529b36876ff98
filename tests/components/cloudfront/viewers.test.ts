import assert from "node:assert/strict";
import { type DistributionArgs, PriceClass } from "../../../components";
import { errorResponses } from "../../../components/cloudfront/plan/errorPagePaths";
import { DISTRIBUTION, distribution, make } from "../support/distribution";
import { inputsOf } from "../support/recorder";

describe("Distribution towards viewers", () => {
  it("serves viewers over TLS 1.2 or later, with HTTP/2 and HTTP/3, by a certificate of its own", async () => {
    const made = await distribution();
    assert.equal(made.httpVersion, "http2and3");
    assert.deepEqual(made.viewerCertificate, {
      acmCertificateArn: "arn:certificate",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
  });

  it("answers to every name of the site, and has a record for each", async () => {
    const recording = await make({
      hostedZoneId: "Z1",
      ipv6: true,
      additionalDomainNames: ["www.example.com"],
    });
    const { aliases } = inputsOf(recording, DISTRIBUTION, "site-distribution");
    assert.deepEqual(aliases, ["members.example.com", "www.example.com"]);
    const records = recording.made.filter(({ type }) => type === "aws:route53/record:Record");
    assert.deepEqual(
      records.map(({ name, inputs }) => [name, inputs.name, inputs.type]),
      [
        ["site-a", "members.example.com", "A"],
        ["site-aaaa", "members.example.com", "AAAA"],
        ["site-a-www.example.com", "www.example.com", "A"],
        ["site-aaaa-www.example.com", "www.example.com", "AAAA"],
      ],
    );
    const [alias] = records[0]?.inputs.aliases as object[];
    assert.deepEqual(alias, {
      name: "d111.cloudfront.net",
      zoneId: "Z2FDTNDATAQYW2",
      evaluateTargetHealth: false,
    });
  });

  it("gives no policy a name of its own, so that a new one is there before the old one goes", async () => {
    const policies = (await make()).made.filter(({ type }) => /^aws:cloudfront\/.*Policy$/.test(type));
    assert.deepEqual(
      policies.map(({ inputs, options }) => [inputs.name, options.deleteBeforeReplace]),
      policies.map(() => [undefined, undefined]),
    );
  });

  it("remembers no error, with the error pages and without", async () => {
    assert.deepEqual((await distribution()).customErrorResponses, errorResponses(true));
    const bare = await distribution({ errorPages: undefined });
    assert.deepEqual(bare.customErrorResponses, errorResponses(false));
  });

  it("gives the bucket of the error pages to this distribution alone", async () => {
    const { policy } = inputsOf(await make(), "aws:s3/bucketPolicy:BucketPolicy", "site-error-pages");
    assert.deepEqual((JSON.parse(String(policy)) as { Statement: object[] }).Statement, [
      {
        Sid: "ReadByDistribution",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: "arn:pages/*",
        Condition: { StringEquals: { "AWS:SourceArn": "arn:site-distribution" } },
      },
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: ["arn:pages", "arn:pages/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
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

  it("sends no other site the address of a page, which may be a signed URL", async () => {
    const type = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
    for (const name of ["site-response", "site-error-response"]) {
      const { securityHeadersConfig } = inputsOf(await make(), type, name);
      const { referrerPolicy } = securityHeadersConfig as { referrerPolicy: object };
      assert.deepEqual(referrerPolicy, { referrerPolicy: "same-origin", override: true });
    }
    const made = await distribution();
    const all = [made.defaultCacheBehavior, ...(made.orderedCacheBehaviors as object[])] as {
      responseHeadersPolicyId: string;
    }[];
    assert.deepEqual(
      all.map((behavior) => behavior.responseHeadersPolicyId),
      [
        "site-response-id",
        "site-error-response-id",
        "site-response-id",
        "site-response-id",
        "site-response-id",
      ],
    );
  });

  it("is served from the nearest places unless more are paid for", async () => {
    assert.equal((await distribution()).priceClass, "PriceClass_100");
    assert.equal((await distribution({ priceClass: PriceClass.All })).priceClass, "PriceClass_All");
  });

  it("has the web ACL that it is given", async () => {
    assert.equal((await distribution({ webAclArn: "arn:acl" })).webAclId, "arn:acl");
    assert.equal((await distribution()).webAclId, undefined);
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
    const restriction = async (args: Partial<DistributionArgs>) =>
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
});
