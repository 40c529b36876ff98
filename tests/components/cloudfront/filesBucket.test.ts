import assert from "node:assert/strict";
import {
  type AdditionalApplicationArgs,
  ContentKind,
  Distribution,
  type DistributionArgs,
  FilesBucket,
  SecureOrigin,
} from "../../../components";
import { ARGS, DISTRIBUTION } from "../support/distribution";
import { children, inputsOf, record, refusal, valueOf } from "../support/recorder";
import { makeSite, ARGS as SITE } from "../support/site";

const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** Outputs of a bucket of files, as a distribution gets them. */
const filesOf = (name: string) => ({
  bucketName: name,
  bucketArn: `arn:${name}`,
  bucketDomainName: `${name}.s3.amazonaws.com`,
  accessControlId: `${name}-access`,
});

const PATHS: Partial<DistributionArgs> = {
  securePaths: [
    { pattern: "/videos/*", content: ContentKind.Static, fromBucket: true },
    { pattern: "/account/*", content: ContentKind.Dynamic },
  ],
  publicPaths: ["/api/*"],
  publicBucketPaths: ["/*"],
};
const BUCKETS = { signedBucket: filesOf("signed"), publicBucket: filesOf("public") };

const SHOP = {
  id: "shop",
  loadBalancerArn: "arn:other",
  publicHeaderValue: "cc",
  signedHeaderValue: "dd",
  keyGroupIds: ["group-2"],
  securePaths: [{ pattern: "/shop/*", content: ContentKind.Static, fromBucket: true }],
} satisfies AdditionalApplicationArgs;

const make = (args: Partial<DistributionArgs>) =>
  record((options) => new Distribution("site", { ...ARGS, ...args }, options));

interface Behavior {
  pathPattern?: string;
  targetOriginId: string;
  trustedKeyGroups?: string[];
  viewerProtocolPolicy: string;
  allowedMethods: string[];
  originRequestPolicyId?: string;
}

describe("FilesBucket", () => {
  it("is private, encrypted and versioned, and is read by requests that CloudFront always signs", async () => {
    const recording = await record((options) => new FilesBucket("site", {}, options));
    assert.deepEqual(children(recording), [
      "aws:cloudfront/originAccessControl:OriginAccessControl site-access",
      "aws:s3/bucket:Bucket site-bucket",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration site-bucket",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls site-bucket",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock site-bucket",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration site-bucket",
      "aws:s3/bucketVersioning:BucketVersioning site-bucket",
    ]);
    const access = inputsOf(
      recording,
      "aws:cloudfront/originAccessControl:OriginAccessControl",
      "site-access",
    );
    assert.deepEqual(
      [access.originAccessControlOriginType, access.signingBehavior, access.signingProtocol],
      ["s3", "always", "sigv4"],
    );
    assert.equal(inputsOf(recording, "aws:s3/bucket:Bucket", "site-bucket").forceDestroy, false);
  });
});

