import assert from "node:assert/strict";
import {
  type ExistingBucketState,
  judgeExistingBucket,
} from "../../../cli/preflight/decisions/existingBuckets";
import type { ExistingBucket } from "../../../cli/preflight/requirements";

const ACCOUNT = "111122223333";
const ARN = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1OWN`;
const none = { ids: new Set<string>(), recordNames: new Set<string>() };
const deployed = { ids: new Set(["E1OWN", "vpc-1"]), recordNames: new Set<string>() };

const videos: ExistingBucket = {
  setting: "signedBucket",
  name: "videos",
  region: "eu-west-1",
  writePolicy: false,
};
const service = { Service: "cloudfront.amazonaws.com" };
const forDistribution = (arn: string, Action = "s3:GetObject") => ({
  Effect: "Allow",
  Principal: service,
  Action,
  Resource: Action === "s3:GetObject" ? "arn:aws:s3:::videos/*" : "*",
  Condition: { StringEquals: { "aws:SourceArn": arn } },
});
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const found = (more: Partial<Extract<ExistingBucketState, { kind: "found" }>> = {}): ExistingBucketState => ({
  kind: "found",
  unblocked: [],
  policy: undefined,
  key: undefined,
  ...more,
});

const lines = (state: ExistingBucketState, own = deployed, bucket = videos) =>
  judgeExistingBucket(bucket, state, own, ACCOUNT).map(
    ({ check, verdict, seen, fix }) => `${verdict} ${check}: ${seen}${fix === undefined ? "" : ` → ${fix}`}`,
  );

describe("preflight's check of an existing bucket", () => {
  it("accepts a private one whose policy lets the distribution alone read, and any before the first deployment", () => {
    const policy = policyOf(forDistribution(ARN));
    const right = ["ok signedBucket: videos is private, in eu-west-1"];
    assert.deepEqual(lines(found({ policy })), right);
    const key = { id: "key-1", policy: policyOf(forDistribution(ARN, "kms:Decrypt")) };
    assert.deepEqual(lines(found({ policy, key })), right);
    assert.deepEqual(lines(found(), none), right);
    const ofOwner = policyOf(forDistribution(ARN.replace("OWN", "OLD")));
    assert.deepEqual(lines(found({ policy: ofOwner }), none), right);
  });

  it("blocks one that does not exist, is in another region, or has a key that CloudFront cannot use", () => {
    assert.deepEqual(lines({ kind: "missing" }), [
      "blocker signedBucket: there is no bucket videos → create it, or leave signedBucket out: the stack then creates one",
    ]);
    assert.deepEqual(lines({ kind: "moved", region: "us-west-2" }), [
      "blocker signedBucket: videos is in us-west-2, not in eu-west-1 → write bucketDomainName: videos.s3.us-west-2.amazonaws.com",
    ]);
    assert.deepEqual(lines({ kind: "moved", region: undefined }), [
      "blocker signedBucket: videos is in another region, not in eu-west-1 → write bucketDomainName: videos.s3.REGION.amazonaws.com",
    ]);
    assert.deepEqual(lines(found({ key: { id: "aws/s3", policy: undefined } }), none), [
      "blocker signedBucket: videos is encrypted with AWS's own key aws/s3, which CloudFront cannot use → encrypt it with S3's own keys (AES256) or with a KMS key of yours, and copy its objects onto themselves",
    ]);
  });

  it("warns where its settings cannot be read, or public access is not blocked", () => {
    assert.deepEqual(lines({ kind: "refused" }), [
      "warning signedBucket: videos exists, but the caller may not read its settings → allow s3:ListBucket, or ask its owner whether it blocks public access and who may read it",
    ]);
    assert.deepEqual(lines(found({ unblocked: ["IgnorePublicAcls", "BlockPublicPolicy"] }), none), [
      "warning signedBucket: videos does not block public access: IgnorePublicAcls, BlockPublicPolicy → block it: aws s3api put-public-access-block --bucket videos --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
    ]);
  });

  it("warns of a policy and a key policy without the distribution", () => {
    const key = { id: "key-1", policy: policyOf() };
    assert.deepEqual(lines(found({ policy: undefined, key })), [
      "warning signedBucket: the policy of videos does not let the distribution read → add the statement of the output filesBucketPolicies to it",
      "warning signedBucket: the policy of key key-1, which encrypts videos, does not let the distribution decrypt → add the statement of the output filesKeyPolicy to it",
    ]);
  });

  it("warns of other readers of signed files, which the policy pack does not see in another stack", () => {
    const partner = {
      Effect: "Allow",
      Principal: { AWS: "444455556666" },
      Action: "s3:Get*",
      Resource: "arn:aws:s3:::videos/*",
    };
    const anyDistribution = { ...forDistribution(ARN), Condition: undefined };
    const policy = policyOf(
      forDistribution(ARN),
      partner,
      anyDistribution,
      forDistribution(ARN.replace("OWN", "OLD")),
    );
    const others = (...statements: string[]) => [
      `warning signedBucket: the policy of videos admits others than the distribution: ${statements.join("; ")} → remove the statement: reading the bucket takes no signature`,
    ];
    const [first, second] = [
      "statement 2 lets another account read",
      "statement 3 lets every distribution, of any account, read",
    ];
    assert.deepEqual(
      lines(found({ policy })),
      others(first, second, "statement 4 lets a distribution outside this stack read"),
    );
    assert.deepEqual(lines(found({ policy }), none), others(first, second));
    assert.deepEqual(lines(found({ policy }), deployed, { ...videos, setting: "publicBucket" }), [
      "ok publicBucket: videos blocks public access, in eu-west-1",
    ]);
  });

  it("warns of a policy that the stack would replace, and not of its own", () => {
    const writing = { ...videos, writePolicy: true };
    const policy = policyOf();
    assert.deepEqual(lines(found({ policy }), none, writing), [
      "warning signedBucket: videos has a policy, which the stack replaces → keep a copy, or set writePolicy to false and add the statement of the output filesBucketPolicies to it",
    ]);
    const own = { ...deployed, ids: new Set([...deployed.ids, "videos"]) };
    assert.deepEqual(lines(found({ policy }), own, writing), [
      "ok signedBucket: videos is private, in eu-west-1",
    ]);
    assert.deepEqual(lines(found(), none, writing), ["ok signedBucket: videos is private, in eu-west-1"]);
  });
});
