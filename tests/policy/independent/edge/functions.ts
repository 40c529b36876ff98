import {
  type Change,
  declared,
  output,
  type Resource,
  set,
  type Value,
} from "../../misconfigurations/stackModel";
import { reporting } from "../base";
import { role } from "../documents";

/** Code that leaves the request to the origin with the id `signed`. */
export const CHOOSES = `import cf from "cloudfront";
function handler(event) {
  cf.selectRequestOriginById("signed");
  return event.request;
}`;

/** Code that adds a header to a response. */
export const ADDS_TO_RESPONSE = `function handler(event) {
  event.response.headers["x-served-by"] = { value: "edge" };
  return event.response;
}`;

/** Code that adds a header to a request. */
export const ADDS_TO_REQUEST = `function handler(event) {
  event.request.headers["x-edge"] = { value: "1" };
  return event.request;
}`;

/** Declares a CloudFront function. */
export function edgeFunction(name: string, code: Value, runtime = "cloudfront-js-2.0"): Resource {
  return {
    ...declared("aws:cloudfront/function:Function", name, { runtime, publish: true, code: "" }),
    props: { runtime, publish: true, code },
  };
}

/** Declares a Lambda@Edge function with its role. */
export function lambdaAtEdge(name: string): Resource[] {
  return [
    role(`${name}-role`, { Service: ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }),
    reporting(
      declared("aws:lambda/function:Function", name, {
        role: output(`${name}-role`, "arn"),
        runtime: "nodejs22.x",
        handler: "index.handler",
        s3Bucket: "release-artifacts",
        s3Key: `${name}.zip`,
        publish: true,
        region: "us-east-1",
      }),
      { qualifiedArn: `arn:aws:lambda:us-east-1:111122223333:function:${name}-4f1c2ab:1`, version: "1" },
    ),
  ];
}

/** Runs a CloudFront function in a behavior, such as `defaultCacheBehavior`. */
export function running(
  distribution: string,
  behavior: string,
  functionArn: Value,
  eventType = "viewer-request",
): Change {
  return set(distribution, `${behavior}.functionAssociations`, [{ eventType, functionArn }]);
}

/** Runs a Lambda@Edge function in a behavior. */
export function runningLambda(
  distribution: string,
  behavior: string,
  lambdaArn: Value,
  eventType: string,
): Change {
  return set(distribution, `${behavior}.lambdaFunctionAssociations`, [{ eventType, lambdaArn }]);
}
