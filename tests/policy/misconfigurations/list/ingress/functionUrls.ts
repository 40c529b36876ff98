import type { Misconfiguration } from "../../misconfiguration";
import {
  added,
  all,
  type Change,
  declared,
  idOf,
  inserted,
  later,
  output,
  set,
  unset,
} from "../../stackModel";

const url = later("a1b2c3d4e5f6.lambda-url.eu-west-1.on.aws", ["preview-url"]);

/** Adds a function URL behind the distribution of the application, which alone may call it. */
export const functionUrl: Change = all(
  added(
    declared("aws:lambda/function:Function", "preview", {
      role: "arn:aws:iam::111122223333:role/function",
      runtime: "nodejs20.x",
      handler: "index.handler",
    }),
    {
      ...declared("aws:lambda/functionUrl:FunctionUrl", "preview-url", {
        functionName: output("preview", "name"),
        authorizationType: "AWS_IAM",
      }),
      outputs: { id: "preview-url", functionUrl: "https://a1b2c3d4e5f6.lambda-url.eu-west-1.on.aws/" },
    },
    declared("aws:cloudfront/originAccessControl:OriginAccessControl", "preview-access", {
      originAccessControlOriginType: "lambda",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    }),
    declared("aws:lambda/permission:Permission", "preview-caller", {
      function: output("preview", "name"),
      action: "lambda:InvokeFunctionUrl",
      principal: "cloudfront.amazonaws.com",
      sourceArn: output("app-distribution", "arn"),
    }),
  ),
  inserted("app-distribution", "origins", 2, {
    originId: "preview",
    domainName: url,
    originAccessControlId: idOf("preview-access"),
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  }),
);

const base = { base: "s3AndAlb", rule: "function-url-admits-only-cloudfront" } as const;

/** Function URLs behind CloudFront that others can call. */
export const functionUrlMisconfigurations: Misconfiguration[] = [
  {
    ...base,
    id: "function-url-for-everyone",
    what: "A function URL behind CloudFront requires no authorization.",
    resource: "preview-url",
    change: all(functionUrl, set("preview-url", "authorizationType", "NONE")),
    expectText: [/anyone can call this function URL, without CloudFront/],
  },
  {
    ...base,
    id: "function-url-every-distribution",
    what: "The permission for CloudFront names no distribution.",
    resource: "preview-caller",
    change: all(functionUrl, unset("preview-caller", "sourceArn")),
    expectText: [/every distribution, of any account, call a function behind CloudFront/],
  },
  {
    ...base,
    id: "function-url-every-account",
    what: "Every AWS account may call the function.",
    resource: "preview-caller",
    change: all(functionUrl, set("preview-caller", "principal", "*")),
    expectText: [/every AWS account/],
  },
  {
    ...base,
    id: "function-url-unsigned-requests",
    what: "The origin access control of a function URL is one for buckets.",
    resource: "preview-access",
    change: all(functionUrl, set("preview-access", "originAccessControlOriginType", "s3")),
    moments: ["known"],
  },
  {
    ...base,
    id: "function-url-elsewhere",
    what: "The function URL is not in the stack.",
    resource: "app-distribution",
    change: all(
      functionUrl,
      set("app-distribution", "origins.2.domainName", "f6e5d4c3b2a1.lambda-url.eu-west-1.on.aws"),
    ),
    expectText: [/origin "preview" is a function URL outside this stack/],
  },
];
