/** Reads the policies of behaviors, AWS's managed ones and the stack's own. */

import { CACHE, type Kind, REQUEST, RESPONSE } from "../../cloud/services/cloudfront/managedPolicies";
import { asList, asObject, asText, asTexts, type Properties, type Value } from "../../cloud/values";
import type {
  CachePolicyView,
  CorsView,
  OriginRequestPolicyView,
  ResponseHeader,
  ResponseHeadersPolicyView,
  Selection,
} from "./model";
import type { Records } from "./records";

/**
 * Returns a nested object by the first of these names that exists. Managed policies hold lists of one under a plural,
 * `cookiesConfigs`, where arguments hold an object, `cookiesConfig`.
 */
function part(value: Value | undefined, ...names: string[]): Properties {
  const whole = asObject(value);
  const found = names.map((name) => whole[name]).find((one) => one !== undefined);
  return asObject(Array.isArray(found) ? found[0] : found);
}

/** Returns a nested configuration, `cookiesConfig` or `cookiesConfigs`. */
function config(value: Value | undefined, name: string): Properties {
  return part(value, name, `${name}s`);
}

/** Returns the names in `{ cookies: { items: [] } }` or `{ cookies: [{ items: [] }] }`. */
function itemsOf(from: Properties, name: string): string[] {
  return asTexts(part(from, name)["items"]);
}

const modes: Readonly<Record<string, Selection["mode"]>> = {
  none: "none",
  whitelist: "listed",
  allExcept: "allExcept",
  all: "all",
  allViewer: "all",
  allViewerAndWhitelistCloudFront: "all",
};

function selection(from: Properties, kind: "cookie" | "header" | "queryString"): Selection {
  const names = itemsOf(from, `${kind}s`);
  return {
    mode: modes[asText(from[`${kind}Behavior`]) ?? "none"] ?? "none",
    names: new Set(kind === "header" ? names.map((name) => name.toLowerCase()) : names),
  };
}

/** Returns the properties of a policy by id, managed or the stack's own. */
function policyOf(kind: Kind, id: string, records: Records, wantedBy: string): Properties {
  const managed = Object.entries(kind.managed).find(([, known]) => known === id);
  return managed === undefined ? records.need(kind.token, id, wantedBy).outputs : kind.details(managed[0]);
}

/** Reads a cache policy. */
export function readCachePolicy(id: string, records: Records, wantedBy: string): CachePolicyView {
  const policy = policyOf(CACHE, id, records, wantedBy);
  const key = config(policy, "parametersInCacheKeyAndForwardedToOrigin");
  return {
    id,
    minTtl: Number(policy["minTtl"] ?? 0),
    defaultTtl: Number(policy["defaultTtl"] ?? 86_400),
    maxTtl: Number(policy["maxTtl"] ?? 31_536_000),
    headers: selection(config(key, "headersConfig"), "header"),
    cookies: selection(config(key, "cookiesConfig"), "cookie"),
    queries: selection(config(key, "queryStringsConfig"), "queryString"),
    gzip: key["enableAcceptEncodingGzip"] === true,
    brotli: key["enableAcceptEncodingBrotli"] === true,
  };
}

/** Reads an origin request policy. */
export function readOriginRequestPolicy(
  id: string,
  records: Records,
  wantedBy: string,
): OriginRequestPolicyView {
  const policy = policyOf(REQUEST, id, records, wantedBy);
  const headersConfig = config(policy, "headersConfig");
  const headers = selection(headersConfig, "header");
  const lists = ["whitelist", "allViewerAndWhitelistCloudFront"];
  const listed = lists.includes(asText(headersConfig["headerBehavior"]) ?? "");
  return {
    headers,
    generated: new Set(listed ? [...headers.names].filter((name) => name.startsWith("cloudfront-")) : []),
    cookies: selection(config(policy, "cookiesConfig"), "cookie"),
    queries: selection(config(policy, "queryStringsConfig"), "queryString"),
  };
}

/** Reads a response headers policy. */
export function readResponseHeadersPolicy(
  id: string,
  records: Records,
  wantedBy: string,
): ResponseHeadersPolicyView {
  const policy = policyOf(RESPONSE, id, records, wantedBy);
  const custom = asList(config(policy, "customHeadersConfig")["items"]).map(asObject);
  const removed = asList(config(policy, "removeHeadersConfig")["items"]).map(asObject);
  return {
    set: [
      ...securityHeaders(config(policy, "securityHeadersConfig")),
      ...custom.map((one) => ({
        name: asText(one["header"]) ?? "",
        value: asText(one["value"]) ?? "",
        override: one["override"] === true,
      })),
    ],
    remove: new Set(removed.map((one) => (asText(one["header"]) ?? "").toLowerCase())),
    cors: cors(config(policy, "corsConfig")),
  };
}

function securityHeaders(security: Properties): ResponseHeader[] {
  const csp = part(security, "contentSecurityPolicy", "contentSecurityPolicies");
  const hsts = part(security, "strictTransportSecurity", "strictTransportSecurities");
  const referrer = part(security, "referrerPolicy", "referrerPolicies");
  const xss = part(security, "xssProtection", "xssProtections");
  const type = part(security, "contentTypeOptions");
  const frame = part(security, "frameOptions");
  const header = (name: string, from: Properties, value: string | undefined): ResponseHeader[] =>
    value === undefined ? [] : [{ name, value, override: from["override"] === true }];
  const seconds = asText(hsts["accessControlMaxAgeSec"]);
  const subdomains = hsts["includeSubdomains"] === true ? "; includeSubDomains" : "";
  const preload = hsts["preload"] === true ? "; preload" : "";
  const block = xss["modeBlock"] === true ? "; mode=block" : "";
  const protects = xss["protection"] === true ? `1${block}` : "0";
  return [
    ...header("Strict-Transport-Security", hsts, seconds && `max-age=${seconds}${subdomains}${preload}`),
    ...header("X-Content-Type-Options", type, type["override"] === undefined ? undefined : "nosniff"),
    ...header("X-Frame-Options", frame, asText(frame["frameOption"])),
    ...header("Referrer-Policy", referrer, asText(referrer["referrerPolicy"])),
    ...header("Content-Security-Policy", csp, asText(csp["contentSecurityPolicy"])),
    ...header("X-XSS-Protection", xss, xss["protection"] === undefined ? undefined : protects),
  ];
}

function cors(from: Properties): CorsView | undefined {
  if (from["originOverride"] === undefined) {
    return undefined;
  }
  const maxAge = asText(from["accessControlMaxAgeSec"]);
  return {
    origins: itemsOf(from, "accessControlAllowOrigins"),
    methods: itemsOf(from, "accessControlAllowMethods"),
    headers: itemsOf(from, "accessControlAllowHeaders"),
    expose: itemsOf(from, "accessControlExposeHeaders"),
    credentials: from["accessControlAllowCredentials"] === true,
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    override: from["originOverride"] === true,
  };
}
