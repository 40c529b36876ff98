import { added, all, idOf, inserted, output, set } from "../../misconfigurations/stackModel";
import { bucket, bucketOrigin, media, secondDistribution, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import {
  ADDS_TO_REQUEST,
  ADDS_TO_RESPONSE,
  CHOOSES,
  edgeFunction,
  lambdaAtEdge,
  running,
  runningLambda,
} from "./functions";

const SITE = "site-distribution";
const MEDIA = "media-distribution";
const ROUTER = output("router", "arn");

const REWRITES = `function handler(event) {
  const request = event.request;
  if (request.uri.endsWith("/")) request.uri += "index.html";
  return request;
}`;

/** Code at the edge that cannot give signed content away, or is declared. */
export const harmless: readonly IndependentCase[] = [
  {
    id: "edge-function-on-response",
    what: "A function at the viewer response of the default behavior adds a header.",
    source: pages.edgeFunctions,
    verdict: "accepted",
    resources: site(
      added(edgeFunction("greeter", ADDS_TO_RESPONSE)),
      running(SITE, "defaultCacheBehavior", output("greeter", "arn"), "viewer-response"),
    ),
  },
  {
    id: "edge-function-on-signed-behavior",
    what: "A function rewrites requests of a signed behavior.",
    source: pages.signedContent,
    verdict: "accepted",
    resources: site(
      added(edgeFunction("router", REWRITES)),
      running(SITE, "orderedCacheBehaviors.0", ROUTER),
    ),
  },
  {
    id: "edge-function-chooses-under-signature",
    what: "A function of a signed behavior selects the signed origin.",
    source: pages.functionOrigins,
    verdict: "accepted",
    resources: site(added(edgeFunction("router", CHOOSES)), running(SITE, "orderedCacheBehaviors.1", ROUTER)),
  },
  {
    id: "edge-lambda-on-signed-behavior",
    what: "A Lambda@Edge function resizes images of a signed behavior.",
    source: pages.lambdaEdgeTriggers,
    verdict: "accepted",
    resources: media(
      added(...lambdaAtEdge("resizer")),
      runningLambda(MEDIA, "orderedCacheBehaviors.0", output("resizer", "qualifiedArn"), "origin-request"),
    ),
  },
  {
    id: "edge-function-declared",
    what: "The function of the default behavior is declared, with a reason.",
    source: pages.functionEvents,
    verdict: "accepted",
    resources: site(
      added(edgeFunction("greeter", ADDS_TO_REQUEST)),
      running(SITE, "defaultCacheBehavior", output("greeter", "arn")),
    ),
    options: {
      edgeFunctions: [
        { function: "*::aws:cloudfront/function:Function::greeter", reason: "It adds a header." },
      ],
    },
  },
  {
    id: "edge-lambda-declared",
    what: "The Lambda@Edge function of the default behavior is declared by a pattern.",
    source: pages.lambdaEdgeEvents,
    verdict: "accepted",
    resources: site(
      added(...lambdaAtEdge("edge-resizer")),
      runningLambda(SITE, "defaultCacheBehavior", output("edge-resizer", "qualifiedArn"), "origin-request"),
    ),
    options: {
      edgeFunctions: [
        { function: "urn:pulumi:*::aws:lambda/function:Function::edge-*", reason: "It resizes images." },
      ],
    },
  },
  {
    id: "edge-function-unused",
    what: "A function is in the stack and in no behavior.",
    source: pages.edgeFunctions,
    verdict: "accepted",
    resources: site(added(edgeFunction("router", CHOOSES))),
  },
  {
    id: "edge-function-of-unrelated-distribution",
    what: "A function runs in another distribution, which reads another bucket alone.",
    source: pages.originAccess,
    verdict: "accepted",
    resources: media(
      added(
        edgeFunction("router", REWRITES),
        ...bucket("docs", "docs-distribution"),
        ...secondDistribution("docs", "media", bucketOrigin("docs", "docs"), false),
      ),
      running("docs-distribution", "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-function-where-everything-is-signed",
    what: "A function runs in the default behavior, which requires signatures like all the others.",
    source: pages.trustedSigners,
    verdict: "accepted",
    resources: media(
      added(edgeFunction("router", CHOOSES)),
      all(
        set(MEDIA, "defaultCacheBehavior.targetOriginId", "signed"),
        set(MEDIA, "defaultCacheBehavior.trustedKeyGroups", [idOf("media-key-group")]),
      ),
      running(MEDIA, "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-function-on-response-of-images",
    what: "A function at the viewer response of an unsigned path sets a cookie.",
    source: pages.edgeFunctions,
    verdict: "accepted",
    resources: media(
      added(edgeFunction("greeter", ADDS_TO_RESPONSE)),
      inserted(MEDIA, "orderedCacheBehaviors", 3, {
        pathPattern: "/images/*",
        targetOriginId: "public",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        responseHeadersPolicyId: idOf("media-headers"),
      }),
      running(MEDIA, "orderedCacheBehaviors.3", output("greeter", "arn"), "viewer-response"),
    ),
  },
];
