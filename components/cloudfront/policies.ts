import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";

/** Ids of the policies that behaviors choose from. */
export interface EdgePolicies {
  /** Caches by path alone: no cookie, header or query reaches the origin. */
  cached: pulumi.Output<string>;
  /** Never caches. */
  uncached: pulumi.Output<string>;
  /** What the application gets to know of a request. */
  request: pulumi.Output<string>;
  /** Response headers of the application's pages. */
  response: pulumi.Output<string>;
  /** Response headers of the error pages. */
  errorResponse: pulumi.Output<string>;
}

/** Seconds that browsers remember to use HTTPS: two years, as the preload list asks for. */
const HSTS_SECONDS = 63_072_000;

/**
 * Makes or finds the policies of a distribution.
 *
 * @param headers request headers for the application; CloudFront offers "all but Host" only without headers of
 *   its own, and the viewer's address is one of those, so they are named one by one
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

/** AWS's own policies, by name: their ids are AWS's to know. */
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
