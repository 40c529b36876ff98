import { declared, idOf, type Leaf, output, type PropsOf, type Resource } from "../../stackModel";
import { type GroupInputs, parentOf } from "./groupInputs";

const READ = ["GET", "HEAD"];
const ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** The ids of two managed cache policies: one caches by path alone, one never caches. */
const CACHED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** The ARN of a certificate for distributions. */
const EDGE_CERTIFICATE =
  "arn:aws:acm:us-east-1:111122223333:certificate/1f0a6c2e-0d52-4f3b-9a51-5f6d3c1b7a90";

/** Returns a behavior without signatures. */
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

/** Returns a behavior that requires a signature by the key group `NAME-key-group`. */
export function signedBehavior(name: string, targetOriginId: string) {
  return {
    ...publicBehavior(name, targetOriginId),
    viewerProtocolPolicy: "https-only",
    trustedKeyGroups: [idOf(`${name}-key-group`)],
  };
}

/** Returns the signed behaviors of the three secure paths, on the signed origin. */
export function signedBehaviors(name: string) {
  return ["/premium/*", "/downloads/*", "/secure/*"].map((pathPattern) => ({
    ...signedBehavior(name, "signed"),
    pathPattern,
  }));
}

/** Returns the behavior of the error pages. */
export function pagesBehavior(name: string) {
  return {
    ...publicBehavior(name, "pages"),
    pathPattern: "/error-pages/*",
    allowedMethods: READ,
    cachePolicyId: CACHED,
  };
}

/** Declares a response headers policy `NAME-headers`. */
export function securityHeaders(inputs: GroupInputs): Resource {
  return declared(
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    `${inputs.name}-headers`,
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
    parentOf(inputs),
  );
}

/** Declares a VPC origin `NAME-vpc-origin` for a load balancer or an instance. */
export function vpcOrigin(inputs: GroupInputs, arn: Leaf): Resource {
  return declared(
    "aws:cloudfront/vpcOrigin:VpcOrigin",
    `${inputs.name}-vpc-origin`,
    {
      vpcOriginEndpointConfig: {
        name: `${inputs.name}-vpc-origin`,
        arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    },
    parentOf(inputs),
  );
}

/** Returns an origin behind `NAME-vpc-origin` with a secret header. */
export function secretOrigin(name: string, originId: string, domainName: string, value: Leaf) {
  return {
    originId,
    domainName,
    customHeaders: [{ name: "X-From-CloudFront", value }],
    vpcOriginConfig: { vpcOriginId: idOf(`${name}-vpc-origin`), originReadTimeout: 30 },
  };
}

/** Declares a web ACL `NAME-web-acl` for a distribution. */
export function webAcl(inputs: GroupInputs): Resource {
  const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
  return declared(
    "aws:wafv2/webAcl:WebAcl",
    `${inputs.name}-web-acl`,
    {
      scope: "CLOUDFRONT",
      region: "us-east-1",
      defaultAction: { allow: {} },
      visibilityConfig: { ...metrics, metricName: `${inputs.name}-web-acl` },
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
    parentOf(inputs),
  );
}

type DistributionProps = PropsOf<"aws:cloudfront/distribution:Distribution">;

/** The inputs in which distributions differ. */
interface DistributionInputs
  extends GroupInputs,
    Pick<DistributionProps, "origins" | "defaultCacheBehavior"> {
  readonly domainName: string;
  readonly orderedCacheBehaviors?: DistributionProps["orderedCacheBehaviors"];
  /** Whether a 403 response has the page `/error-pages/403.html`. */
  readonly errorPages?: boolean;
  /** The name of its web ACL; none by default. */
  readonly webAcl?: string;
}

/** Declares a distribution `NAME-distribution`. */
export function distribution(inputs: DistributionInputs): Resource {
  const { name, origins, defaultCacheBehavior, orderedCacheBehaviors = [] } = inputs;
  return declared(
    "aws:cloudfront/distribution:Distribution",
    `${name}-distribution`,
    {
      enabled: true,
      aliases: [inputs.domainName],
      httpVersion: "http2and3",
      isIpv6Enabled: false,
      origins,
      defaultCacheBehavior,
      orderedCacheBehaviors,
      customErrorResponses: errorResponses(inputs.errorPages === true),
      ...(inputs.webAcl === undefined ? {} : { webAclId: output(inputs.webAcl, "arn") }),
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      viewerCertificate: {
        acmCertificateArn: EDGE_CERTIFICATE,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      waitForDeployment: true,
    },
    parentOf(inputs),
  );
}

/** Returns error responses that cache no error; 403, the first one, may have a page. */
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
