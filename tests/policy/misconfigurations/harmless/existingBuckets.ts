import { publicBehavior, signedBehavior } from "../compliantStacks/resources/distribution";
import {
  COMPANY_VIDEOS,
  existingOrigin,
  existingVideos,
  ownPolicy,
  policyWith,
} from "../compliantStacks/resources/existingVideos";
import { keyGroup, kmsKey } from "../compliantStacks/resources/keys";
import { pages, pagesOrigin } from "../compliantStacks/resources/pages";
import { signedVideos } from "../compliantStacks/resources/videos";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, output, set } from "../stackModel";

/** Buckets that existed before, or belong to additional applications, and that the stack's distribution alone reads. */
export const harmlessExistingBuckets: Harmless[] = [
  {
    id: "existing-bucket-with-policy-here",
    base: "dev",
    what: "The signed videos are in a bucket of another stack, whose policy is written in this one.",
    change: existingVideos(ownPolicy),
  },
  {
    id: "existing-bucket-with-the-owners-policy",
    base: "dev",
    what: "The policy of the existing bucket also lets a role of the account upload, and refuses plain HTTP.",
    moments: ["known"],
    change: existingVideos(
      policyWith(
        `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/publisher"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::${COMPANY_VIDEOS}/*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::${COMPANY_VIDEOS}/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`,
      ),
    ),
  },
  {
    id: "existing-bucket-of-the-program",
    base: "dev",
    what: "The program itself has the bucket, with a name that is known, and writes its policy.",
    change: all(
      added(
        declared("aws:s3/bucket:Bucket", "company-videos", { bucket: COMPANY_VIDEOS }),
        declared("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "company-videos-closed", {
          bucket: output("company-videos", "bucket"),
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        }),
      ),
      existingVideos(ownPolicy),
      set("videos-readers", "bucket", output("company-videos", "bucket")),
      set("site-distribution", "origins.3.domainName", output("company-videos", "bucketRegionalDomainName")),
    ),
  },
  {
    id: "existing-bucket-of-public-files",
    base: "dev",
    what: "Public files are in a bucket of another stack, which has its policy, too.",
    change: all(
      signedVideos,
      inserted("site-distribution", "origins", 4, {
        ...existingOrigin,
        originId: "assets",
        domainName: "company-assets.s3.eu-west-1.amazonaws.com",
        originAccessControlId: idOf("videos-pages-access"),
      }),
      inserted("site-distribution", "orderedCacheBehaviors", 1, {
        ...publicBehavior("site", "assets"),
        pathPattern: "/assets/*",
      }),
    ),
  },
  {
    id: "bucket-of-each-application",
    base: "dev",
    what: "Two applications have signed files, each in a bucket of its own and with keys of its own.",
    change: all(
      signedVideos,
      added(
        ...pages({ name: "shop" }, "site-distribution"),
        ...kmsKey({ name: "shop", id: "k1" }),
        keyGroup({ name: "shop" }, ["k1"]),
      ),
      inserted("site-distribution", "origins", 4, { ...pagesOrigin("shop"), originId: "shop-signed-files" }),
      inserted("site-distribution", "orderedCacheBehaviors", 2, {
        ...signedBehavior("site", "shop-signed-files"),
        pathPattern: "/shop/*",
        trustedKeyGroups: [idOf("shop-key-group")],
      }),
    ),
  },
];
