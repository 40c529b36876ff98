import {
  distribution,
  securityHeaders,
  signedBehavior,
  webAcl,
} from "../../misconfigurations/compliantStacks/resources/distribution";
import { keyGroup } from "../../misconfigurations/compliantStacks/resources/keys";
import { accessLogs } from "../../misconfigurations/compliantStacks/resources/logs";
import {
  all,
  type Change,
  declared,
  idOf,
  later,
  output,
  type Resource,
} from "../../misconfigurations/stackModel";
import { publicPem } from "../../misconfigurations/testKeys";
import { reporting } from "../base";
import { role } from "../documents";

const HOST = "k5q3w7x2c4b6n8m1.lambda-url.eu-west-1.on.aws";

/** Declares a URL of the function `content`, or of an alias of it. */
export function functionUrl(
  name: string,
  authorizationType: "AWS_IAM" | "NONE",
  qualifier?: string,
  functionName = output("content", "name"),
): Resource {
  return reporting(
    declared("aws:lambda/functionUrl:FunctionUrl", name, {
      functionName,
      authorizationType,
      ...(qualifier === undefined ? {} : { qualifier }),
    }),
    { functionUrl: `https://${HOST}/`, urlId: "k5q3w7x2c4b6n8m1" },
  );
}

/** Builds a site of a function `content` behind its URL, which the distribution calls with signatures of its own. */
export function functionSite(...changes: Change[]): readonly Resource[] {
  const inputs = { name: "lambda" };
  const resources = [
    role("content-role", { Service: "lambda.amazonaws.com" }),
    declared("aws:lambda/function:Function", "content", {
      role: output("content-role", "arn"),
      runtime: "nodejs22.x",
      handler: "index.handler",
      s3Bucket: "release-artifacts",
      s3Key: "content.zip",
      publish: true,
    }),
    functionUrl("content-url", "AWS_IAM"),
    declared("aws:lambda/permission:Permission", "content-called", {
      function: output("content", "name"),
      action: "lambda:InvokeFunctionUrl",
      principal: "cloudfront.amazonaws.com",
      sourceArn: output("lambda-distribution", "arn"),
    }),
    declared("aws:cloudfront/originAccessControl:OriginAccessControl", "content-access", {
      originAccessControlOriginType: "lambda",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    }),
    declared("aws:cloudfront/publicKey:PublicKey", "lambda-public-key-k1", {
      encodedKey: publicPem("p256", "lambda"),
    }),
    keyGroup(inputs, ["k1"]),
    webAcl(inputs),
    securityHeaders(inputs),
    distribution({
      ...inputs,
      domainName: "lambda.example.com",
      origins: [
        {
          originId: "content",
          domainName: later(HOST, ["content-url"]),
          originAccessControlId: idOf("content-access"),
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      defaultCacheBehavior: signedBehavior("lambda", "content"),
      webAcl: "lambda-web-acl",
    }),
    ...accessLogs(inputs, "lambda-distribution"),
  ];
  return all(...changes)({ name: "independent", resources, outputs: {} }).resources;
}
