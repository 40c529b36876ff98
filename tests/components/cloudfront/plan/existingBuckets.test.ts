import assert from "node:assert/strict";
import type { FilesBucketOriginArgs } from "../../../../components";
import {
  type BucketArgs,
  bucketOriginProblems,
} from "../../../../components/cloudfront/plan/existingBuckets";

const bucket = (bucketName: string, more: Partial<FilesBucketOriginArgs> = {}): FilesBucketOriginArgs => ({
  bucketName,
  bucketDomainName: `${bucketName}.s3.eu-west-1.amazonaws.com`,
  writePolicy: false,
  ...more,
});
const application = (id: string, signedBucket: FilesBucketOriginArgs) => ({
  id,
  loadBalancerArn: "arn:other",
  publicHeaderValue: "cc",
  signedHeaderValue: "dd",
  keyGroupIds: ["group-2"],
  securePaths: [],
  signedBucket,
});

describe("bucketOriginProblems", () => {
  it("accepts buckets of any region and partition, each with one kind of files", () => {
    const accepted: BucketArgs[] = [
      {},
      { signedBucket: bucket("company-videos", { bucketArn: "arn:aws:s3:::company-videos" }) },
      {
        signedBucket: bucket("videos", {
          bucketDomainName: "videos.s3.cn-north-1.amazonaws.com.cn",
          bucketArn: "arn:aws-cn:s3:::videos",
        }),
      },
      {
        signedBucket: bucket("a.videos"),
        publicBucket: bucket("assets"),
        additionalApplications: [application("shop", bucket("shop")), application("wiki", bucket("wiki"))],
      },
    ];
    assert.deepEqual(accepted.flatMap(bucketOriginProblems), []);
  });

  it("leaves the outputs of FilesBucket to it", () => {
    const made = { accessControlId: "access-1", bucketDomainName: "anything" };
    assert.deepEqual(bucketOriginProblems({ signedBucket: bucket("videos", made) }), []);
  });

  it("demands that the owner of an existing bucket decides about its policy", () => {
    const undecided = bucket("shop", { writePolicy: undefined });
    assert.deepEqual(bucketOriginProblems({ additionalApplications: [application("shop", undecided)] }), [
      "additionalApplications[0].signedBucket.writePolicy is missing; allowed: true or false, for an existing bucket. To fix: true replaces the policy that the bucket has; with false, add the statement of the output filesBucketPolicies to it.",
    ]);
  });

  it("refuses a name, a domain name and an ARN that are not of one bucket", () => {
    const refused = [
      bucket("videos", { bucketDomainName: "videos.s3-website-eu-west-1.amazonaws.com" }),
      bucket("videos", { bucketDomainName: "videos.s3.amazonaws.com" }),
      bucket("videos", { bucketDomainName: "other.s3.eu-west-1.amazonaws.com" }),
      bucket("videos", { bucketArn: "arn:aws:s3:::videos/*" }),
      bucket("videos/*"),
    ].map((signedBucket) => bucketOriginProblems({ signedBucket }));
    const domain = (got: string) => [
      `signedBucket.bucketDomainName is "${got}"; allowed: the bucket's domain name in its region. To fix: write it like "videos.s3.eu-west-1.amazonaws.com", or take its output bucketRegionalDomainName.`,
    ];
    assert.deepEqual(refused, [
      domain("videos.s3-website-eu-west-1.amazonaws.com"),
      domain("videos.s3.amazonaws.com"),
      domain("other.s3.eu-west-1.amazonaws.com"),
      [
        'signedBucket.bucketArn is "arn:aws:s3:::videos/*"; allowed: the ARN of videos. To fix: write "arn:aws:s3:::videos", or leave it out.',
      ],
      [
        'signedBucket.bucketName is "videos/*"; allowed: the name of a bucket. To fix: write it like "company-videos".',
      ],
    ]);
  });

  it("refuses one bucket for signed and public files, and for two applications", () => {
    assert.deepEqual(
      bucketOriginProblems({
        signedBucket: bucket("videos"),
        publicBucket: bucket("videos"),
        additionalApplications: [application("shop", bucket("videos"))],
      }),
      [
        'publicBucket.bucketName is "videos"; allowed: another bucket than signedBucket. To fix: keep signed and public files apart: S3 decodes paths that CloudFront takes for public ones, such as /premium%2Fa.',
        'additionalApplications[0].signedBucket.bucketName is "videos"; allowed: another bucket than signedBucket. To fix: keep the files of each application apart: the keys of one must not open those of another.',
      ],
    );
  });
});
