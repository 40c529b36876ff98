import type { FunctionType } from "../../model/resourceType";
import { str } from "../../model/schema";
import { api, guide } from "../../model/sources";
import { Refusal } from "../../refusal";
import { asText, type Properties } from "../../values";

/** A kind of policy. */
export interface Kind {
  token: string;
  /** "CachePolicy" in API names, "cache-policy" in ARNs. */
  api: string;
  arn: string;
  page: string;
  lookup: string;
  /** Ids of AWS's managed policies, by name. */
  managed: Readonly<Record<string, string>>;
  /** Other results of the lookup of a managed policy. */
  details: (name: string) => Properties;
}

const none = { cookieBehavior: "none", headerBehavior: "none", queryStringBehavior: "none" };

/** Cache policies. */
export const CACHE: Kind = {
  token: "aws:cloudfront/cachePolicy:CachePolicy",
  api: "CachePolicy",
  arn: "cache-policy",
  page: "cachepolicy",
  lookup: "aws:cloudfront/getCachePolicy:getCachePolicy",
  managed: {
    "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  details: (name) => {
    const disabled = name === "Managed-CachingDisabled";
    return {
      minTtl: disabled ? 0 : 1,
      defaultTtl: disabled ? 0 : 86_400,
      maxTtl: disabled ? 0 : 31_536_000,
      parametersInCacheKeyAndForwardedToOrigins: [
        {
          enableAcceptEncodingBrotli: !disabled,
          enableAcceptEncodingGzip: !disabled,
          cookiesConfigs: [{ cookieBehavior: none.cookieBehavior, cookies: [] }],
          headersConfigs: [{ headerBehavior: none.headerBehavior, headers: [] }],
          queryStringsConfigs: [{ queryStringBehavior: none.queryStringBehavior, queryStrings: [] }],
        },
      ],
    };
  },
};

/** Origin request policies. */
export const REQUEST: Kind = {
  token: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  api: "OriginRequestPolicy",
  arn: "origin-request-policy",
  page: "originrequestpolicy",
  lookup: "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy",
  managed: {
    "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
    "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  },
  details: (name) => ({
    cookiesConfigs: [{ cookieBehavior: "all", cookies: [] }],
    headersConfigs: [
      name === "Managed-AllViewer"
        ? { headerBehavior: "allViewer", headers: [] }
        : { headerBehavior: "allExcept", headers: [{ items: ["host"] }] },
    ],
    queryStringsConfigs: [{ queryStringBehavior: "all", queryStrings: [] }],
  }),
};

/** Response headers policies. */
export const RESPONSE: Kind = {
  token: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  api: "ResponseHeadersPolicy",
  arn: "response-headers-policy",
  page: "responseheaderspolicy",
  lookup: "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy",
  managed: { "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03" },
  details: () => ({
    corsConfigs: [],
    customHeadersConfigs: [],
    removeHeadersConfigs: [],
    securityHeadersConfigs: [
      {
        contentSecurityPolicies: [],
        contentTypeOptions: [{ override: true }],
        frameOptions: [{ frameOption: "SAMEORIGIN", override: false }],
        referrerPolicies: [{ override: false, referrerPolicy: "strict-origin-when-cross-origin" }],
        strictTransportSecurities: [
          { accessControlMaxAgeSec: 31_536_000, includeSubdomains: false, override: false, preload: false },
        ],
        xssProtections: [{ modeBlock: true, override: false, protection: true, reportUri: "" }],
      },
    ],
    serverTimingHeadersConfigs: [],
  }),
};

const MANAGED = guide("AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html");

/** Returns whether an id is a managed policy's. */
export function isManagedPolicy(id: string): boolean {
  return [CACHE, REQUEST, RESPONSE].some((kind) => Object.values(kind.managed).includes(id));
}

function lookup(kind: Kind): FunctionType {
  return {
    token: kind.lookup,
    source: MANAGED,
    description: `Finds ${Object.keys(kind.managed).join(", ")} and the account's policies.`,
    inputs: { id: str(), name: str() },
    answer: (args, scope) => {
      const [name, id] =
        Object.entries(kind.managed).find(
          ([given, known]) => given === args["name"] || known === args["id"],
        ) ?? [];
      if (name !== undefined && id !== undefined) {
        return {
          id,
          name,
          arn: `arn:aws:cloudfront::aws:${kind.arn}/${id}`,
          comment: "",
          etag: "E23ZP02F085DFQ",
          ...kind.details(name),
        };
      }
      const own = scope.account
        .all(kind.token)
        .find(
          (one) =>
            one.id === args["id"] || (args["name"] !== undefined && one.outputs["name"] === args["name"]),
        );
      if (own === undefined) {
        const known = Object.keys(kind.managed).join(", ");
        const description = `no matching policy: ${asText(args["name"]) ?? asText(args["id"]) ?? ""}. Of the managed ones the local cloud has ${known}`;
        throw new Refusal(
          { service: "CloudFront", operation: `Get${kind.api}` },
          { code: `NoSuch${kind.api}`, status: 404, source: api("cloudfront", `Get${kind.api}`) },
          description,
        );
      }
      return own.outputs;
    },
  };
}

/** Functions that find policies by name. */
export const managedPolicies = { functions: [lookup(CACHE), lookup(REQUEST), lookup(RESPONSE)] };
