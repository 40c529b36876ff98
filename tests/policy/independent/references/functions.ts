import { added, declared, later, output, type Resource, set } from "../../misconfigurations/stackModel";
import { reporting } from "../base";
import type { IndependentCase } from "../independentCase";
import { pages } from "../sources";
import { functionSite, functionUrl } from "./functionSite";

const LIVE = reporting(
  declared("aws:lambda/alias:Alias", "live", {
    name: "live",
    functionName: output("content", "name"),
    functionVersion: "1",
  }),
  {
    arn: "arn:aws:lambda:eu-west-1:111122223333:function:content-4f1c2ab:live",
    invokeArn:
      "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:content-4f1c2ab:live/invocations",
  },
);

/** Declares a public HTTP API that calls a function by a URI. */
const api = (integrationUri: ReturnType<typeof later> | ReturnType<typeof output>): Resource[] => [
  declared("aws:apigatewayv2/api:Api", "public-api", { protocolType: "HTTP" }),
  declared("aws:apigatewayv2/integration:Integration", "public-api-content", {
    apiId: output("public-api", "id"),
    integrationType: "AWS_PROXY",
    integrationUri,
    payloadFormatVersion: "2.0",
  }),
  declared("aws:apigatewayv2/route:Route", "public-api-all", {
    apiId: output("public-api", "id"),
    routeKey: "$default",
    target: later("integrations/a1b2c3d", ["public-api-content"]),
  }),
];

/** Stacks whose content comes from a function. */
export const functions: readonly IndependentCase[] = [
  {
    id: "reference-function-base",
    what: "The distribution alone may call the function's URL.",
    source: pages.functionAccess,
    verdict: "accepted",
    resources: functionSite(),
  },
  {
    id: "reference-function-url-for-everybody",
    what: "Everybody may call the function's URL, the distribution's origin.",
    source: pages.functionUrls,
    verdict: "refused",
    resources: functionSite(set("content-url", "authorizationType", "NONE")),
  },
  {
    id: "reference-function-url-of-an-alias",
    what: "Everybody may call the URL of an alias of the function.",
    source: pages.functionAliases,
    verdict: "refused",
    resources: functionSite(
      added(LIVE, functionUrl("live-url", "NONE", "live", output("live", "functionName"))),
    ),
  },
  {
    id: "reference-function-url-by-arn",
    what: "Everybody may call a URL of the function, which it names by the ARN of an alias.",
    source: pages.functionAliases,
    verdict: "refused",
    resources: functionSite(added(LIVE, functionUrl("live-url", "NONE", undefined, output("live", "arn")))),
  },
  {
    id: "reference-function-in-an-api",
    what: "A public HTTP API calls an alias of the function.",
    source: pages.functionAliases,
    verdict: "refused",
    resources: functionSite(added(LIVE, ...api(output("live", "invokeArn")))),
  },
  {
    id: "reference-function-in-an-api-by-value",
    what: "A public HTTP API calls the function, looked up by its ARN.",
    source: pages.functionAliases,
    verdict: "refused",
    resources: functionSite(added(...api(later(output("content", "arn"))))),
  },
  {
    id: "reference-function-permission-for-everybody",
    what: "The function's policy lets everybody call its URL.",
    source: pages.functionUrls,
    verdict: "refused",
    resources: functionSite(
      set("content-url", "authorizationType", "NONE"),
      added(
        declared("aws:lambda/permission:Permission", "content-for-all", {
          function: output("content", "arn"),
          action: "lambda:InvokeFunctionUrl",
          principal: "*",
          functionUrlAuthType: "NONE",
        }),
      ),
    ),
  },
  {
    id: "reference-function-unrelated",
    what: "Everybody may call the URL of another function, a webhook.",
    source: pages.functionUrls,
    verdict: "accepted",
    resources: functionSite(
      added(
        declared("aws:lambda/function:Function", "webhook", {
          role: output("content-role", "arn"),
          runtime: "nodejs22.x",
          handler: "index.handler",
          s3Bucket: "release-artifacts",
          s3Key: "webhook.zip",
        }),
        reporting(functionUrl("webhook-url", "NONE", undefined, output("webhook", "name")), {
          functionUrl: "https://w7q3k5x2c4b6n8m2.lambda-url.eu-west-1.on.aws/",
          urlId: "w7q3k5x2c4b6n8m2",
        }),
      ),
    ),
  },
];
