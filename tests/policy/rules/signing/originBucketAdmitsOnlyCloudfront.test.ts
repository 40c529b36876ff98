import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { originBucketAdmitsOnlyCloudfront as rule } from "../../../../policy/rules/signing/originBucketAdmitsOnlyCloudfront";
import { findingsIn } from "../../support/exampleFindings";

const arn = "arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL";
const domainName = "videos.s3.eu-west-1.amazonaws.com";
const bucket = {
  type: t.bucket,
  name: "bucket",
  props: { bucket: "videos", bucketRegionalDomainName: domainName },
};
const signed = { pathPattern: "/videos/*", targetOriginId: "videos", trustedKeyGroups: ["group"] };
const edge = (origin: object = {}, props: object = {}): ExampleResource => ({
  type: t.distribution,
  name: "edge",
  props: {
    arn,
    origins: [{ originId: "videos", domainName, ...origin }],
    orderedCacheBehaviors: [signed],
    defaultCacheBehavior: { targetOriginId: "app" },
    ...props,
  },
});
const allow = (props: object) =>
  JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:GetObject", ...props } });
const everyone = allow({ Principal: "*", Resource: "*" });
const policy = (text: unknown, type: ExampleResource["type"] = t.bucketPolicy, props: object = {}) => ({
  type,
  name: "policy",
  props: { bucket: "videos", policy: text, ...props },
});

const found = (...resources: ExampleResource[]) =>
  findingsIn(rule, several("", ...resources)).map(
    ({ urn, path, why, unknown = false }) =>
      `${urn.split("::").at(-1) ?? ""} ${path}${unknown ? "?" : ""}: ${why}`,
  );
const others = "lets everyone read what CloudFront serves, without CloudFront";

