import type { Misconfiguration } from "../../misconfiguration";
import { added, all, type Change, declared, output, set } from "../../stackModel";

const rule = "edge-function-is-declared";
const code =
  'import cf from "cloudfront"; function handler({ request }) { cf.selectRequestOriginById("signed"); return request; }';

/** Adds a CloudFront function to the default behavior of the dev stack. */
export const edgeFunction = (eventType: string): Change =>
  all(
    added(
      declared("aws:cloudfront/function:Function", "site-function", { runtime: "cloudfront-js-2.0", code }),
    ),
    set("site-distribution", "defaultCacheBehavior.functionAssociations", [
      { eventType, functionArn: output("site-function", "arn") },
    ]),
  );

/** Functions that can send public requests to signed content. */
export const edgeFunctionMisconfigurations: Misconfiguration[] = [
  {
    id: "edge-function-selects-origin",
    base: "dev",
    what: "A function of the default behavior selects the signed origin.",
    rule,
    resource: "site-distribution",
    change: edgeFunction("viewer-request"),
    expectText: [
      /this function runs on requests to the default behavior, and can send them to signed content/,
    ],
  },
  {
    id: "edge-lambda-on-origin-request",
    base: "prod",
    what: "A Lambda function runs on origin requests of the default behavior.",
    rule,
    resource: "site-distribution",
    change: set("site-distribution", "defaultCacheBehavior.lambdaFunctionAssociations", [
      {
        eventType: "origin-request",
        lambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rewrite:3",
      },
    ]),
    expectText: [/this function runs on requests to the default behavior/],
  },
  {
    id: "edge-function-another-declared",
    base: "dev",
    what: "A function of the default behavior is not the one that the configuration declares.",
    rule,
    resource: "site-distribution",
    change: edgeFunction("viewer-request"),
    options: { edgeFunctions: [{ function: "*::site-redirects", reason: "Redirects old paths only" }] },
  },
];
