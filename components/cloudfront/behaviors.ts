import type * as pulumi from "@pulumi/pulumi";
import { ContentKind, type SecurePathArgs } from "./distributionArgs";
import { OriginId } from "./origins";
import { ERROR_PAGES } from "./plan/errorPagePaths";
import type { ApplicationPathRule } from "./plan/pathRules";
import type { EdgePolicies } from "./policies";

/** The origins that the behaviors of one application name, and the key groups of its signed ones. */
export interface BehaviorTargets {
  publicOriginId: string;
  signedOriginId: string;
  signedFilesOriginId: string;
  keyGroupIds: pulumi.Input<string>[];
}

const READ = ["GET", "HEAD"];
const ALL = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

/** The default behavior: public, never cached, served by the public tier. */
export function publicBehavior(policies: EdgePolicies) {
  return {
    targetOriginId: OriginId.Public,
    viewerProtocolPolicy: "redirect-to-https",
    ...dynamic(policies),
  };
}

/** The behavior of a path pattern of the caller's. */
export function ruleBehavior(
  { pattern: pathPattern, securePath, fromBucket }: ApplicationPathRule,
  targets: BehaviorTargets,
  policies: EdgePolicies,
) {
  if (securePath !== undefined) {
    return { ...signedBehavior(securePath, targets, policies), pathPattern };
  }
  return fromBucket
    ? { ...publicFilesBehavior(policies), pathPattern }
    : { ...publicBehavior(policies), targetOriginId: targets.publicOriginId, pathPattern };
}

/** The behavior of public files, which a bucket serves. */
function publicFilesBehavior(policies: EdgePolicies) {
  return {
    targetOriginId: OriginId.PublicFiles,
    viewerProtocolPolicy: "redirect-to-https",
    ...cached(policies),
  };
}

/** The behavior of a secure path: what its options mean at the edge. */
function signedBehavior(
  { content, fromBucket = false }: SecurePathArgs,
  targets: BehaviorTargets,
  policies: EdgePolicies,
) {
  return {
    targetOriginId: fromBucket ? targets.signedFilesOriginId : targets.signedOriginId,
    // No redirect: the request that it answers has already sent the signature in clear text.
    viewerProtocolPolicy: "https-only",
    trustedKeyGroups: targets.keyGroupIds,
    ...(content === ContentKind.Static ? cached(policies) : dynamic(policies)),
  };
}

/** The behavior of the error pages and the files that they load. */
export function errorPageBehavior(policies: EdgePolicies) {
  return {
    pathPattern: ERROR_PAGES.pattern,
    targetOriginId: OriginId.ErrorPages,
    viewerProtocolPolicy: "redirect-to-https",
    ...cached(policies),
    responseHeadersPolicyId: policies.errorResponse,
  };
}

/** Files: the origin gets no cookie and no query string, so its answer is the same for all viewers. */
function cached(policies: EdgePolicies) {
  return {
    allowedMethods: READ,
    cachedMethods: READ,
    compress: true,
    cachePolicyId: policies.cached,
    responseHeadersPolicyId: policies.response,
  };
}

/** Pages made for one viewer. */
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