describe(rule.name, () => {
  it("checks buckets that only public behaviors read, or none, and no others", () => {
    const to = (targetOriginId: string) =>
      edge({}, { orderedCacheBehaviors: [], defaultCacheBehavior: { targetOriginId } });
    for (const each of [to("videos"), to("app")]) {
      assert.deepEqual(found(bucket, each, policy(everyone)), [
        `policy policy: statement 1 of this policy ${others}`,
      ]);
    }
    const elsewhere = edge({ domainName: "app.s3.eu-west-1.amazonaws.com" });
    const own = found(bucket, elsewhere, policy(everyone)).filter((text) => text.startsWith("policy"));
    assert.deepEqual(own, []);
  });

  it("knows that each of two buckets is an origin of two, and not which of three is", () => {
    const origins = ["videos", "app"].map((originId) => ({ originId, domainName: unknownValue }));
    const unknown = (from: string[]) => ({ ...edge({}, { origins }), from: { origins: from } });
    const [web, third] = ["web", "third"].map((name) => ({ ...bucket, name, props: { bucket: name } }));
    assert.ok(web !== undefined && third !== undefined);
    const why = `policy policy: statement 1 of this policy ${others}`;
    assert.deepEqual(found(bucket, web, unknown(["bucket", "web"]), policy(everyone)), [why]);
    assert.deepEqual(found(bucket, web, third, unknown(["bucket", "web", "third"]), policy(everyone)), [
      why.replace("policy policy", "policy policy?"),
    ]);
  });

  it("accepts a public policy that the bucket or the account restricts to its own account", () => {
    const props = { restrictPublicBuckets: true };
    const block = { type: t.bucketPublicAccessBlock, name: "block", props: { bucket: "videos", ...props } };
    const account = { type: t.accountPublicAccessBlock, name: "block", props };
    const fromNetwork = allow({
      Principal: "*",
      Resource: "*",
      Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    });
    for (const each of [block, account]) {
      assert.deepEqual(found(bucket, edge(), each, policy(everyone)), []);
      assert.equal(found(bucket, edge(), each, policy(fromNetwork)).length, 1);
    }
  });

  it("leaves a policy that is unknown in preview to the update, and rejects what is none", () => {
    const risk = "others may read the bucket of an origin";
    assert.deepEqual(found(bucket, edge(), policy(unknownValue)), [
      `policy policy?: ${risk}, since this is not known in preview`,
    ]);
    assert.deepEqual(found(bucket, edge(), policy("{")), [
      `policy policy: ${risk}, since this does not have the shape that AWS documents`,
    ]);
  });

  it("leaves accounts to the update while its own is unknown", () => {
    const text = allow({ Principal: { AWS: "111122223333" }, Resource: "arn:aws:s3:::videos/*" });
    assert.deepEqual(found(bucket, edge({}, { arn: unknownValue }), policy(text)), [
      "policy policy?: statement 1 of this policy may let others read what CloudFront serves, which depends on ARNs that are not known in preview",
    ]);
    assert.deepEqual(found(bucket, edge(), policy(text)), []);
  });

  it("compares resources with the signed objects", () => {
    const on = (...Resource: string[]) =>
      found(bucket, edge(), policy(allow({ Principal: "*", Resource }))).length;
    const except = (...NotResource: string[]) =>
      found(bucket, edge(), policy(allow({ Principal: "*", NotResource }))).length;
    assert.deepEqual([on("arn:aws:s3:::videos"), on("arn:aws:s3:::videos/posters/*")], [0, 0]);
    assert.deepEqual([on("arn:aws:s3:::videos/v*"), on("arn:aws:s3:::videos/${aws:userid}/*")], [1, 1]);
    assert.deepEqual([on("arn:aws:s3:::vid*"), on("*")], [1, 1]);
    assert.deepEqual(
      [except("arn:aws:s3:::videos/videos/*"), except("arn:aws:s3:::videos/posters/*")],
      [0, 1],
    );
  });

  it("accepts everyone where a Deny keeps out all but the distribution", () => {
    const deny = {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:GetObject*",
      Resource: "arn:aws:s3:::videos/*",
      Condition: { StringNotEquals: { "aws:SourceArn": arn } },
    };
    const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
    assert.deepEqual(found(bucket, edge(), policy(JSON.stringify({ Statement: [open, deny] }))), []);
  });

  it("reads the policy of the bucket itself, unless a resource sets it and the program does not", () => {
    const own = { ...bucket, props: { ...bucket.props, policy: everyone } };
    assert.deepEqual(found(own, edge()), [`bucket policy: statement 1 of this policy ${others}`]);
    const closed = allow({ Principal: { AWS: "111122223333" }, Resource: "*" });
    assert.deepEqual(found(own, edge(), policy(closed)), []);
  });

  it("reads policies of access points, but not of those in a VPC", () => {
    const publicAccessBlockConfiguration = { restrictPublicBuckets: false };
    const point = {
      type: t.accessPoint,
      name: "point",
      props: { bucket: "videos", arn: "arn:point", publicAccessBlockConfiguration },
    };
    const named = policy(everyone, t.accessPointPolicy, { bucket: undefined, accessPointArn: "arn:point" });
    const expected = `policy policy: statement 1 of this policy ${others}`;
    assert.deepEqual(found(bucket, edge(), point, named), [expected]);
    const byDefault = { ...point, props: { ...point.props, publicAccessBlockConfiguration: undefined } };
    assert.deepEqual(found(bucket, edge(), byDefault, named), []);
    const inVpc = {
      ...point,
      props: { ...point.props, policy: everyone, vpcConfiguration: { vpcId: "vpc-1" } },
    };
    assert.deepEqual(found(bucket, edge(), inVpc, named), []);
    const regions = {
      type: t.multiRegionAccessPoint,
      name: "regions",
      props: {
        details: {
          name: "regions",
          regions: [{ bucket: "videos" }],
          publicAccessBlock: { restrictPublicBuckets: false },
        },
      },
    };
    const details = { details: { name: "regions", policy: everyone } };
    const global = policy(undefined, t.multiRegionAccessPointPolicy, { bucket: undefined, ...details });
    assert.deepEqual(found(bucket, edge(), regions, global), [
      expected.replace("policy policy", "policy details.policy"),
    ]);
  });

  describe("on ACLs", () => {
    const acl = (props: object) => ({
      type: t.bucketAcl,
      name: "acl",
      props: { bucket: "videos", ...props },
    });
    const object = (key: unknown, props: object = { acl: "public-read" }) => ({
      type: t.objectV2,
      name: "object",
      props: { bucket: "videos", key, ...props },
    });
    const group = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    const grants = [{ permission: "READ", grantee: { type: "Group", uri: group } }];

    it("finds public ones and grants to groups", () => {
      assert.deepEqual(found(bucket, edge(), acl({ acl: "authenticated-read" })), [
        "acl acl: authenticated-read opens the bucket of an origin to everyone",
      ]);
      assert.deepEqual(found(bucket, edge(), acl({ accessControlPolicy: { grants } })), [
        "acl accessControlPolicy.grants[0].grantee.uri: this grant opens the bucket of an origin to everyone",
      ]);
      assert.deepEqual(found(bucket, edge(), acl({ acl: unknownValue })), [
        "acl acl?: the bucket of an origin may be public, since this is not known in preview",
      ]);
      assert.deepEqual(found(bucket, edge(), acl({ acl: "private" })), []);
    });

    it("finds public objects that are signed", () => {
      const risk = "this ACL lets everyone read an object that CloudFront serves, without CloudFront";
      assert.deepEqual(found(bucket, edge(), object("videos/a.mp4")), [`object acl: ${risk}`]);
      assert.deepEqual(found(bucket, edge(), object(unknownValue)), [`object acl?: ${risk}`]);
      assert.deepEqual(found(bucket, edge(), object("videos/a.mp4", { acl: unknownValue })), [
        "object acl?: an object that CloudFront serves may be public, since this is not known in preview",
      ]);
      assert.deepEqual(found(bucket, edge(), object("posters/a.png")), []);
      const copy = { ...object("videos/a.mp4", { grants: [{ uri: group }] }), type: t.objectCopy };
      assert.deepEqual(found(bucket, edge(), copy), [`object grants: ${risk}`]);
    });

    it("ignores them where the bucket or the account does", () => {
      const block = {
        type: t.bucketPublicAccessBlock,
        name: "block",
        props: { bucket: "videos", ignorePublicAcls: true },
      };
      const account = { type: t.accountPublicAccessBlock, name: "block", props: { ignorePublicAcls: true } };
      for (const each of [block, account]) {
        assert.deepEqual(
          found(bucket, edge(), each, acl({ acl: "public-read" }), object("videos/a.mp4")),
          [],
        );
      }
    });
  });

  describe("on requests of CloudFront", () => {
    const control = (props: object, name = "control") => ({
      type: t.originAccessControl,
      name,
      props: { id: name, originAccessControlOriginType: "s3", signingBehavior: "always", ...props },
    });
    const controlled = edge({ originAccessControlId: "control" });
    const why =
      'CloudFront does not sign its requests to the bucket of origin "videos", so they need a public bucket';

    it("rejects an origin access control that never signs, or for another service", () => {
      assert.deepEqual(found(bucket, controlled, control({ signingBehavior: "never" })), [
        `control signingBehavior: ${why}`,
      ]);
      assert.deepEqual(found(bucket, controlled, control({ originAccessControlOriginType: "lambda" })), [
        `control originAccessControlOriginType: ${why}`,
      ]);
      assert.deepEqual(found(bucket, controlled, control({ signingBehavior: "no-override" })), []);
    });

    it("leaves two of them, which cannot be told apart in preview, to the update", () => {
      const unknown = { ...edge({ originAccessControlId: unknownValue }), from: { origins: ["a", "b"] } };
      const two = [control({}, "a"), control({ signingBehavior: "never" }, "b")];
      assert.deepEqual(found(bucket, unknown, ...two), [`b signingBehavior?: ${why}`]);
    });
  });

  it("rejects a bucket outside the stack, unless its policy is in the stack", () => {
    assert.deepEqual(found(edge()), [
      'edge origins[0].domainName: the bucket of origin "videos" is not in this stack, so it is not known who can read it',
    ]);
    const text = allow({ Principal: { AWS: "111122223333" }, Resource: "*" });
    assert.deepEqual(found(edge(), policy(text)), []);
    assert.deepEqual(found(edge({ domainName: unknownValue })), [
      'edge origins[0].domainName?: it is not known who can read the bucket of origin "videos", since this is not known in preview',
    ]);
  });
});
