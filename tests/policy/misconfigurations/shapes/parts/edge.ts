import { declared, idOf, type Leaf, output, type PropsOf, type Resource } from "../../model";
import { type Part, within } from "./place";

const READ = ["GET", "HEAD"];
const ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** Ids of the cache policies that AWS has for everybody: one that caches by path alone, one that never caches. */
const CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** ARN of a certificate for the edge. */
const EDGE_CERTIFICATE =
  "arn:aws:acm:us-east-1:111122223333:certificate/1f0a6c2e-0d52-4f3b-9a51-5f6d3c1b7a90";

/** A behavior without signatures, for pages. */
export function publicBehavior(name: string, targetOriginId: string) {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ALL,
    cachedMethods: READ,
    cachePolicyId: UNCACHED,
    responseHeadersPolicyId: idOf(`${name}-headers`),
  };
}

/** A behavior that demands a signature of the key group `NAME-key-group`. */
export function signedBehavior(name: string, targetOriginId: string) {
  return {
    ...publicBehavior(name, targetOriginId),
    viewerProtocolPolicy: "https-only",
    trustedKeyGroups: [idOf(`${name}-key-group`)],
  };
}

/** The behavior of the error pages. */
export function pagesBehavior(name: string) {
  return {
    ...publicBehavior(name, "pages"),
    pathPattern: "/error-pages/*",
    allowedMethods: READ,
    cachePolicyId: CACHED,
  };
}

/** Response headers `NAME-headers` for all behaviors. */
export function securityHeaders(part: Part): Resource {
  return declared(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    `${part.name}-headers`,
    {
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 63_072_000,
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: true },
      },
    },
    within(part),
  );
}

/** CloudFront's way to a load balancer or instance, `NAME-vpc-origin`. */
export function vpcOrigin(part: Part, arn: Leaf): Resource {
  return declared(
    "aws:cloudfront/vpcOrigin:VpcOrigin",
    `${part.name}-vpc-origin`,
    {
      vpcOriginEndpointConfig: {
        name: `${part.name}-vpc-origin`,
        arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    },
    within(part),
  );
}

/** An origin behind `NAME-vpc-origin` that sends a secret header. */
export function secretOrigin(name: string, originId: string, domainName: string, value: Leaf) {
  return {
    originId,
    domainName,
    customHeaders: [{ name: "X-From-CloudFront", value }],
    vpcOriginConfig: { vpcOriginId: idOf(`${name}-vpc-origin`), originReadTimeout: 30 },
  };
}

/** A web ACL `NAME-web-acl` in front of a distribution. */
export function webAcl(part: Part): Resource {
  const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
  return declared(
    "aws:wafv2/webAcl:WebAcl",
    `${part.name}-web-acl`,
    {
      scope: "CLOUDFRONT",
      region: "us-east-1",
      defaultAction: { allow: {} },
      visibilityConfig: { ...metrics, metricName: `${part.name}-web-acl` },
      rules: [
        {
          name: "rate",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
          visibilityConfig: { ...metrics, metricName: "rate" },
        },
      ],
    },
    within(part),
  );
}

type DistributionProps = PropsOf<"aws:cloudfront/distribution:Distribution">;

/** What tells one distribution of the shapes from another. */
interface DistributionPart extends Part, Pick<DistributionProps, "origins" | "defaultCacheBehavior"> {
  readonly domainName: string;
  readonly orderedCacheBehaviors?: DistributionProps["orderedCacheBehaviors"];
  /** Whether refusals show `/error-pages/403.html`. */
  readonly errorPages?: boolean;
  /** Name of the web ACL in front; none by default. */
  readonly webAcl?: string;
}

/** A distribution `NAME-distribution`. */
export function distribution(part: DistributionPart): Resource {
  const { name, origins, defaultCacheBehavior, orderedCacheBehaviors = [] } = part;
  return declared(
    "aws:cloudfront/distribution:Distribution",
    `${name}-distribution`,
    {
      enabled: true,
      aliases: [part.domainName],
      httpVersion: "http2and3",
      isIpv6Enabled: false,
      origins,
      defaultCacheBehavior,
      orderedCacheBehaviors,
      customErrorResponses: errorResponses(part.errorPages === true),
      ...(part.webAcl === undefined ? {} : { webAclId: output(part.webAcl, "arn") }),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: {
        acmCertificateArn: EDGE_CERTIFICATE,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      waitForDeployment: true,
    },
    within(part),
  );
}

/** No error is kept; that of a refusal, which comes first, may have a page. */
function errorResponses(withPage: boolean) {
  const page = { responseCode: 403, responsePagePath: "/error-pages/403.html" };
  return [
    { errorCode: 403, errorCachingMinTtl: 0, ...(withPage ? page : {}) },
    ...[400, 404, 405, 414, 500, 501, 502, 503, 504].map((errorCode) => ({
      errorCode,
      errorCachingMinTtl: 0,
    })),
  ];
}
