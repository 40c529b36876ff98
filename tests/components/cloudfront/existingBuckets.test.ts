import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ContentKind,
  Distribution,
  type DistributionArgs,
  FilesBucket,
  type FilesBucketOriginArgs,
  SecureOrigin,
} from "../../../components";
import { ARGS, DISTRIBUTION } from "../support/distribution";
import { children, failure, inputsOf, record, refusal, valueOf } from "../support/recorder";
import { makeSite, ARGS as SITE } from "../support/site";

const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";

const PATHS = {
  securePaths: [{ pattern: "/videos/*", content: ContentKind.Static, fromBucket: true }],
  publicBucketPaths: ["/assets/*"],
} satisfies Partial<DistributionArgs>;

/** An existing bucket. */
const existing = (bucketName: string, writePolicy: boolean): FilesBucketOriginArgs => ({
  bucketName,
  bucketDomainName: `${bucketName}.s3.eu-west-1.amazonaws.com`,
  writePolicy,
});
const BUCKETS = { signedBucket: existing("videos", false), publicBucket: existing("assets", true) };

const make = (args: Partial<DistributionArgs>) =>
  record((options) => new Distribution("site", { ...ARGS, ...args }, options));

/** A statement that lets the distribution of the recorder read a bucket. */
const readBy = (id: string, bucket: string) => ({
  Sid: id,
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: `arn:aws:s3:::${bucket}/*`,
  Condition: { StringEquals: { "AWS:SourceArn": "arn:site-distribution" } },
});

describe("Distribution with existing buckets", () => {
  it("reads them by requests that CloudFront always signs, with one access control for all", async () => {
    const recording = await make({ ...PATHS, ...BUCKETS });
    const { origins } = inputsOf(recording, DISTRIBUTION, "site-distribution");
    const ofBuckets = (
      origins as { originId: string; domainName: string; originAccessControlId?: string }[]
    ).filter(({ originId }) => originId.endsWith("-files"));
    assert.deepEqual(
      ofBuckets.map(({ originId, domainName, originAccessControlId }) => [
        originId,
        domainName,
        originAccessControlId,
      ]),
      [
        ["signed-files", "videos.s3.eu-west-1.amazonaws.com", "site-files-access-id"],
        ["public-files", "assets.s3.eu-west-1.amazonaws.com", "site-files-access-id"],
      ],
    );
    const { signingBehavior, signingProtocol } = inputsOf(recording, ACCESS_CONTROL, "site-files-access");
    assert.deepEqual([signingBehavior, signingProtocol], ["always", "sigv4"]);
  });

  it("writes the policy of a bucket only if its owner says so", async () => {
    const recording = await make({ ...PATHS, ...BUCKETS });
    const policies = children(recording).filter((each) => each.startsWith(BUCKET_POLICY));
    assert.deepEqual(policies, [`${BUCKET_POLICY} site-error-pages`, `${BUCKET_POLICY} site-public-files`]);
    const { bucket, policy } = inputsOf(recording, BUCKET_POLICY, "site-public-files");
    assert.equal(bucket, "assets");
    const [allow, deny] = (JSON.parse(String(policy)) as { Statement: object[] }).Statement;
    assert.deepEqual(allow, readBy("ReadByDistribution", "assets"));
    assert.equal((deny as { Effect: string }).Effect, "Deny");
  });

  it("tells the owners of all buckets which statement to add, and those of their keys", async () => {
    const { component } = await make({ ...PATHS, ...BUCKETS });
    const policies = await valueOf(component.filesBucketPolicies);
    assert.deepEqual(
      Object.entries(policies ?? {}).map(([origin, policy]) => [origin, JSON.parse(policy) as unknown]),
      [
        ["signed-files", { Version: "2012-10-17", Statement: [readBy("ReadBysitedistribution", "videos")] }],
        ["public-files", { Version: "2012-10-17", Statement: [readBy("ReadBysitedistribution", "assets")] }],
      ],
    );
    assert.deepEqual(JSON.parse((await valueOf(component.filesKeyPolicy)) ?? ""), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DecryptForsitedistribution",
          Effect: "Allow",
          Principal: { Service: "cloudfront.amazonaws.com" },
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "aws:SourceArn": "arn:site-distribution" } },
        },
      ],
    });
    const { component: none } = await make({});
    assert.equal(await valueOf(none.filesBucketPolicies), undefined);
    assert.equal(await valueOf(none.filesKeyPolicy), undefined);
  });

  it("takes a FilesBucket as before, with its own access control and the policy written", async () => {
    const recording = await record((options) => {
      const signedBucket = new FilesBucket("videos", {}, options);
      return new Distribution("site", { ...ARGS, securePaths: PATHS.securePaths, signedBucket }, options);
    });
    const controls = recording.made.filter(({ type }) => type === ACCESS_CONTROL).map(({ name }) => name);
    assert.deepEqual(controls, ["videos-access"]);
    assert.equal(inputsOf(recording, BUCKET_POLICY, "site-signed-files").bucket, "videos-bucket");
  });

  it("refuses names of a bucket that only deployment shows to be wrong, before the distribution is created", async () => {
    const signedBucket = {
      ...existing("videos", true),
      bucketDomainName: pulumi.output("videos.example.com"),
    };
    const args = { ...ARGS, securePaths: PATHS.securePaths, signedBucket };
    const [message, asked] = await failure((options) => new Distribution("site", args, options));
    assert.equal(
      message,
      'Distribution "site": signedBucket.bucketDomainName is "videos.example.com"; allowed: the bucket\'s domain name in its region. To fix: write it like "videos.s3.eu-west-1.amazonaws.com", or take its output bucketRegionalDomainName.',
    );
    assert.ok(!asked.includes(DISTRIBUTION));
  });
});

describe("SecureOrigin with existing buckets", () => {
  it("creates no bucket for them, and names them in its outputs", async () => {
    const site = await makeSite({ ...PATHS, ...BUCKETS });
    assert.deepEqual(
      site.made.filter(({ type, name }) => type === "aws:s3/bucket:Bucket" && name.includes("files")),
      [],
    );
    assert.equal(await valueOf(site.component.signedBucketName), "videos");
    assert.equal(await valueOf(site.component.publicBucketName), "assets");
    assert.deepEqual(Object.keys((await valueOf(site.component.filesBucketPolicies)) ?? {}), [
      "signed-files",
      "public-files",
    ]);
    assert.match((await valueOf(site.component.filesKeyPolicy)) ?? "", /"kms:Decrypt"/);
  });

  it("refuses them before anything is created", async () => {
    const signedBucket = { ...existing("videos", false), writePolicy: undefined };
    const message = await refusal(
      (options) => new SecureOrigin("site", { ...SITE, ...PATHS, signedBucket }, options),
    );
    assert.equal(
      message,
      'SecureOrigin "site": signedBucket.writePolicy is missing; allowed: true or false, for an existing bucket. To fix: true replaces the policy that the bucket has; with false, add the statement of the output filesBucketPolicies to it.',
    );
  });
});
