import { added, declared, idOf, inserted, output, retyped, set } from "../../misconfigurations/stackModel";
import { bucket, bucketOrigin, media, secondDistribution } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { FILMS, films, readBy } from "./policies";

const FROM_FILMS = bucketOrigin("films", "films");

/** Returns the statement by which CloudFront reads the films under a condition. */
const cloudfront = (condition: Record<string, Record<string, string>>) => ({
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: FILMS,
  ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
});

const identity = declared("aws:cloudfront/originAccessIdentity:OriginAccessIdentity", "films-identity", {});
const IDENTITY = {
  ...identity,
  outputs: {
    id: "E2QWRUHAPOMQZL",
    cloudfrontAccessIdentityPath: "origin-access-identity/cloudfront/E2QWRUHAPOMQZL",
    iamArn: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHAPOMQZL",
  },
};
const BY_IDENTITY = {
  originId: "signed",
  domainName: output("films-pages", "bucketRegionalDomainName"),
  s3OriginConfig: { originAccessIdentity: output("films-identity", "cloudfrontAccessIdentityPath") },
};
const READ_BY_IDENTITY = {
  Effect: "Allow",
  Principal: { AWS: output("films-identity", "iamArn") },
  Action: "s3:GetObject",
  Resource: FILMS,
};

/** Returns an origin group that fails over from the public pages to `member`. */
const failover = (member: string) => [
  {
    originId: "either",
    failoverCriteria: { statusCodes: [403, 404] },
    members: [{ originId: "public" }, { originId: member }],
  },
];

