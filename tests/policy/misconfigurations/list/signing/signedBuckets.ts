import { distribution, publicBehavior } from "../../compliantStacks/resources/distribution";
import { accessLogs } from "../../compliantStacks/resources/logs";
import { pages, pagesOrigin } from "../../compliantStacks/resources/pages";
import { signedVideos } from "../../compliantStacks/resources/videos";
import type { Misconfiguration } from "../../misconfiguration";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  inserted,
  joined,
  output,
  set,
  type Value,
} from "../../stackModel";

const arn = output("videos-pages", "arn");

/** Sets the policy of the bucket with signed videos. */
const policy = (value: Value): Change => all(signedVideos, set("videos-pages-readers", "policy", value));

const acls: Change = all(
  signedVideos,
  set("videos-pages-closed", "ignorePublicAcls", false),
  set("videos-pages-closed", "blockPublicAcls", false),
  added(
    declared("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "videos-owner", {
      bucket: output("videos-pages", "bucket"),
      rule: { objectOwnership: "BucketOwnerPreferred" },
    }),
  ),
);

const base = {
  base: "dev",
  rule: "origin-bucket-admits-only-cloudfront",
  resource: "videos-pages-readers",
  moments: ["known"],
} as const;

/** Leaves the behavior of the signed videos no path: the behavior of the error pages takes all of them. */
const ofNoPath: Change = set(
  "site-distribution",
  "orderedCacheBehaviors.1.pathPattern",
  "/error-pages/videos/*",
);

const unblocked: Change = all(
  set("videos-pages-closed", "blockPublicPolicy", false),
  set("videos-pages-closed", "restrictPublicBuckets", false),
);

