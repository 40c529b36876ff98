import { added, declared, idOf, joined, output } from "../../misconfigurations/stackModel";
import { media } from "../base";
import { document, role } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { ACCESS_POINTS, EVERYBODY, FILMS, films, OURS, POINT, unblocked, WRITERS_OWN } from "./policies";

/** Buckets that only the distribution, or a role of the account, can read. */
export const closed: readonly IndependentCase[] = [
  {
    id: "bucket-policy-denies-plain-http",
    what: "The policy denies everybody what is not HTTPS.",
    source: pages.bucketPolicies,
    verdict: "accepted",
    resources: media(
      films(OURS, {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::acme-films", FILMS],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ),
  },
  {
    id: "bucket-public-but-restricted",
    what: "A public policy is there, but RestrictPublicBuckets leaves it to the own account.",
    source: pages.publicBucket,
    verdict: "accepted",
    resources: media(unblocked("films", "blockPublicPolicy"), films(EVERYBODY)),
  },
  {
    id: "bucket-object-acl-ignored",
    what: "An object asks for public-read, in a bucket that ignores public ACLs.",
    source: pages.publicBucket,
    verdict: "accepted",
    resources: media(
      unblocked("films", "blockPublicAcls"),
      added(
        WRITERS_OWN,
        declared("aws:s3/bucketObjectv2:BucketObjectv2", "films-one", {
          bucket: output("films-pages", "bucket"),
          key: "premium/one.mp4",
          acl: "public-read",
        }),
      ),
    ),
  },
  {
    id: "bucket-unrelated-is-public",
    what: "Another bucket, of downloads for everybody, is no origin of the distribution.",
    source: pages.publicBucket,
    verdict: "accepted",
    resources: media(
      added(
        declared("aws:s3/bucket:Bucket", "press-kit", {}),
        declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "press-kit-open", {
          bucket: idOf("press-kit"),
          blockPublicPolicy: false,
          restrictPublicBuckets: false,
        }),
        declared("aws:s3/bucketPolicy:BucketPolicy", "press-kit-readers", {
          bucket: idOf("press-kit"),
          policy: document({ ...EVERYBODY, Resource: joined`${output("press-kit", "arn")}/*` }),
        }),
      ),
    ),
  },
  {
    id: "bucket-written-by-a-role",
    what: "A role of the own account writes films and reads them again.",
    source: pages.bucketPolicies,
    verdict: "accepted",
    resources: media(
      added(role("transcoder", { Service: "ecs-tasks.amazonaws.com" })),
      films(OURS, {
        Effect: "Allow",
        Principal: { AWS: output("transcoder", "arn") },
        Action: ["s3:PutObject", "s3:GetObject"],
        Resource: FILMS,
      }),
    ),
  },
  {
    id: "bucket-access-point-of-a-role",
    what: "An access point is for one role of the own account, in a VPC.",
    source: pages.accessPoints,
    verdict: "accepted",
    resources: media(
      films(ACCESS_POINTS),
      added(
        role("transcoder", { Service: "ecs-tasks.amazonaws.com" }),
        declared("aws:s3/accessPoint:AccessPoint", "films-point", {
          bucket: output("films-pages", "bucket"),
          name: "films",
          vpcConfiguration: { vpcId: "vpc-0a1b2c3d4e5f60718" },
          policy: document({
            ...EVERYBODY,
            Principal: { AWS: output("transcoder", "arn") },
            Resource: POINT,
          }),
        }),
      ),
    ),
  },
];
