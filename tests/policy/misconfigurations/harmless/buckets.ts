import { distribution, publicBehavior } from "../compliantStacks/resources/distribution";
import { accessLogs } from "../compliantStacks/resources/logs";
import { pages, pagesOrigin } from "../compliantStacks/resources/pages";
import { signedVideos } from "../compliantStacks/resources/videos";
import { functionUrl } from "../list/ingress/functionUrls";
import { edgeFunction } from "../list/signing/edgeFunctions";
import { forEveryone } from "../list/signing/writableBuckets";
import type { Harmless } from "../misconfiguration";
import { added, all, declared, idOf, inserted, joined, output, set } from "../stackModel";

const arn = output("videos-pages", "arn");
const open = { ...publicBehavior("site", "videos") };

/** Buckets with signed objects that only the stack's distributions read, and harmless functions at the edge. */
export const harmlessBuckets: Harmless[] = [
  { id: "signed-bucket", base: "dev", what: "Signed videos have a private bucket.", change: signedVideos },
  {
    id: "signed-bucket-uploads-of-everyone-elsewhere",
    base: "dev",
    what: "Everyone uploads to a folder of the bucket that CloudFront does not serve.",
    change: forEveryone('"s3:PutObject"', "/inbox/*"),
  },
  {
    id: "signed-bucket-uploads-of-the-account",
    base: "dev",
    what: "Everyone in the account uploads signed videos.",
    moments: ["known"],
    change: forEveryone(
      '"s3:PutObject"',
      "/*",
      ',"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}',
    ),
  },
  {
    id: "signed-bucket-public-folder",
    base: "dev",
    what: "The bucket of the signed videos has a public folder with a pattern of its own.",
    change: all(
      signedVideos,
      inserted("site-distribution", "orderedCacheBehaviors", 0, { ...open, pathPattern: "/posters/*" }),
    ),
  },
  {
    id: "signed-bucket-origin-paths",
    base: "dev",
    what: "Signed and public objects are in two folders of one bucket, each with an originPath.",
    change: all(
      signedVideos,
      set("site-distribution", "origins.3.originPath", "/members"),
      inserted("site-distribution", "origins", 4, {
        originId: "posters",
        domainName: output("videos-pages", "bucketRegionalDomainName"),
        originAccessControlId: idOf("videos-pages-access"),
        originPath: "/public",
      }),
      set("site-distribution", "defaultCacheBehavior.targetOriginId", "posters"),
    ),
  },
  {
    id: "signed-bucket-origin-access-identity",
    base: "dev",
    what: "The bucket of the signed videos admits the distribution by its origin access identity.",
    change: all(
      signedVideos,
      added(declared("aws:cloudfront/originAccessIdentity:OriginAccessIdentity", "videos-identity", {})),
      set("site-distribution", "origins.3.originAccessControlId", ""),
      set("site-distribution", "origins.3.s3OriginConfig", {
        originAccessIdentity: output("videos-identity", "cloudfrontAccessIdentityPath"),
      }),
      set(
        "videos-pages-readers",
        "policy",
        joined`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${output("videos-identity", "iamArn")}"},"Action":"s3:GetObject","Resource":"${arn}/*"}]}`,
      ),
    ),
  },
  {
    id: "signed-bucket-own-role",
    base: "dev",
    what: "A role of the account uploads and reads the signed videos, and another account's role replicates them.",
    change: all(
      signedVideos,
      set(
        "videos-pages-readers",
        "policy",
        joined`{"Statement":[{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"${arn}/*","Condition":{"ArnEquals":{"aws:SourceArn":["${output("site-distribution", "arn")}"]}}},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/publisher"},"Action":["s3:PutObject","s3:GetObject"],"Resource":"${arn}/*"},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/replication"},"Action":["s3:ReplicateObject","s3:ReplicateTags"],"Resource":"${arn}/*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["${arn}","${arn}/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`,
      ),
    ),
  },
  {
    id: "signed-bucket-public-posters",
    base: "dev",
    what: "Everyone may read the posters in the bucket of the signed videos, which are not signed.",
    change: all(
      signedVideos,
      set("videos-pages-closed", "restrictPublicBuckets", false),
      set("videos-pages-closed", "blockPublicPolicy", false),
      set(
        "videos-pages-readers",
        "policy",
        joined`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${arn}/posters/*"}]}`,
      ),
    ),
  },
  {
    id: "origin-bucket-restricted",
    base: "dev",
    what: "A public policy is there, but RestrictPublicBuckets leaves the bucket to its own account.",
    change: all(
      signedVideos,
      set(
        "videos-pages-readers",
        "policy",
        joined`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${arn}/*"}]}`,
      ),
    ),
  },
  {
    id: "origin-bucket-deny-for-all-others",
    base: "dev",
    what: "The policy admits another account, which an explicit Deny keeps out.",
    change: all(
      signedVideos,
      set(
        "videos-pages-readers",
        "policy",
        joined`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"s3:GetObject","Resource":"${arn}/*"},{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"s3:Get*","Resource":"${arn}/*"}]}`,
      ),
    ),
  },
  {
    id: "website-redirect-bucket",
    base: "dev",
    what: "A bucket with a website, which redirects and is no origin, is public.",
    change: added(
      declared("aws:s3/bucket:Bucket", "apex", {}),
      declared("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "apex-website", {
        bucket: output("apex", "bucket"),
        redirectAllRequestsTo: { hostName: "members.dev.example.com", protocol: "https" },
      }),
      declared("aws:s3/bucketPolicy:BucketPolicy", "apex-readers", {
        bucket: output("apex", "bucket"),
        policy: joined`{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${output("apex", "arn")}/*"}]}`,
      }),
    ),
  },
  {
    id: "public-bucket-site-with-function",
    base: "dev",
    what: "A distribution without signed content rewrites paths with a function.",
    change: all(
      added(
        ...pages({ name: "docs" }, "docs-distribution"),
        distribution({
          name: "docs",
          domainName: "docs.dev.example.com",
          origins: [pagesOrigin("docs")],
          defaultCacheBehavior: publicBehavior("site", "pages"),
        }),
        ...accessLogs({ name: "docs" }, "docs-distribution"),
        declared("aws:cloudfront/function:Function", "docs-index", {
          runtime: "cloudfront-js-2.0",
          code: "function handler({ request }) { request.uri += 'index.html'; return request; }",
        }),
      ),
      set("docs-distribution", "defaultCacheBehavior.functionAssociations", [
        { eventType: "viewer-request", functionArn: output("docs-index", "arn") },
      ]),
    ),
  },
  {
    id: "edge-function-on-responses",
    base: "dev",
    what: "A function of the default behavior sets headers of responses.",
    change: edgeFunction("viewer-response"),
  },
  {
    id: "edge-function-declared",
    base: "dev",
    what: "A function of the default behavior is declared in the configuration.",
    change: edgeFunction("viewer-request"),
    options: { edgeFunctions: [{ function: "*::site-function", reason: "Redirects old paths only" }] },
  },
  {
    id: "edge-function-of-another-stack-declared",
    base: "prod",
    what: "A Lambda function of another stack runs on origin requests, and is declared by its ARN.",
    change: set("site-distribution", "defaultCacheBehavior.lambdaFunctionAssociations", [
      {
        eventType: "origin-request",
        lambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rewrite:3",
      },
    ]),
    options: {
      edgeFunctions: [{ function: "arn:aws:lambda:*:function:rewrite", reason: "Adds index.html only" }],
    },
  },
  {
    id: "function-url-behind-cloudfront",
    base: "s3AndAlb",
    what: "A function URL requires IAM, and admits one distribution of the stack.",
    change: functionUrl,
  },
];