/** Buckets behind CloudFront that others can read. */
export const signedBucketMisconfigurations: Misconfiguration[] = [
  {
    ...base,
    id: "signed-bucket-for-everyone",
    what: "The policy of a bucket with signed videos lets everyone read.",
    change: all(
      policy(
        joined`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${arn}/*"}]}`,
      ),
      unblocked,
    ),
    expectText: [/statement 1 of this policy lets everyone read what CloudFront serves, without CloudFront/],
  },
  {
    ...base,
    id: "origin-bucket-for-everyone-in-preview",
    what: "A literal policy lets everyone read the signed videos.",
    moments: ["preview", "known"],
    change: all(
      policy(
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::members-videos/*"}]}',
      ),
      unblocked,
    ),
    expectText: [/statement 1 of this policy lets everyone read/],
  },
  {
    ...base,
    id: "origin-bucket-policy-twice",
    what: "A public policy is an argument of the bucket, which has a policy of its own as well.",
    resource: "videos-pages",
    moments: ["preview", "known"],
    change: all(
      signedVideos,
      unblocked,
      set(
        "videos-pages",
        "policy",
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::members-videos/*"}]}',
      ),
    ),
    expectText: [/statement 1 of this policy lets everyone read/],
  },
  {
    ...base,
    base: "s3AndAlb",
    id: "origin-bucket-of-public-pages",
    what: "A distribution without signed behaviors serves docs, whose bucket everyone can read.",
    resource: "docs-pages-readers",
    moments: ["preview", "known"],
    change: all(
      added(
        ...pages({ name: "docs" }, "docs-distribution"),
        distribution({
          name: "docs",
          domainName: "docs.example.com",
          origins: [pagesOrigin("docs")],
          defaultCacheBehavior: publicBehavior("app", "pages"),
          webAcl: "app-web-acl",
        }),
        ...accessLogs({ name: "docs" }, "docs-distribution"),
      ),
      set("docs-pages-closed", "blockPublicPolicy", false),
      set("docs-pages-closed", "restrictPublicBuckets", false),
      set(
        "docs-pages-readers",
        "policy",
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::docs/*"}]}',
      ),
    ),
    expectText: [/statement 1 of this policy lets everyone read/],
  },
  {
    ...base,
    id: "signed-bucket-for-every-distribution",
    what: "The policy of a bucket with signed videos names CloudFront, but no distribution.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:Get*","Resource":"${arn}/*"}]}`,
    ),
    expectText: [/lets every distribution, of any account, read/],
  },
  {
    ...base,
    id: "bucket-of-no-path-for-every-distribution",
    what: "The policy of a bucket whose behavior comes after one that takes all of its paths names CloudFront, but no distribution.",
    change: all(
      policy(
        joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${arn}/*"}]}`,
      ),
      ofNoPath,
    ),
    expectText: [/lets every distribution, of any account, read/],
  },
  {
    ...base,
    id: "signed-bucket-source-account",
    what: "The policy of a bucket with signed videos names the account of the distribution, not the distribution.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${arn}/*","Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}]}`,
    ),
    expectText: [/lets every distribution of an account read/],
  },
  {
    ...base,
    id: "signed-bucket-source-pattern",
    what: "The policy of a bucket with signed videos admits distributions by a pattern.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${arn}/*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::111122223333:distribution/*"}}}]}`,
    ),
    expectText: [/every distribution that a pattern matches/],
  },
  {
    ...base,
    id: "signed-bucket-if-exists",
    what: "The condition on the distribution has IfExists, so it does not hold back requests without one.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"${output("site-distribution", "arn")}"}}}]}`,
    ),
    expectText: [/lets everyone read/],
  },
  {
    ...base,
    id: "signed-bucket-other-account",
    what: "A second statement lets another account read the signed videos.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${arn}/*","Condition":{"StringEquals":{"aws:SourceArn":"${output("site-distribution", "arn")}"}}},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"NotAction":"s3:DeleteObject","Resource":"${arn}/videos/*"}]}`,
    ),
    expectText: [/statement 2 of this policy lets another account read/],
  },
  {
    ...base,
    id: "signed-bucket-foreign-identity",
    what: "The policy admits an origin access identity that is not of this stack.",
    change: policy(
      joined`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL"},"Action":"s3:GetObject","Resource":"${arn}/*"}]}`,
    ),
    expectText: [/an origin access identity that no distribution of this stack uses/],
  },
  {
    ...base,
    id: "signed-bucket-referer",
    what: "Everyone who sends a certain Referer can read the signed videos.",
    change: all(
      policy(
        joined`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"${arn}/*","Condition":{"StringLike":{"aws:Referer":"https://members.example.com/*"}}}]}`,
      ),
      unblocked,
    ),
  },
  {
    ...base,
    id: "signed-bucket-acl",
    what: "The ACL of a bucket with signed videos is public-read, and ACLs are in force.",
    resource: "videos-acl",
    change: all(
      acls,
      added(
        declared("aws:s3/bucketAcl:BucketAcl", "videos-acl", {
          bucket: idOf("videos-pages"),
          acl: "public-read",
        }),
      ),
    ),
    expectText: [/public-read opens the bucket of an origin to everyone/],
  },
  {
    ...base,
    id: "signed-object-acl",
    what: "A signed video has the ACL public-read.",
    resource: "videos-intro",
    change: all(
      acls,
      added(
        declared("aws:s3/bucketObjectv2:BucketObjectv2", "videos-intro", {
          bucket: output("videos-pages", "bucket"),
          key: "videos/intro.mp4",
          acl: "public-read",
        }),
      ),
    ),
    expectText: [/this ACL lets everyone read an object that CloudFront serves/],
  },
  {
    ...base,
    id: "object-acl-in-bucket-of-no-path",
    what: "A video has the ACL public-read, and the behavior of its bucket comes after one that takes all of its paths.",
    resource: "videos-intro",
    change: all(
      acls,
      ofNoPath,
      added(
        declared("aws:s3/bucketObjectv2:BucketObjectv2", "videos-intro", {
          bucket: output("videos-pages", "bucket"),
          key: "videos/intro.mp4",
          acl: "public-read",
        }),
      ),
    ),
    expectText: [/this ACL lets everyone read an object that CloudFront serves/],
  },
  {
    ...base,
    id: "signed-bucket-access-point",
    what: "An access point lets another account read the signed videos.",
    resource: "videos-partner",
    change: all(
      signedVideos,
      added(
        declared("aws:s3/accessPoint:AccessPoint", "videos-partner", {
          bucket: idOf("videos-pages"),
          policy:
            '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:eu-west-1:111122223333:accesspoint/videos/object/*"}]}',
        }),
      ),
    ),
    expectText: [/lets another account read/],
  },
  {
    ...base,
    id: "signed-bucket-unsigned-requests",
    what: "The origin access control of the signed videos never signs.",
    resource: "videos-pages-access",
    change: all(signedVideos, set("videos-pages-access", "signingBehavior", "never")),
    expectText: [/CloudFront does not sign its requests to the bucket of origin "videos"/],
  },
  {
    ...base,
    id: "signed-bucket-elsewhere",
    what: "The signed videos are in a bucket that is not in the stack.",
    resource: "site-distribution",
    change: all(
      signedVideos,
      set("site-distribution", "origins.3.domainName", "members-videos.s3.eu-west-1.amazonaws.com"),
    ),
    expectText: [/the bucket of origin "videos" is not in this stack/],
  },
];

const open = { ...publicBehavior("site", "videos") };
const shared = {
  base: "dev",
  rule: "signed-object-needs-trusted-key-groups",
  resource: "site-distribution",
} as const;

/** Signed objects that a behavior without key groups serves as well. */
export const signedObjectMisconfigurations: Misconfiguration[] = [
  {
    ...shared,
    id: "signed-object-encoded",
    what: "The default behavior reads the bucket of the signed videos, and meets /videos%2Fb.",
    change: all(signedVideos, set("site-distribution", "defaultCacheBehavior.targetOriginId", "videos")),
    expectText: [
      /the object videos\/b, which needs a signature in behavior #1 "\/videos\/\*", is served without one by the default behavior as \/videos%2Fb/,
    ],
  },
  {
    ...shared,
    id: "signed-object-origin-path",
    what: "A public behavior reads the folder of the signed videos through an originPath.",
    moments: ["known"],
    change: all(
      signedVideos,
      inserted("site-distribution", "origins", 4, {
        originId: "clips",
        domainName: output("videos-pages", "bucketRegionalDomainName"),
        originAccessControlId: idOf("videos-pages-access"),
        originPath: "/videos",
      }),
      inserted("site-distribution", "orderedCacheBehaviors", 0, {
        ...open,
        targetOriginId: "clips",
        pathPattern: "/clips/*",
      }),
    ),
    expectText: [/videos\/clips\/b, .* by behavior #0 "\/clips\/\*" as \/clips\/b/],
  },
  {
    ...shared,
    id: "signed-object-origin-group",
    what: "Public requests fail over to the bucket of the signed videos.",
    change: all(
      signedVideos,
      set("site-distribution", "originGroups", [
        {
          originId: "either",
          failoverCriteria: { statusCodes: [403, 404] },
          members: [{ originId: "pages" }, { originId: "videos" }],
        },
      ]),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", "either"),
    ),
  },
  {
    ...shared,
    base: "s3AndAlb",
    id: "signed-object-other-distribution",
    what: "A second distribution serves the whole bucket of signed pages without signatures.",
    resource: "www-distribution",
    moments: ["known"],
    change: all(
      inserted("app-distribution", "origins", 2, {
        originId: "pages",
        domainName: output("www-pages", "bucketRegionalDomainName"),
        originAccessControlId: idOf("www-pages-access"),
      }),
      set("app-distribution", "orderedCacheBehaviors.1.targetOriginId", "pages"),
    ),
    expectText: [/is served without one by the default behavior as \/downloads\/b/],
  },
];
