import {
  added,
  type Change,
  declared,
  declaredRaw,
  idOf,
  joined,
  output,
  retyped,
  set,
} from "../../misconfigurations/stackModel";
import { media } from "../base";
import { document, role, type Statement } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";

/** The films, by the literal name of their bucket, which a preview shows. */
export const FILMS = "arn:aws:s3:::acme-films/*";
const EVERYBODY = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: FILMS };

/** Returns the statement by which one distribution reads the films. */
export function readBy(...distributions: string[]): Statement {
  return {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: FILMS,
    Condition: { StringEquals: { "AWS:SourceArn": distributions.map((name) => output(name, "arn")) } },
  };
}

const OURS = readBy("media-distribution");

/** Sets the statements of the films' bucket policy. */
export function films(...statements: Statement[]): Change {
  return set("films-pages-readers", "policy", document(...statements));
}

/** Switches a bucket's public access block off, or a part of it. */
function unblocked(name: string, ...flags: string[]): Change {
  const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
  return (stack) =>
    (flags.length === 0 ? all : flags).reduce(
      (changed, flag) => set(`${name}-pages-closed`, flag, false)(changed),
      stack,
    );
}

const WRITERS_OWN = declared("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "films-owners", {
  bucket: output("films-pages", "bucket"),
  rule: { objectOwnership: "ObjectWriter" },
});

const ACCESS_POINTS: Statement = {
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "*",
  Resource: ["arn:aws:s3:::acme-films", FILMS],
  Condition: { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
};

const POINT = "arn:aws:s3:eu-west-1:111122223333:accesspoint/films/object/*";

/** Buckets that can be read without a distribution. */
export const direct: readonly IndependentCase[] = [
  {
    id: "bucket-policy-everybody",
    what: "The films' bucket policy lets everybody read, and nothing blocks public policies.",
    source: pages.publicBucket,
    verdict: "refused",
    resources: media(unblocked("films"), films(EVERYBODY)),
    names: "films-pages",
  },
  {
    id: "bucket-policy-everybody-in-a-list",
    what: "Everybody is one of two principals, and the action is a pattern.",
    source: pages.principals,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films({
        ...EVERYBODY,
        Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] },
        Action: ["s3:Get*", "s3:List*"],
      }),
    ),
  },
  {
    id: "bucket-policy-not-principal",
    what: "Everybody but one user may read.",
    source: pages.notPrincipal,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films({
        Effect: "Allow",
        NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/intern" },
        Action: "s3:GetObject",
        Resource: FILMS,
      }),
    ),
  },
  {
    id: "bucket-policy-of-all-addresses",
    what: "Everybody may read from two networks that are the whole internet.",
    source: pages.bucketPolicies,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films({
        ...EVERYBODY,
        Condition: { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
      }),
    ),
  },
  {
    id: "bucket-policy-by-referrer",
    what: "Everybody may read who sends the site's address as referrer.",
    source: pages.bucketPolicies,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films({
        ...EVERYBODY,
        Condition: { StringLike: { "aws:Referer": "https://media.example.com/*" } },
      }),
    ),
  },
  {
    id: "bucket-policy-inline",
    what: "The public policy is an argument of the bucket.",
    source: pages.publicBucket,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      set(
        "films-pages",
        "policy",
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: FILMS }],
        }),
      ),
    ),
  },
  {
    id: "bucket-policy-another-account",
    what: "Every user of another account may read the films.",
    source: pages.bucketPolicies,
    verdict: "refused",
    resources: media(films({ ...EVERYBODY, Principal: { AWS: "arn:aws:iam::444455556666:root" } })),
  },
  {
    id: "bucket-object-public-read",
    what: "A film has the canned ACL public-read, and its bucket heeds ACLs.",
    source: pages.cannedAcls,
    verdict: "refused",
    resources: media(
      unblocked("films"),
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
    id: "bucket-object-authenticated-read",
    what: "A film is for each user of each AWS account, by the older type of objects.",
    source: pages.cannedAcls,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      added(
        WRITERS_OWN,
        declared("aws:s3/bucketObject:BucketObject", "films-one", {
          bucket: output("films-pages", "bucket"),
          key: "premium/one.mp4",
          acl: "authenticated-read",
        }),
      ),
    ),
  },
  {
    id: "bucket-access-point-everybody",
    what: "The bucket leaves access to its access points, one of which is for everybody.",
    source: pages.accessPoints,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films(ACCESS_POINTS),
      added(
        declared("aws:s3/accessPoint:AccessPoint", "films-point", {
          bucket: output("films-pages", "bucket"),
          name: "films",
          publicAccessBlockConfiguration: {
            blockPublicAcls: false,
            blockPublicPolicy: false,
            ignorePublicAcls: false,
            restrictPublicBuckets: false,
          },
          policy: document({ ...EVERYBODY, Resource: POINT }),
        }),
      ),
    ),
  },
  {
    id: "bucket-access-point-policy-another-account",
    what: "An access point's policy, a resource of its own, is for another account.",
    source: pages.accessPoints,
    verdict: "refused",
    resources: media(
      films(ACCESS_POINTS),
      added(
        declared("aws:s3/accessPoint:AccessPoint", "films-point", {
          bucket: output("films-pages", "bucket"),
          name: "films",
        }),
        declared("aws:s3control/accessPointPolicy:AccessPointPolicy", "films-point-policy", {
          accessPointArn: output("films-point", "arn"),
          policy: document({
            ...EVERYBODY,
            Principal: { AWS: "arn:aws:iam::444455556666:root" },
            Resource: POINT,
          }),
        }),
      ),
    ),
  },
  {
    id: "bucket-website-origin",
    what: "The films are served from the bucket's website, which is public.",
    source: pages.website,
    verdict: "refused",
    resources: media(
      unblocked("films"),
      films(EVERYBODY),
      added(
        declaredRaw(
          "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
          "films-website",
          { bucket: output("films-pages", "bucket"), indexDocument: { suffix: "index.html" } },
          { websiteEndpoint: "acme-films.s3-website-eu-west-1.amazonaws.com" },
        ),
      ),
      set("media-distribution", "origins.1", {
        originId: "signed",
        domainName: output("films-website", "websiteEndpoint"),
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "http-only",
          originSslProtocols: ["TLSv1.2"],
        },
      }),
    ),
  },
  {
    id: "bucket-older-type-everybody",
    what: "The bucket is of the older type BucketV2, and public.",
    source: pages.publicBucket,
    verdict: "refused",
    resources: media(
      retyped("films-pages", "aws:s3/bucketV2:BucketV2"),
      unblocked("films"),
      films(EVERYBODY),
    ),
  },
  {
    id: "bucket-of-public-pages-everybody",
    what: "The bucket of the unsigned pages, an origin as well, can be read directly.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(
      unblocked("web"),
      set("web-pages-readers", "policy", document({ ...EVERYBODY, Resource: "arn:aws:s3:::acme-web/*" })),
    ),
  },
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
