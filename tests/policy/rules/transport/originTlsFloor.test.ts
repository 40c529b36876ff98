import assert from "node:assert/strict";
import { one, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { originTlsFloor as rule } from "../../../../policy/rules/transport/originTlsFloor";
import { findingsIn } from "../../support/exampleFindings";

const why = "CloudFront may use plain HTTP to the origin, since http-only allows it";

const fixes = (domainName: unknown) => {
  const customOriginConfig = { originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] };
  const origins = [{ originId: "site", domainName, customOriginConfig }];
  return findingsIn(rule, one("", t.distribution, { origins })).map((each) => `${each.why}. ${each.fix}`);
};

describe(rule.name, () => {
  it("asks a server for HTTPS", () => {
    assert.deepEqual(fixes("app.example.com"), [`${why}. Set originProtocolPolicy to https-only`]);
  });

  it("says both ways for a host that is unknown in preview", () => {
    assert.deepEqual(fixes(unknownValue), [
      `${why}. Set originProtocolPolicy to https-only, or for a bucket's website use its bucketRegionalDomainName and originAccessControlId instead`,
    ]);
  });

  it("does not ask a website endpoint of S3 for HTTPS, which it does not have", () => {
    assert.deepEqual(fixes("site.s3-website.eu-central-1.amazonaws.com"), [
      `${why}. Set domainName to the bucket's bucketRegionalDomainName, and originAccessControlId instead of customOriginConfig`,
    ]);
  });
});
