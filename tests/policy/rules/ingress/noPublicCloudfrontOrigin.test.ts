import assert from "node:assert/strict";
import { one, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { noPublicCloudfrontOrigin as rule } from "../../../../policy/rules/ingress/noPublicCloudfrontOrigin";
import { findingsIn } from "../../support/exampleFindings";

const why = 'origin "app" is on the internet, where anyone can call it';

const found = (origin: object) =>
  findingsIn(rule, one("", t.distribution, { origins: [{ originId: "app", ...origin }] })).map(
    ({ path, why: reason, fix }) => `${path}: ${reason}. ${fix}`,
  );

const custom = (domainName: unknown) => found({ domainName, customOriginConfig: { httpsPort: 443 } });

describe(rule.name, () => {
  it("says how to close a server", () => {
    assert.deepEqual(custom("app.example.com"), [
      `origins[0].customOriginConfig: ${why}. Replace customOriginConfig with vpcOriginConfig with a VPC origin`,
    ]);
  });

  for (const host of [
    "site.s3-website-eu-west-1.amazonaws.com",
    "site.s3-website.eu-central-1.amazonaws.com",
  ]) {
    it(`says how to close the website endpoint ${host}, which cannot have a VPC origin`, () => {
      assert.deepEqual(custom(host), [
        `origins[0].customOriginConfig: ${why}. ` +
          "Set domainName to the bucket's bucketRegionalDomainName, and originAccessControlId instead of customOriginConfig",
      ]);
    });
  }

  it("says how to close a function URL, which cannot have a VPC origin", () => {
    assert.deepEqual(custom("a1b2c3.lambda-url.eu-west-1.on.aws"), [
      `origins[0].customOriginConfig: ${why}. ` +
        "Set originAccessControlId to one of type lambda, and the function URL's authorizationType to AWS_IAM",
    ]);
  });

  for (const host of ["a1b2c3.execute-api.eu-west-1.amazonaws.com", "a1b2c3.eu-west-1.awsapprunner.com"]) {
    it(`says how to close ${host}, which can have neither a VPC origin nor origin access control`, () => {
      assert.deepEqual(custom(host), [
        `origins[0].customOriginConfig: ${why}. ` +
          "Put the application behind a function URL with origin access control, or an internal load balancer with a VPC origin",
      ]);
    });
  }

  it("says both ways for a host that is unknown in preview", () => {
    assert.deepEqual(custom(unknownValue), [
      `origins[0].customOriginConfig: ${why}. ` +
        "Use a VPC origin for a server, and origin access control for a bucket or a function URL",
    ]);
  });

  it("accepts a bucket by its REST endpoint with origin access control", () => {
    const domainName = "site.s3.eu-west-1.amazonaws.com";
    assert.deepEqual(found({ domainName, originAccessControlId: "E1" }), []);
  });

  it("does not repeat an id that is an ARN", () => {
    const origin = {
      originId: "arn:aws:s3:::www.example.com",
      domainName: "www.example.com.s3.amazonaws.com",
    };
    assert.deepEqual(found(origin), [
      "origins[0].originAccessControlId: the bucket of origin (name not shown) does not check that requests come from " +
        "this distribution. Set originAccessControlId",
    ]);
  });
});
