/**
 * Finds what must never be exposed: an origin that can be reached past CloudFront, or a secure path without a signature.
 *
 * An oracle for the tests: it follows AWS's rules, looks at resources only, and shares no code with components and pack.
 */
import { type AccountFile, type AccountResource, inEffect } from "../../../local/cloud";
import { asList, asObject, asText, asTexts, dig, type Properties } from "../../../local/cloud/values";
import { inspectNetwork } from "./network";
import type { ResourcesOfType } from "./resourcesOfType";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const RULE = "aws:lb/listenerRule:ListenerRule";

/** Paths of the dev stack that need a signature: the folders, and pages and files of all kinds in them. */
const securePaths = ["/premium/", "/downloads/", "/secure/"].flatMap((folder) =>
  ["", "a", "a.jpg", "a/b.css", "index.html", "assets/a.js"].map((rest) => `${folder}${rest}`),
);

/** Matches CloudFront's patterns: `*` is any text, `?` one character. */
function matches(pattern: string, path: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^/?${expression.replace(/^\//, "")}$`).test(path);
}

/**
 * Lists the exposures now, and at each later moment at which a pending change takes effect.
 *
 * @param now - milliseconds since 1970
 * @param secure - paths that need a signature
 */
export function exposures(
  account: AccountFile,
  now: number,
  secure: readonly string[] = securePaths,
): string[] {
  const later = [...account.resources, ...(account.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until) + 1]))
    .filter((moment) => moment > now);
  return [...new Set([now, ...later].flatMap((moment) => exposuresAt(account, moment, secure)))];
}

function exposuresAt(account: AccountFile, moment: number, secure: readonly string[]): string[] {
  const records = inEffect(account, moment);
  const resourcesOf: ResourcesOfType = (type) => records.filter((record) => record.type === type);
  return [
    ...inspectNetwork(resourcesOf),
    ...resourcesOf(DISTRIBUTION).flatMap((one) => [...inspectDistribution(one, resourcesOf, secure)]),
  ];
}

function* inspectDistribution(
  { id, outputs }: AccountResource,
  resourcesOf: ResourcesOfType,
  secure: readonly string[],
): Generator<string> {
  const ordered = asList(outputs["orderedCacheBehaviors"]).map(asObject);
  const behaviors = [
    ...ordered,
    { ...asObject(outputs["defaultCacheBehavior"]), pathPattern: "*" } as Properties,
  ];
  for (const path of secure) {
    const served = behaviors.find((behavior) => matches(asText(behavior["pathPattern"]) ?? "", path));
    if (served !== undefined && !isSigned(served, resourcesOf)) {
      yield `${id}: ${path} is served by ${asText(served["pathPattern"]) ?? ""} without a signature`;
    }
    if (served?.["viewerProtocolPolicy"] === "allow-all") {
      yield `${id}: ${path} is served over plain http`;
    }
  }
  const origins = asList(outputs["origins"]).map(asObject);
  for (const origin of origins) {
    yield* inspectOrigin(id, origin, resourcesOf);
  }
  const reached = (signed: boolean): Set<string> => {
    const of = behaviors.filter((behavior) => isSigned(behavior, resourcesOf) === signed);
    const ids = new Set(of.map((behavior) => behavior["targetOriginId"]));
    const values = origins.filter((origin) => ids.has(origin["originId"] ?? null)).flatMap(headerValues);
    return new Set(values.flatMap((value) => targetsOf(value, resourcesOf)));
  };
  for (const target of reached(true)) {
    if (reached(false).has(target)) {
      yield `${id}: a public behavior reaches ${target}, which serves signed paths`;
    }
  }
}

/** A behavior requires signatures if it trusts key groups, none of them empty. */
function isSigned(behavior: Properties, resourcesOf: ResourcesOfType): boolean {
  const groups = asTexts(behavior["trustedKeyGroups"]);
  const items = groups.map((id) =>
    asTexts(resourcesOf(KEY_GROUP).find((group) => group.id === id)?.outputs["items"]),
  );
  return groups.length > 0 && items.every((keys) => keys.length > 0);
}

/** Every origin but a bucket is reached through a VPC origin, over TLS. */
function* inspectOrigin(id: string, origin: Properties, resourcesOf: ResourcesOfType): Generator<string> {
  const name = `${id}, origin ${asText(origin["originId"]) ?? ""}`;
  const vpcOrigin = asText(dig(origin, "vpcOriginConfig.vpcOriginId"));
  if (vpcOrigin === undefined) {
    if (asText(origin["originAccessControlId"]) === undefined) {
      yield `${name} is reached over the internet`;
    }
    return;
  }
  const found = resourcesOf(VPC_ORIGIN).find((one) => one.id === vpcOrigin);
  const protocol = dig(asObject(found?.outputs), "vpcOriginEndpointConfig.originProtocolPolicy");
  if (found !== undefined && protocol !== "https-only") {
    yield `${name} is reached without TLS`;
  }
}

function headerValues(origin: Properties): string[] {
  return asList(origin["customHeaders"]).map((header) => asText(asObject(header)["value"]) ?? "");
}

/** The target groups to which the load balancer forwards requests with a header value. */
function targetsOf(value: string, resourcesOf: ResourcesOfType): string[] {
  return resourcesOf(RULE)
    .filter(({ outputs }) =>
      asList(outputs["conditions"]).some((condition) =>
        asTexts(dig(asObject(condition), "httpHeader.values")).includes(value),
      ),
    )
    .flatMap(({ outputs }) =>
      asList(outputs["actions"]).map((action) => asText(asObject(action)["targetGroupArn"]) ?? ""),
    );
}