/** Buckets that a distribution serves without a signature. */
export const served: readonly IndependentCase[] = [
  {
    id: "bucket-second-distribution-unsigned",
    what: "A second distribution serves the films without signatures.",
    source: pages.signedContent,
    verdict: "refused",
    // Unknown in a first preview: the engine says that the origins come from both buckets, not which comes from which.
    moments: ["known"],
    resources: media(
      added(...secondDistribution("preview", "media", FROM_FILMS, false)),
      films(readBy("media-distribution", "preview-distribution")),
    ),
    names: "preview-distribution",
  },
  {
    id: "bucket-distribution-elsewhere",
    what: "A distribution that is not in the stack may read the films.",
    source: pages.originAccess,
    verdict: "refused",
    moments: ["known"],
    resources: media(
      films(
        readBy("media-distribution"),
        cloudfront({
          StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5E6F7" },
        }),
      ),
    ),
  },
  {
    id: "bucket-any-distribution-of-the-account",
    what: "Each distribution of the account may read the films.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(
      films(
        cloudfront({ StringLike: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } }),
      ),
    ),
  },
  {
    id: "bucket-any-distribution-of-any-account",
    what: "Each distribution of each account may read the films: there is no condition.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(films(cloudfront({}))),
  },
  {
    id: "bucket-any-distribution-by-pattern",
    what: "The pattern of distributions leaves the account open.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(
      films(cloudfront({ ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } })),
    ),
  },
  {
    id: "bucket-source-account-only",
    what: "The condition is on the account alone, whose other distributions may read as well.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(films(cloudfront({ StringEquals: { "aws:SourceAccount": "111122223333" } }))),
  },
  {
    id: "bucket-any-but-one-distribution",
    what: "The condition on the distribution excludes another one, and admits all the rest.",
    source: pages.originAccess,
    verdict: "refused",
    resources: media(
      films(
        cloudfront({
          StringNotEquals: {
            "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1A2B3C4D5E6F7",
          },
        }),
      ),
    ),
  },
  {
    id: "bucket-same-object-by-origin-path",
    what: "Signed URLs read below an origin path, which the unsigned default behavior reads by its full name.",
    source: pages.origins,
    verdict: "refused",
    // Unknown in a first preview: the engine says that the origins come from both buckets, not which comes from which.
    moments: ["known"],
    resources: media(
      set("media-distribution", "origins.1.originPath", "/vault"),
      inserted("media-distribution", "origins", 2, FROM_FILMS),
      set("media-distribution", "defaultCacheBehavior.targetOriginId", "films"),
    ),
  },
  {
    id: "bucket-same-origin-by-default",
    what: "The default behavior, unsigned, has the films' origin too: /premium%2Fone.mp4 is the same object.",
    source: pages.behaviors,
    verdict: "refused",
    resources: media(set("media-distribution", "defaultCacheBehavior.targetOriginId", "signed")),
  },
  {
    id: "bucket-unsigned-pattern-first",
    what: "An unsigned behavior for images precedes the signed ones, and matches /premium/one.jpg.",
    source: pages.behaviors,
    verdict: "refused",
    resources: media(
      inserted("media-distribution", "orderedCacheBehaviors", 0, {
        pathPattern: "*.jpg",
        targetOriginId: "signed",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        responseHeadersPolicyId: idOf("media-headers"),
      }),
    ),
  },
  {
    id: "bucket-by-failover",
    what: "Unsigned requests that find no page fail over to the films' folder.",
    source: pages.originGroups,
    verdict: "refused",
    // Unknown in a first preview: the engine says that the origins come from both buckets, not which comes from which.
    moments: ["known"],
    resources: media(
      inserted("media-distribution", "origins", 2, { ...FROM_FILMS, originPath: "/premium" }),
      set("media-distribution", "originGroups", failover("films")),
      set("media-distribution", "defaultCacheBehavior.targetOriginId", "either"),
    ),
  },
  {
    id: "bucket-identity-of-two-distributions",
    what: "An unsigned distribution reads the films by the same origin access identity.",
    source: pages.originAccess,
    verdict: "refused",
    // Unknown in a first preview: the engine says that the origins come from both buckets, not which comes from which.
    moments: ["known"],
    resources: media(
      added(IDENTITY, ...secondDistribution("preview", "media", BY_IDENTITY, false)),
      set("media-distribution", "origins.1", BY_IDENTITY),
      films(READ_BY_IDENTITY),
    ),
    names: "preview-distribution",
  },
  {
    id: "bucket-identity-elsewhere",
    what: "An origin access identity from elsewhere may read the films.",
    source: pages.originAccess,
    verdict: "refused",
    moments: ["known"],
    resources: media(
      films(readBy("media-distribution"), {
        ...READ_BY_IDENTITY,
        Principal: { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC" },
      }),
    ),
  },
  {
    id: "bucket-identity-of-one-distribution",
    what: "The distribution reads the films by an origin access identity of its own.",
    source: pages.originAccess,
    verdict: "accepted",
    resources: media(
      added(IDENTITY),
      set("media-distribution", "origins.1", BY_IDENTITY),
      films(READ_BY_IDENTITY),
    ),
  },
  {
    id: "bucket-second-distribution-signed",
    what: "A second distribution serves the films, with signatures only.",
    source: pages.signedContent,
    verdict: "accepted",
    resources: media(
      added(...secondDistribution("partners", "media", FROM_FILMS, true)),
      films(readBy("media-distribution", "partners-distribution")),
    ),
  },
  {
    id: "bucket-disjoint-origin-paths",
    what: "One bucket holds the pages and the films below different origin paths.",
    source: pages.origins,
    verdict: "accepted",
    resources: media(
      set("media-distribution", "origins.1.originPath", "/films"),
      inserted("media-distribution", "origins", 2, { ...FROM_FILMS, originPath: "/pages" }),
      set("media-distribution", "defaultCacheBehavior.targetOriginId", "films"),
    ),
  },
  {
    id: "bucket-error-page-is-public",
    what: "The page of the 404 response is one of the unsigned pages.",
    source: pages.errorPages,
    verdict: "accepted",
    resources: media(
      set("media-distribution", "customErrorResponses.2", {
        errorCode: 404,
        errorCachingMinTtl: 0,
        responseCode: 404,
        responsePagePath: "/not-found.html",
      }),
    ),
  },
  {
    id: "bucket-everything-signed",
    what: "The only bucket is behind a default behavior that requires signatures.",
    source: pages.trustedSigners,
    verdict: "accepted",
    resources: media(
      set("media-distribution", "defaultCacheBehavior.targetOriginId", "signed"),
      set("media-distribution", "defaultCacheBehavior.trustedKeyGroups", [idOf("media-key-group")]),
    ),
  },
  {
    id: "bucket-failover-is-signed",
    what: "Signed requests fail over from one private bucket to another.",
    source: pages.originGroups,
    verdict: "accepted",
    resources: media(
      set("media-distribution", "originGroups", [
        {
          originId: "either",
          failoverCriteria: { statusCodes: [500, 503] },
          members: [{ originId: "signed" }, { originId: "copy" }],
        },
      ]),
      inserted("media-distribution", "origins", 2, bucketOrigin("copy", "copy")),
      set("media-distribution", "orderedCacheBehaviors.0.targetOriginId", "either"),
      added(...bucket("copy")),
    ),
  },
  {
    id: "bucket-older-type",
    what: "The private buckets are of the older type BucketV2.",
    source: pages.originAccess,
    verdict: "accepted",
    resources: media(
      retyped("films-pages", "aws:s3/bucketV2:BucketV2"),
      retyped("web-pages", "aws:s3/bucketV2:BucketV2"),
    ),
  },
];
