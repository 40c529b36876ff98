import type { Misconfiguration } from "../../misconfiguration";
import { all, inserted, output, set, unset, type Value } from "../../stackModel";

const rule = "no-public-cloudfront-origin";

/** Returns an origin that CloudFront reaches over the internet. */
const custom = (domainName: Value) => ({
  originId: "other",
  domainName,
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
  },
});

/** Origins that are reached over the internet. */
export const cloudfrontOriginMisconfigurations: Misconfiguration[] = [
  {
    id: "origin-alb-by-name",
    base: "classicAlb",
    what: "An unused origin is a load balancer by its public DNS name.",
    rule,
    resource: "shop-distribution",
    change: inserted(
      "shop-distribution",
      "origins",
      2,
      custom("shop-1234567890.eu-west-1.elb.amazonaws.com"),
    ),
    expectText: [/elb\.amazonaws\.com|"?other"?/],
  },
  {
    id: "origin-alb-by-output",
    base: "classicAlb",
    what: "The signed origin is the load balancer's DNS name instead of the VPC origin.",
    rule,
    resource: "media-distribution",
    change: all(
      set("media-distribution", "origins.0", custom(output("shop-alb", "dnsName"))),
      set("media-distribution", "origins.0.originId", "signed"),
    ),
  },
  {
    id: "origin-instance-by-name",
    base: "nlbAndEc2",
    what: "An origin is an instance by its public DNS name.",
    rule,
    resource: "api-distribution",
    change: inserted(
      "api-distribution",
      "origins",
      0,
      custom("ec2-34-240-10-11.eu-west-1.compute.amazonaws.com"),
    ),
  },
  {
    id: "origin-own-name",
    base: "dev",
    what: "An origin is a name in the site's own zone, reached over the internet.",
    rule,
    resource: "site-distribution",
    change: inserted("site-distribution", "origins", 3, custom("origin.members.dev.example.com")),
  },
  {
    id: "origin-rest-api",
    base: "s3AndAlb",
    what: "An origin is a REST API by its public DNS name.",
    rule,
    resource: "app-distribution",
    change: inserted(
      "app-distribution",
      "origins",
      2,
      custom("a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"),
    ),
  },
  {
    id: "origin-function-url",
    base: "s3AndAlb",
    what: "An origin is a function URL without origin access control.",
    rule,
    resource: "app-distribution",
    change: inserted("app-distribution", "origins", 2, custom("a1b2c3d4e5f6.lambda-url.eu-west-1.on.aws")),
  },
  {
    id: "origin-bucket-open",
    base: "dev",
    what: "The bucket of the error pages is an origin without origin access control.",
    rule,
    resource: "site-distribution",
    change: unset("site-distribution", "origins.2.originAccessControlId"),
    expectText: [/originAccessControlId/],
  },
  {
    id: "origin-website-bucket",
    base: "s3AndAlb",
    what: "The public site's origin is the bucket's website endpoint, which is public.",
    rule,
    resource: "www-distribution",
    change: inserted(
      "www-distribution",
      "origins",
      1,
      custom("www-4f1c2ab.s3-website-eu-west-1.amazonaws.com"),
    ),
    expectText: [/bucketRegionalDomainName/],
  },
  {
    id: "origin-group-function-url",
    base: "s3AndAlb",
    what: "An origin group falls back to a function URL that anyone can call when the bucket has no such object.",
    rule,
    resource: "www-distribution",
    change: all(
      inserted("www-distribution", "origins", 1, custom("a1b2c3d4e5f6.lambda-url.eu-west-1.on.aws")),
      set("www-distribution", "originGroups", [
        {
          originId: "pages-or-function",
          failoverCriteria: { statusCodes: [403, 404] },
          members: [{ originId: "pages" }, { originId: "other" }],
        },
      ]),
      set("www-distribution", "defaultCacheBehavior.targetOriginId", "pages-or-function"),
    ),
    expectText: [/AWS_IAM/],
  },
];
