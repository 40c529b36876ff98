import { type Misconfiguration, THE_STACK } from "../../misconfiguration";
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

const redirects = declared("aws:cloudfront/function:Function", "site-redirects", {
  runtime: "cloudfront-js-2.0",
  code: "function handler({ request }) { return request; }",
});

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
      /:Function::site-function runs on requests to the default behavior, and can send them to signed content/,
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
    change: all(edgeFunction("viewer-request"), added(redirects)),
    options: { edgeFunctions: [{ function: "*::site-redirects", reason: "Redirects old paths only" }] },
    expectText: [/:Function::site-function runs on requests to the default behavior/],
  },
  {
    id: "edge-function-misspelt",
    base: "dev",
    what: "The configuration declares a function that the stack does not have.",
    rule: "edge-functions-exist",
    resource: THE_STACK,
    change: edgeFunction("viewer-response"),
    options: {
      edgeFunctions: [
        { function: "*::site-function", reason: "Redirects old paths only" },
        { function: "*::site-redirects", reason: "Redirects old paths only" },
      ],
    },
    expectText: [
      /^edgeFunctions\[1\]\.function: \*::site-redirects matches no function of this stack, nor one that a behavior runs/m,
    ],
  },
  {
    id: "edge-function-pattern-of-a-bucket",
    base: "dev",
    what: "The pattern of a declared function matches a bucket.",
    rule: "edge-functions-exist",
    resource: THE_STACK,
    change: edgeFunction("viewer-response"),
    options: { edgeFunctions: [{ function: "*::site-pages", reason: "Redirects old paths only" }] },
  },
  {
    id: "edge-function-arn-of-another",
    base: "prod",
    what: "The declaration is of a Lambda function that no behavior runs.",
    rule: "edge-functions-exist",
    resource: THE_STACK,
    change: set("site-distribution", "defaultCacheBehavior.lambdaFunctionAssociations", [
      {
        eventType: "origin-response",
        lambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:rewrite:3",
      },
    ]),
    options: {
      edgeFunctions: [{ function: "arn:aws:lambda:*:function:resize*", reason: "Resizes images only" }],
    },
  },
];
