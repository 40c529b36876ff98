import { distribution, publicBehavior } from "../../compliantStacks/resources/distribution";
import {
  COMPANY_VIDEOS,
  existingOrigin,
  existingVideos,
  ownPolicy,
  policyWith,
} from "../../compliantStacks/resources/existingVideos";
import { accessLogs } from "../../compliantStacks/resources/logs";
import type { Misconfiguration } from "../../misconfiguration";
import { added, all, declared, inserted, output, set } from "../../stackModel";

const readers = {
  base: "dev",
  rule: "origin-bucket-admits-only-cloudfront",
  resource: "videos-readers",
  moments: ["known"],
} as const;
const objects = {
  base: "dev",
  rule: "signed-object-needs-trusted-key-groups",
  resource: "site-distribution",
} as const;

/** Signed files in a bucket of another stack, which others than the distribution read. */
export const existingBucketMisconfigurations: Misconfiguration[] = [
  {
    ...readers,
    id: "existing-bucket-policy-elsewhere",
    what: "The signed videos are in a bucket of another stack, which has its policy, too.",
    resource: "site-distribution",
    moments: ["preview", "known"],
    change: existingVideos(),
    expectText: [/the bucket of origin "videos" is not in this stack, so it is not known who can read it/],
  },
  {
    ...readers,
    id: "existing-bucket-any-distribution",
    what: "The policy of the existing bucket admits CloudFront for every distribution.",
    moments: ["preview", "known"],
    change: existingVideos(
      `{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::${COMPANY_VIDEOS}/*"}]}`,
    ),
    expectText: [/statement 1 of this policy lets every distribution, of any account, read/],
  },
  {
    ...readers,
    id: "existing-bucket-other-distribution",
    what: "The owner's policy of the existing bucket also admits the distribution of an older site.",
    change: existingVideos(
      policyWith(
        `{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::${COMPANY_VIDEOS}/*","Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::111122223333:distribution/E0LDSITE"}}}`,
      ),
    ),
    expectText: [/statement 2 of this policy lets a distribution outside this stack read/],
  },
  {
    ...readers,
    id: "existing-bucket-partner",
    what: "The owner's policy of the existing bucket also admits the account of a partner.",
    change: existingVideos(
      policyWith(
        `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::${COMPANY_VIDEOS}","arn:aws:s3:::${COMPANY_VIDEOS}/*"]}`,
      ),
    ),
    expectText: [/statement 2 of this policy lets another account read/],
  },
  {
    ...objects,
    id: "existing-bucket-public-files",
    what: "Public files are served from the existing bucket that has the signed videos.",
    change: all(
      existingVideos(ownPolicy),
      inserted("site-distribution", "origins", 4, { ...existingOrigin, originId: "public-files" }),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", "public-files"),
    ),
    expectText: [/the object videos\/b, which needs a signature .* by the default behavior as \/videos%2Fb/],
  },
  {
    ...objects,
    id: "existing-bucket-unsigned-distribution",
    what: "A second distribution serves the existing bucket with the signed videos, without signatures.",
    resource: "clips-distribution",
    change: all(
      existingVideos(ownPolicy),
      added(
        distribution({
          name: "clips",
          domainName: "clips.dev.example.com",
          origins: [{ ...existingOrigin, domainName: `${COMPANY_VIDEOS}.s3.amazonaws.com` }],
          defaultCacheBehavior: publicBehavior("site", "videos"),
        }),
        ...accessLogs({ name: "clips" }, "clips-distribution"),
      ),
    ),
    expectText: [/the object videos\/b, which needs a signature .* by the default behavior as \/videos\/b/],
  },
  {
    ...objects,
    id: "existing-bucket-of-the-program-by-name",
    moments: ["known"],
    what: "The signed origin names a bucket of the program by its domain name, and a public one takes its output.",
    change: all(
      existingVideos(ownPolicy),
      added(declared("aws:s3/bucket:Bucket", "company-videos", { bucket: COMPANY_VIDEOS })),
      inserted("site-distribution", "origins", 4, {
        ...existingOrigin,
        originId: "public-files",
        domainName: output("company-videos", "bucketRegionalDomainName"),
      }),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", "public-files"),
    ),
    expectText: [/the object videos\/b, which needs a signature .* by the default behavior as \/videos%2Fb/],
  },
  {
    ...readers,
    id: "existing-bucket-access-point",
    what: "An access point of the stack lets another account read the existing bucket.",
    resource: "videos-partner",
    moments: ["preview", "known"],
    change: all(
      existingVideos(ownPolicy),
      added(
        declared("aws:s3/accessPoint:AccessPoint", "videos-partner", {
          bucket: COMPANY_VIDEOS,
          policy:
            '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:eu-west-1:111122223333:accesspoint/videos/object/*"}]}',
        }),
      ),
    ),
    expectText: [/lets another account read/],
  },
];
