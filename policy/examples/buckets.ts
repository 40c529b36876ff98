import { resourceTypes as t } from "../resources/resourceTypes";
import { type Example, type ExampleResource, type Examples, several } from "./example";

const arn = "arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL";
const bucket: ExampleResource = {
  type: t.bucket,
  name: "bucket",
  props: { bucket: "videos", bucketRegionalDomainName: "videos.s3.eu-west-1.amazonaws.com" },
};
const origin = (originId: string, originPath = "") => ({
  originId,
  originPath,
  domainName: "videos.s3.eu-west-1.amazonaws.com",
  originAccessControlId: "E2ABCDEFGHIJKL",
});
const pages = { originId: "pages", domainName: "pages.s3.eu-west-1.amazonaws.com" };
const pagesBucket: ExampleResource = {
  type: t.bucket,
  name: "pages",
  props: { bucket: "pages", bucketRegionalDomainName: "pages.s3.eu-west-1.amazonaws.com" },
};
const signed = { pathPattern: "/videos/*", targetOriginId: "signed", trustedKeyGroups: ["group"] };
/** A distribution with signed videos. */
const edge = (origins: object[], ordered: object[], fallback: object): ExampleResource => ({
  type: t.distribution,
  name: "edge",
  props: { arn, origins, orderedCacheBehaviors: ordered, defaultCacheBehavior: fallback },
});
const apart = edge([origin("signed"), pages], [signed], { targetOriginId: "pages" });

