import { added, declared, declaredRaw, output, retyped, set } from "../../misconfigurations/stackModel";
import { media } from "../base";
import { document } from "../documents";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { ACCESS_POINTS, EVERYBODY, FILMS, films, POINT, unblocked, WRITERS_OWN } from "./policies";

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
];