describe("Distribution with buckets of files", () => {
  it("sends signed files, public files and the application each to their own origin", async () => {
    const recording = await make({ ...PATHS, ...BUCKETS });
    const { orderedCacheBehaviors, defaultCacheBehavior, defaultRootObject, origins } = inputsOf(
      recording,
      DISTRIBUTION,
      "site-distribution",
    );
    const behaviors = orderedCacheBehaviors as Behavior[];
    assert.deepEqual(
      behaviors.map(({ pathPattern, targetOriginId, trustedKeyGroups }) => [
        pathPattern,
        targetOriginId,
        trustedKeyGroups,
      ]),
      [
        ["/error-pages/*", "error-pages", undefined],
        ["/videos/*", "signed-files", ["group-1"]],
        ["/account/*", "signed", ["group-1"]],
        ["/api/*", "public", undefined],
        ["/*", "public-files", undefined],
      ],
    );
    assert.equal((defaultCacheBehavior as Behavior).targetOriginId, "public");
    assert.equal(defaultRootObject, "index.html");
    const ofBucket = (origins as { originId: string; originAccessControlId?: string }[]).filter(
      ({ originAccessControlId }) => originAccessControlId !== undefined,
    );
    assert.deepEqual(
      ofBucket.map(({ originId, originAccessControlId }) => [originId, originAccessControlId]),
      [
        ["error-pages", "access-1"],
        ["signed-files", "signed-access"],
        ["public-files", "public-access"],
      ],
    );
  });

  it("reads files only, over HTTPS, and sends neither cookies nor query strings to a bucket", async () => {
    const recording = await make({ ...PATHS, ...BUCKETS });
    const behaviors = inputsOf(recording, DISTRIBUTION, "site-distribution")
      .orderedCacheBehaviors as Behavior[];
    const [signed, open] = ["/videos/*", "/*"].map((pattern) =>
      behaviors.find(({ pathPattern }) => pathPattern === pattern),
    );
    for (const behavior of [signed, open]) {
      assert.deepEqual(behavior?.allowedMethods, ["GET", "HEAD"]);
      assert.equal(behavior.originRequestPolicyId, undefined);
    }
    assert.deepEqual(
      [signed?.viewerProtocolPolicy, open?.viewerProtocolPolicy],
      ["https-only", "redirect-to-https"],
    );
  });

  it("may read each bucket, and list none", async () => {
    const recording = await make({ ...PATHS, ...BUCKETS });
    for (const kind of ["signed", "public"]) {
      const { bucket, policy } = inputsOf(recording, BUCKET_POLICY, `site-${kind}-files`);
      assert.equal(bucket, kind);
      const [allow, deny] = (JSON.parse(String(policy)) as { Statement: object[] }).Statement;
      assert.deepEqual(allow, {
        Sid: "ReadByDistribution",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:GetObject",
        Resource: `arn:${kind}/*`,
        Condition: { StringEquals: { "AWS:SourceArn": "arn:site-distribution" } },
      });
      assert.equal((deny as { Effect: string }).Effect, "Deny");
    }
  });

  it("has a root object only if the bucket serves both / and its name", async () => {
    const rootOf = async (publicBucketPaths: string[], publicPaths: string[] = []) =>
      inputsOf(
        await make({ ...PATHS, ...BUCKETS, publicBucketPaths, publicPaths }),
        DISTRIBUTION,
        "site-distribution",
      ).defaultRootObject;
    assert.equal(await rootOf(["/", "/index.html"]), "index.html");
    assert.equal(await rootOf(["/"]), undefined);
    assert.equal(await rootOf(["/assets/*"]), undefined);
    assert.equal(await rootOf(["/*"], ["/"]), undefined);
  });

  it("serves the files of an additional application from its own bucket, with its own keys", async () => {
    const additionalApplications = [{ ...SHOP, signedBucket: filesOf("shop") }];
    const recording = await make({ ...PATHS, ...BUCKETS, additionalApplications });
    const inputs = inputsOf(recording, DISTRIBUTION, "site-distribution");
    const behavior = (inputs.orderedCacheBehaviors as Behavior[]).find(
      ({ pathPattern }) => pathPattern === "/shop/*",
    );
    assert.deepEqual(
      [behavior?.targetOriginId, behavior?.trustedKeyGroups, behavior?.viewerProtocolPolicy],
      ["shop-signed-files", ["group-2"], "https-only"],
    );
    const origins = inputs.origins as { originId: string; domainName: string }[];
    assert.equal(
      origins.find(({ originId }) => originId === "shop-signed-files")?.domainName,
      "shop.s3.amazonaws.com",
    );
    assert.equal(inputsOf(recording, BUCKET_POLICY, "site-shop-signed-files").bucket, "shop");
  });

  it("refuses paths of a bucket that it does not have, and pages for one viewer", async () => {
    const dynamic = (pattern: string) => [{ pattern, content: ContentKind.Dynamic, fromBucket: true }];
    const args = {
      ...ARGS,
      ...PATHS,
      securePaths: dynamic("/videos/*"),
      additionalApplications: [{ ...SHOP, securePaths: dynamic("/shop/*") }],
    };
    assert.deepEqual((await refusal((options) => new Distribution("site", args, options))).split("\n"), [
      'Distribution "site": securePaths[0].content is "dynamic"; allowed: static, beside fromBucket. To fix: a bucket has files, the same for all viewers; leave fromBucket out for pages of the application.',
      'Distribution "site": additionalApplications[0].securePaths[0].content is "dynamic"; allowed: static, beside fromBucket. To fix: a bucket has files, the same for all viewers; leave fromBucket out for pages of the application.',
      'Distribution "site": signedBucket is missing; allowed: a bucket, beside securePaths with fromBucket. To fix: create a FilesBucket, and pass it on.',
      'Distribution "site": publicBucket is missing; allowed: a bucket, beside publicBucketPaths. To fix: create a FilesBucket, and pass it on.',
      'Distribution "site": additionalApplications[0].signedBucket is missing; allowed: a bucket, beside its securePaths with fromBucket. To fix: create a FilesBucket, and pass it on.',
    ]);
  });
});

