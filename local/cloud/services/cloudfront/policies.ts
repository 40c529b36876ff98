import { uuid } from "../../model/identifiers";
import { quota } from "../../model/quotas";
import { type OperationContext, type ResourceType, type Rule, stable } from "../../model/resourceType";
import { bool, type Field, num, obj, set, str } from "../../model/schema";
import { api, guide, registry } from "../../model/sources";
import { asList, asText, asTexts, dig } from "../../values";
import { etag, invalid } from "./cloudfront";
import { CACHE, type Kind, REQUEST, RESPONSE } from "./managedPolicies";

const choice = (behavior: string, items: string, oneOf: readonly string[]): Field =>
  obj(
    { [behavior]: str({ required: true, oneOf }), [items]: obj({ items: set(str()) }) },
    { required: true },
  );

function policy(kind: Kind, inputs: Record<string, Field>): Omit<ResourceType, "rules"> {
  return {
    token: kind.token,
    service: "CloudFront",
    operations: { create: `Create${kind.api}`, update: `Update${kind.api}`, delete: `Delete${kind.api}` },
    source: registry(`cloudfront/${kind.page}`),
    global: true,
    inputs: {
      comment: str({ max: 128 }),
      name: str({ max: 128 }),
      ...inputs,
    },
    naming: { field: "name", max: 128 },
    id: () => uuid(),
    outputs: {
      arn: stable((context) => `arn:aws:cloudfront::${context.accountId}:${kind.arn}/${context.id}`),
      etag,
    },
    unique: [
      {
        of: ["name"],
        within: "account",
        code: `${kind.api}AlreadyExists`,
        status: 409,
        source: api("cloudfront", `Create${kind.api}`),
      },
    ],
  };
}

const LIMITS = guide("AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html");

/** Quotas: policies of a kind in an account, and names in one policy. */
function limits(kind: Kind, plural: string, listed: readonly [what: string, path: string][]): Rule[] {
  return [
    quota(kind.token, {
      code: `TooMany${plural}`,
      status: 400,
      source: LIMITS,
      what: `policies of this kind`,
      most: 20,
      within: "account",
    }),
    ...listed.map(
      ([what, path]): Rule => ({
        on: ["create", "update"],
        code: `TooMany${what}In${kind.api}`,
        status: 400,
        source: LIMITS,
        description: `By default a policy lists ten ${what.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()}.`,
        validate: (context) =>
          asList(dig(context.inputs, path)).length > 10
            ? `The number of ${what} in the policy exceeds the maximum (10).`
            : undefined,
      }),
    ),
  ];
}

const IN_KEY = "parametersInCacheKeyAndForwardedToOrigin";

const cookies = (oneOf: readonly string[]) => choice("cookieBehavior", "cookies", oneOf);
const headers = (oneOf: readonly string[]) => choice("headerBehavior", "headers", oneOf);
const queries = (oneOf: readonly string[]) => choice("queryStringBehavior", "queryStrings", oneOf);

const cachePolicy: ResourceType = {
  ...policy(CACHE, {
    defaultTtl: num({ default: 86_400, min: 0 }),
    maxTtl: num({ default: 31_536_000, min: 0 }),
    minTtl: num({ default: 0, min: 0 }),
    [IN_KEY]: obj(
      {
        cookiesConfig: cookies(["none", "whitelist", "allExcept", "all"]),
        enableAcceptEncodingBrotli: bool(),
        enableAcceptEncodingGzip: bool(),
        headersConfig: headers(["none", "whitelist"]),
        queryStringsConfig: queries(["none", "whitelist", "allExcept", "all"]),
      },
      { required: true },
    ),
  }),
  rules: [
    ...limits(CACHE, "CachePolicies", [
      ["Headers", `${IN_KEY}.headersConfig.headers.items`],
      ["Cookies", `${IN_KEY}.cookiesConfig.cookies.items`],
      ["QueryStrings", `${IN_KEY}.queryStringsConfig.queryStrings.items`],
    ]),
    {
      on: ["create", "update"],
      ...invalid("CreateCachePolicy"),
      description: "With caching disabled (maximum TTL 0) the cache key contains nothing.",
      validate: keyWithoutCache,
    },
    {
      on: ["create", "update"],
      ...invalid("CreateCachePolicy"),
      description: "minTtl <= defaultTtl <= maxTtl.",
      validate: (context) => {
        const [min, normal, max] = ["minTtl", "defaultTtl", "maxTtl"].map((name) =>
          Number(context.inputs[name]),
        );
        return (min ?? 0) <= (normal ?? 0) && (normal ?? 0) <= (max ?? 0)
          ? undefined
          : "The parameter MinTTL is greater than DefaultTTL, or DefaultTTL is greater than MaxTTL.";
      },
    },
  ],
};

