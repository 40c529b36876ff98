import type * as pulumi from "@pulumi/pulumi";
import { OriginId } from "./origins";
import type { PathRule } from "./plan/behaviors";
import { ERROR_PAGES } from "./plan/errorPagePaths";
import type { EdgePolicies } from "./policies";

/** Where the behaviors of one application send requests, and whose signatures its signed ones demand. */
export interface ApplicationEntrance {
  publicOriginId: string;
  signedOriginId: string;
  keyGroupIds: pulumi.Input<string>[];
}

/** A path rule that also says whether the edge caches what it serves, and which application serves it. */
export interface PathBehavior extends PathRule {
  cached: boolean;
  entrance: ApplicationEntrance;
}

const READ = ["GET", "HEAD"];
const ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** The behavior of everything that no pattern names: public, never cached, in the public tier. */
export function publicBehavior(policies: EdgePolicies) {
  return {
    targetOriginId: OriginId.Public,
    viewerProtocolPolicy: "redirect-to-https",
    ...dynamic(policies),
  };
}

/** The behavior of one pattern of the caller's. */
export function ruleBehavior({ entrance, ...rule }: PathBehavior, policies: EdgePolicies) {
  if (!rule.signed) {
    return {
      ...publicBehavior(policies),
      targetOriginId: entrance.publicOriginId,
      pathPattern: rule.pattern,
    };
  }
  return {
    pathPattern: rule.pattern,
    targetOriginId: entrance.signedOriginId,
    // No redirect: the request that it answers has sent the signature in clear already.
    viewerProtocolPolicy: "https-only",
    trustedKeyGroups: entrance.keyGroupIds,
    ...(rule.cached ? cached(policies) : dynamic(policies)),
  };
}

/** The behavior of the error pages and of what they load. */
export function errorPageBehavior(policies: EdgePolicies) {
  return {
    pathPattern: ERROR_PAGES.pattern,
    targetOriginId: OriginId.ErrorPages,
    viewerProtocolPolicy: "redirect-to-https",
    ...cached(policies),
    responseHeadersPolicyId: policies.errorResponse,
  };
}

/** Files: the origin learns no cookie and no query, so what it answers is right for everybody who may ask. */
function cached(policies: EdgePolicies) {
  return {
    allowedMethods: READ,
    cachedMethods: READ,
    compress: true,
    cachePolicyId: policies.cached,
    responseHeadersPolicyId: policies.response,
  };
}

/** Pages made for one person. */
function dynamic(policies: EdgePolicies) {
  return {
    allowedMethods: ALL,
    cachedMethods: READ,
    compress: true,
    cachePolicyId: policies.uncached,
    originRequestPolicyId: policies.request,
    responseHeadersPolicyId: policies.response,
  };
}
