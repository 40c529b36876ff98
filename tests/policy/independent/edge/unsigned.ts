import { added, idOf, inserted, later, output, secret, set, unset } from "../../misconfigurations/stackModel";
import { media, site } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { ADDS_TO_REQUEST, CHOOSES, edgeFunction, lambdaAtEdge, running, runningLambda } from "./functions";

const SITE = "site-distribution";
const MEDIA = "media-distribution";
const ROUTER = output("router", "arn");

const READS = {
  targetOriginId: "public",
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  responseHeadersPolicyId: idOf("site-headers"),
};

const GROUPS_ORIGINS = `import cf from "cloudfront";
function handler(event) {
  cf.createRequestOriginGroup({
    originIds: ["public", "signed"],
    failoverCriteria: { statusCodes: [403, 404] },
  });
  return event.request;
}`;

const SETS_ORIGIN = `import cf from "cloudfront";
function handler(event) {
  cf.updateRequestOrigin({
    domainName: "acme-films.s3.eu-west-1.amazonaws.com",
    originAccessControlConfig: {
      enabled: true, signingBehavior: "always", signingProtocol: "sigv4", originType: "s3", region: "eu-west-1",
    },
  });
  return event.request;
}`;

const HIDES = `import e from "cloudfront";
function handler(event) {
  const pick = ["select", "Request", "Origin", "ById"].join("");
  e[pick](event.request.querystring.o.value);
  return event.request;
}`;

/** Returns code that sends the header by which the load balancer knows signed requests. */
const SENDS_SECRET = {
  $: "joined" as const,
  parts: [
    'function handler(event) { event.request.headers["x-from-cloudfront"] = { value: "',
    output("site-signed-secret", "hex"),
    '" }; return event.request; }',
  ],
};

/** Code at the edge of unsigned behaviors. */
export const unsigned: readonly IndependentCase[] = [
  {
    id: "edge-function-selects-signed-origin",
    what: "A function of the default behavior selects the signed origin.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: site(added(edgeFunction("router", CHOOSES)), running(SITE, "defaultCacheBehavior", ROUTER)),
  },
  {
    id: "edge-function-groups-origins",
    what: "A function of the default behavior has 404 responses fail over to the signed origin.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", GROUPS_ORIGINS)),
      running(SITE, "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-function-sets-bucket",
    what: "A function of the default behavior sends requests to the films' bucket, signed for it.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: media(
      added(edgeFunction("router", SETS_ORIGIN)),
      running(MEDIA, "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-function-hides-its-choice",
    what: "A function takes the origin's id from the query, by a method whose name it composes.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: media(added(edgeFunction("router", HIDES)), running(MEDIA, "defaultCacheBehavior", ROUTER)),
  },
  {
    id: "edge-function-of-unknown-code",
    what: "The code of the function comes from a build, unknown in a preview.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", later(CHOOSES))),
      running(SITE, "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-function-elsewhere",
    what: "The function is of another stack, referred to by its ARN.",
    source: pages.edgeFunctions,
    verdict: "refused",
    resources: site(
      running(SITE, "defaultCacheBehavior", "arn:aws:cloudfront::111122223333:function/platform-router"),
    ),
  },
  {
    id: "edge-functions-unknown",
    what: "The list of functions is unknown in a preview.",
    source: pages.edgeFunctions,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", CHOOSES)),
      set(
        SITE,
        "defaultCacheBehavior.functionAssociations",
        later([{ eventType: "viewer-request", functionArn: ROUTER }], ["router"], "array"),
      ),
    ),
  },
  {
    id: "edge-function-of-one-unsigned-path",
    what: "The function runs for the images alone, which are unsigned.",
    source: pages.behaviors,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", CHOOSES)),
      inserted(SITE, "orderedCacheBehaviors", 3, { ...READS, pathPattern: "/images/*" }),
      running(SITE, "orderedCacheBehaviors.3", ROUTER),
    ),
  },
  {
    id: "edge-function-sends-the-secret",
    what: "A function sends the signed tier's secret on behalf of an origin that has no header of its own.",
    source: pages.functionEvents,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", SENDS_SECRET, "cloudfront-js-1.0")),
      unset(SITE, "origins.0.customHeaders"),
      running(SITE, "defaultCacheBehavior", ROUTER),
    ),
    names: "router",
  },
  {
    id: "edge-function-secret-code",
    what: "The code of the function is marked as secret.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", secret(CHOOSES))),
      running(SITE, "defaultCacheBehavior", ROUTER),
    ),
  },
  {
    id: "edge-lambda-origin-request",
    what: "A Lambda@Edge function at the origin request of the default behavior may set another origin.",
    source: pages.lambdaEdgeEvents,
    verdict: "refused",
    resources: site(
      added(...lambdaAtEdge("router")),
      runningLambda(SITE, "defaultCacheBehavior", output("router", "qualifiedArn"), "origin-request"),
    ),
  },
  {
    id: "edge-lambda-viewer-request",
    what: "A Lambda@Edge function at the viewer request of the default behavior may rewrite it.",
    source: pages.lambdaEdgeEvents,
    verdict: "refused",
    resources: site(
      added(...lambdaAtEdge("router")),
      runningLambda(SITE, "defaultCacheBehavior", output("router", "qualifiedArn"), "viewer-request"),
    ),
  },
  {
    id: "edge-lambda-elsewhere",
    what: "The Lambda@Edge function is of another stack, by its ARN.",
    source: pages.lambdaEdgeEvents,
    verdict: "refused",
    resources: media(
      runningLambda(
        MEDIA,
        "defaultCacheBehavior",
        "arn:aws:lambda:us-east-1:111122223333:function:image-resizer:12",
        "origin-request",
      ),
    ),
  },
  {
    id: "edge-another-function-is-declared",
    what: "The declaration is of another function than the one that runs.",
    source: pages.functionOrigins,
    verdict: "refused",
    resources: site(
      added(edgeFunction("router", CHOOSES), edgeFunction("greeter", ADDS_TO_REQUEST)),
      running(SITE, "defaultCacheBehavior", ROUTER),
    ),
    options: {
      edgeFunctions: [
        { function: "*::aws:cloudfront/function:Function::greeter", reason: "It adds a header." },
      ],
    },
    names: "router",
  },
  {
    id: "edge-one-of-two-is-declared",
    what: "Of two functions of the default behavior, only the one at the viewer request is declared.",
    source: pages.edgeRestrictions,
    verdict: "refused",
    resources: site(
      added(edgeFunction("greeter", ADDS_TO_REQUEST), ...lambdaAtEdge("router")),
      running(SITE, "defaultCacheBehavior", output("greeter", "arn")),
      runningLambda(SITE, "defaultCacheBehavior", output("router", "qualifiedArn"), "origin-request"),
    ),
    options: {
      edgeFunctions: [
        { function: "*::aws:cloudfront/function:Function::greeter", reason: "It adds a header." },
      ],
    },
    names: "router",
  },
];