function keyWithoutCache(context: OperationContext): string | undefined {
  const key = context.inputs[IN_KEY];
  const inKey =
    dig(key, "cookiesConfig.cookieBehavior") !== "none" ||
    dig(key, "headersConfig.headerBehavior") !== "none" ||
    dig(key, "queryStringsConfig.queryStringBehavior") !== "none" ||
    dig(key, "enableAcceptEncodingGzip") === true ||
    dig(key, "enableAcceptEncodingBrotli") === true;
  return Number(context.inputs["maxTtl"]) === 0 && inKey
    ? "The parameter HeaderBehavior is invalid for policy with caching disabled."
    : undefined;
}

const originRequestPolicy: ResourceType = {
  ...policy(REQUEST, {
    cookiesConfig: cookies(["none", "whitelist", "all", "allExcept"]),
    headersConfig: headers([
      "none",
      "whitelist",
      "allViewer",
      "allViewerAndWhitelistCloudFront",
      "allExcept",
    ]),
    queryStringsConfig: queries(["none", "whitelist", "all", "allExcept"]),
  }),
  rules: [
    ...limits(REQUEST, "OriginRequestPolicies", [
      ["Headers", "headersConfig.headers.items"],
      ["Cookies", "cookiesConfig.cookies.items"],
      ["QueryStrings", "queryStringsConfig.queryStrings.items"],
    ]),
    {
      on: ["create", "update"],
      ...invalid("CreateOriginRequestPolicy"),
      description: "Authorization cannot be listed in an origin request policy.",
      validate: (context) =>
        asTexts(dig(context.inputs["headersConfig"], "headers.items")).some(
          (header) => header.toLowerCase() === "authorization",
        ) && dig(context.inputs["headersConfig"], "headerBehavior") !== "allExcept"
          ? "The parameter Headers contains Authorization that is not allowed."
          : undefined,
    },
  ],
};

const override = { override: bool({ required: true }) };

const responseHeadersPolicy: ResourceType = {
  ...policy(RESPONSE, {
    corsConfig: obj({
      accessControlAllowCredentials: bool({ required: true }),
      accessControlAllowHeaders: obj({ items: set(str()) }, { required: true }),
      accessControlAllowMethods: obj({ items: set(str()) }, { required: true }),
      accessControlAllowOrigins: obj({ items: set(str()) }, { required: true }),
      accessControlExposeHeaders: obj({ items: set(str()) }),
      accessControlMaxAgeSec: num(),
      originOverride: bool({ required: true }),
    }),
    customHeadersConfig: obj({
      items: set(obj({ header: str({ required: true }), ...override, value: str({ required: true }) }), {
        key: "header",
      }),
    }),
    removeHeadersConfig: obj({ items: set(obj({ header: str({ required: true }) }), { key: "header" }) }),
    securityHeadersConfig: obj({
      contentSecurityPolicy: obj({ contentSecurityPolicy: str({ required: true }), ...override }),
      contentTypeOptions: obj(override),
      frameOptions: obj({ frameOption: str({ required: true, oneOf: ["DENY", "SAMEORIGIN"] }), ...override }),
      referrerPolicy: obj({
        ...override,
        referrerPolicy: str({
          required: true,
          oneOf: [
            "no-referrer",
            "no-referrer-when-downgrade",
            "origin",
            "origin-when-cross-origin",
            "same-origin",
            "strict-origin",
            "strict-origin-when-cross-origin",
            "unsafe-url",
          ],
        }),
      }),
      strictTransportSecurity: obj({
        accessControlMaxAgeSec: num({ required: true }),
        includeSubdomains: bool(),
        ...override,
        preload: bool(),
      }),
      xssProtection: obj({
        modeBlock: bool(),
        ...override,
        protection: bool({ required: true }),
        reportUri: str(),
      }),
    }),
    serverTimingHeadersConfig: obj({
      enabled: bool({ required: true }),
      samplingRate: num({ required: true, min: 0, max: 100 }),
    }),
  }),
  rules: [
    ...limits(RESPONSE, "ResponseHeadersPolicies", [["CustomHeaders", "customHeadersConfig.items"]]),
    {
      on: ["create", "update"],
      code: "TooLongCSPInResponseHeadersPolicy",
      status: 400,
      source: LIMITS,
      description: "A Content-Security-Policy has 1,783 characters at most.",
      validate: (context) =>
        (asText(dig(context.inputs, "securityHeadersConfig.contentSecurityPolicy.contentSecurityPolicy"))
          ?.length ?? 0) > 1783
          ? "The length of the Content-Security-Policy header value exceeds the maximum (1783)."
          : undefined,
    },
    {
      on: ["create", "update"],
      ...invalid("CreateResponseHeadersPolicy"),
      description: "A response headers policy sets or removes something.",
      validate: (context) =>
        [
          "corsConfig",
          "customHeadersConfig",
          "removeHeadersConfig",
          "securityHeadersConfig",
          "serverTimingHeadersConfig",
        ].some((name) => context.inputs[name] !== undefined)
          ? undefined
          : "The response headers policy must have at least one configuration.",
    },
  ],
};

/** Resource types of cache, origin request and response headers policies. */
export const edgePolicies = {
  resources: [cachePolicy, originRequestPolicy, responseHeadersPolicy],
};