const statement = (props: object) => ({
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::videos/*",
  ...props,
});
const readers = (props: object, name = "videos"): ExampleResource => ({
  type: t.bucketPolicy,
  name: "policy",
  props: { bucket: name, policy: JSON.stringify({ Statement: [statement(props)] }) },
});
const readBy = (what: string, props: object): Example =>
  several(what, bucket, pagesBucket, apart, readers(props));
const acl = (what: string, ...others: ExampleResource[]): Example =>
  several(
    what,
    bucket,
    pagesBucket,
    apart,
    { type: t.bucketAcl, name: "acl", props: { bucket: "videos", acl: "public-read" } },
    ...others,
  );

const edgeFunction: ExampleResource = {
  type: t.edgeFunction,
  name: "function",
  props: { arn: "arn:function" },
};
const withFunction = (what: string, eventType: string, options: Example["options"] = {}): Example => ({
  what,
  options,
  resources: [
    edgeFunction,
    edge([origin("signed"), pages], [signed], {
      targetOriginId: "pages",
      functionAssociations: [{ eventType, functionArn: "arn:function" }],
    }),
  ],
});

/** Examples of the rules on buckets behind CloudFront and on functions at the edge. */
export const bucketExamples: Readonly<Record<string, Examples>> = {
  "signed-object-needs-trusted-key-groups": {
    good: [
      several("a bucket for each tier", bucket, apart),
      several(
        "a folder of the bucket for each tier",
        bucket,
        edge([origin("signed", "/members"), origin("public", "/public")], [signed], {
          targetOriginId: "public",
        }),
      ),
      several(
        "a public pattern before a signed default behavior",
        bucket,
        edge([origin("signed")], [{ pathPattern: "/assets/*", targetOriginId: "signed" }], {
          ...signed,
          pathPattern: undefined,
        }),
      ),
    ],
    bad: [
      several(
        "a public default behavior on the bucket of a signed one",
        bucket,
        edge([origin("signed")], [signed], { targetOriginId: "signed" }),
      ),
      several(
        "an originPath that leads to the signed folder",
        bucket,
        edge([origin("signed"), origin("public", "/videos")], [signed], { targetOriginId: "public" }),
      ),
      several("a second distribution on the bucket", bucket, apart, {
        type: t.distribution,
        name: "other",
        props: { origins: [origin("all")], defaultCacheBehavior: { targetOriginId: "all" } },
      }),
    ],
  },
  "origin-bucket-admits-only-cloudfront": {
    good: [
      readBy("a policy for the distribution", { Condition: { StringEquals: { "AWS:SourceArn": arn } } }),
      readBy("a policy for a role of the same account", {
        Principal: { AWS: "arn:aws:iam::111122223333:role/publisher" },
      }),
      readBy("a policy for everyone on other objects", {
        Principal: "*",
        Resource: "arn:aws:s3:::videos/posters/*",
      }),
      several(
        "a public policy that RestrictPublicBuckets leaves to the own account",
        bucket,
        pagesBucket,
        apart,
        {
          type: t.bucketPublicAccessBlock,
          name: "block",
          props: { bucket: "videos", restrictPublicBuckets: true },
        },
        readers({ Principal: "*" }),
      ),
      acl("a public ACL where ACLs are turned off", {
        type: t.bucketOwnershipControls,
        name: "ownership",
        props: { bucket: "videos", rule: { objectOwnership: "BucketOwnerEnforced" } },
      }),
    ],
    bad: [
      readBy("a policy for CloudFront without a distribution", {}),
      readBy("a policy for every distribution of the account", {
        Condition: { StringLike: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } },
      }),
      readBy("a policy for everyone", { Principal: "*" }),
      several(
        "a policy for everyone on the bucket of public pages",
        bucket,
        pagesBucket,
        apart,
        readers({ Principal: "*", Resource: "arn:aws:s3:::pages/*" }, "pages"),
      ),
      acl("a public ACL"),
    ],
  },
  "edge-function-is-declared": {
    good: [
      withFunction("a function on responses", "viewer-response"),
      withFunction("a declared function", "viewer-request", {
        edgeFunctions: [{ function: "*::function", reason: "Redirects old paths only" }],
      }),
    ],
    bad: [withFunction("a function on requests to a public behavior", "viewer-request")],
  },
  "edge-functions-exist": {
    good: [
      withFunction("a pattern of a function", "viewer-request", {
        edgeFunctions: [{ function: "*::function", reason: "Redirects old paths only" }],
      }),
    ],
    bad: [
      withFunction("a misspelt pattern", "viewer-response", {
        edgeFunctions: [{ function: "*::functoin", reason: "Redirects old paths only" }],
      }),
    ],
  },
};

const functionUrl = (what: string, authorizationType: string, permission: object): Example =>
  several(
    what,
    { type: t.function, name: "function", props: { arn: "arn:function" } },
    {
      type: t.functionUrl,
      name: "url",
      props: {
        functionName: "arn:function",
        authorizationType,
        functionUrl: "https://a1b2c3.lambda-url.eu-west-1.on.aws/",
      },
    },
    {
      type: t.functionPermission,
      name: "permission",
      props: {
        function: "arn:function",
        action: "lambda:InvokeFunctionUrl",
        principal: "cloudfront.amazonaws.com",
        ...permission,
      },
    },
    edge(
      [
        {
          originId: "function",
          domainName: "a1b2c3.lambda-url.eu-west-1.on.aws",
          originAccessControlId: "E3ABCDEFGHIJKL",
          customOriginConfig: {},
        },
      ],
      [],
      { targetOriginId: "function" },
    ),
    {
      type: t.originAccessControl,
      name: "access",
      props: { id: "E3ABCDEFGHIJKL", originAccessControlOriginType: "lambda", signingBehavior: "always" },
    },
  );

/** Examples of the rule on function URLs. */
export const functionUrlExamples: Readonly<Record<string, Examples>> = {
  "function-url-admits-only-cloudfront": {
    good: [functionUrl("a function URL for the distribution", "AWS_IAM", { sourceArn: arn })],
    bad: [
      functionUrl("a function URL without authorization", "NONE", { sourceArn: arn }),
      functionUrl("a permission for every distribution", "AWS_IAM", {}),
      functionUrl("a permission for every account", "AWS_IAM", { principal: "*" }),
    ],
  },
};