describe("SecureOrigin with buckets of files", () => {
  const { securePaths, publicPaths, publicBucketPaths } = { ...SITE, ...PATHS };

  it("creates a bucket for each tier that has files, and deletes files with it unless the site is protected", async () => {
    const files = (recording: Awaited<ReturnType<typeof makeSite>>) =>
      recording.made
        .filter(({ type, name }) => type === "aws:s3/bucket:Bucket" && name.includes("files"))
        .map(({ name, inputs }) => [name, inputs.forceDestroy]);
    const both = await makeSite({ securePaths, publicPaths, publicBucketPaths });
    assert.deepEqual(files(both), [
      ["site-signed-files-bucket", true],
      ["site-public-files-bucket", true],
    ]);
    assert.equal(await valueOf(both.component.signedBucketName), "site-signed-files-bucket");
    assert.equal(await valueOf(both.component.publicBucketName), "site-public-files-bucket");
    assert.equal(await valueOf(both.component.applicationBucketNames), undefined);
    const signed = await makeSite({ securePaths, deletionProtection: true });
    assert.deepEqual(files(signed), [["site-signed-files-bucket", false]]);
    assert.deepEqual(files(await makeSite()), []);
  });

  it("creates a bucket for the files of each additional application, and names it in its outputs", async () => {
    const site = await makeSite({ additionalApplications: [SHOP] });
    assert.deepEqual(await valueOf(site.component.applicationBucketNames), {
      shop: "site-shop-signed-files-bucket",
    });
    assert.equal(
      inputsOf(site, BUCKET_POLICY, "site-edge-shop-signed-files").bucket,
      "site-shop-signed-files-bucket",
    );
    assert.equal(await valueOf(site.component.signedBucketName), undefined);
    const longest = { ...SHOP, id: "a-shop-with-20-signs" };
    const name = "a-site-with-14";
    const { made } = await record(
      (options) => new SecureOrigin(name, { ...SITE, additionalApplications: [longest] }, options),
    );
    const bucket = `${name}-a-shop-with-20-signs-signed-files-bucket`;
    assert.ok(made.some((each) => each.name === bucket));
    assert.ok(bucket.length + "-1234567".length <= 63);
  });

  it("declares the public files' paths as public to the policy pack", async () => {
    const site = await makeSite({ securePaths, publicPaths, publicBucketPaths });
    const declared = inputsOf(site, "secure-origin:index:SecureOrigin", "site");
    assert.deepEqual(declared.securePaths, ["/videos/*", "/account/*"]);
    assert.deepEqual(declared.publicPaths, ["/api/*", "/*", "/error-pages/*"]);
  });

  it("refuses pages for one viewer from a bucket before anything is created", async () => {
    const wrong = [{ pattern: "/premium/*", content: ContentKind.Dynamic, fromBucket: true }];
    const message = await refusal(
      (options) => new SecureOrigin("site", { ...SITE, securePaths: wrong }, options),
    );
    assert.match(message, /^SecureOrigin "site": securePaths\[0\]\.content is "dynamic"; allowed: static, /);
  });
});
