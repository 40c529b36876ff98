import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";

/** Ids of the policies of behaviors. */
export interface EdgePolicies {
  /** Caches by path alone: no cookie, header or query reaches the origin. */
  cached: pulumi.Output<string>;
  /** Never caches. */
  uncached: pulumi.Output<string>;
  /** Forwards cookies, the query string and the chosen headers to the application. */
  request: pulumi.Output<string>;
  /** Response headers of the application's pages. */
  response: pulumi.Output<string>;
  /** Response headers of the error pages. */
  errorResponse: pulumi.Output<string>;
}

/** Seconds that browsers remember to use HTTPS: two years, as the preload list asks for. */
const HSTS_SECONDS = 63_072_000;

/**
 * Creates or looks up the policies of a distribution.
 *
 * @param headers request headers for the application; named one by one, because CloudFront's "all but Host"
 *   excludes its own headers, such as the viewer's address
 */
export function edgePolicies(name: string, parent: pulumi.Resource, headers: string[]): EdgePolicies {
  const child = { parent };
  const request = new cloudfront.OriginRequestPolicy(
    `${name}-request`,
    {
      comment: "What the application needs to know, without Host",
      cookiesConfig: { cookieBehavior: "all" },
      queryStringsConfig: { queryStringBehavior: "all" },
      headersConfig: { headerBehavior: "whitelist", headers: { items: headers } },
    },
    child,
  );
  const response = new cloudfront.ResponseHeadersPolicy(
    `${name}-response`,
    { comment: "Pages of the application", securityHeadersConfig: securityHeaders() },
    child,
  );
  const errorResponse = new cloudfront.ResponseHeadersPolicy(
    `${name}-error-response`,
    {
      comment: "Error pages: own style and script, nothing else",
      securityHeadersConfig: {
        ...securityHeaders(),
        contentSecurityPolicy: {
          contentSecurityPolicy:
            "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'",
          override: true,
        },
      },
    },
    child,
  );
  return {
    cached: managedCachePolicy("Managed-CachingOptimized", parent),
    uncached: managedCachePolicy("Managed-CachingDisabled", parent),
    request: request.id,
    response: response.id,
    errorResponse: errorResponse.id,
  };
}

/** Looks up one of AWS's managed policies by name. */
function managedCachePolicy(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  return cloudfront.getCachePolicyOutput({ name }, { parent }).apply(({ id }) => {
    if (id === undefined) {
      throw new Error(`AWS has no cache policy named ${name}`);
    }
    return id;
  });
}

function securityHeaders() {
  return {
    strictTransportSecurity: {
      accessControlMaxAgeSec: HSTS_SECONDS,
      includeSubdomains: true,
      override: true,
    },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: "DENY", override: false },
    // A signed URL is a credential: no other site may learn it from a link.
    referrerPolicy: { referrerPolicy: "same-origin", override: true },
  };
}
