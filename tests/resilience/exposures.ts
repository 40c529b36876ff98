/**
 * What of a account stands open that must never be: a second way to the origin, or a secure path without a signature.
 *
 * Written from AWS's rules and from nothing of the program's own: it knows resources, and no component.
 */
import { type AccountFile, type AccountResource, inEffect } from "../../local/cloud";
import { asList, asObject, asText, asTexts, dig, type Properties } from "../../local/cloud/engine/values";
import { inspectNetwork } from "./exposedNetwork";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const RULE = "aws:lb/listenerRule:ListenerRule";

/** Paths that nobody may open without a signature: the folders, pages and files of all kinds in them. */
const secure = ["/premium/", "/downloads/", "/secure/"].flatMap((folder) =>
  ["", "a", "a.jpg", "a/b.css", "index.html", "assets/a.js"].map((rest) => `${folder}${rest}`),
);

/** CloudFront's patterns: `*` stands for any text, `?` for one character. */
function matches(pattern: string, path: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^/?${expression.replace(/^\//, "")}$`).test(path);
}

/** The resources as they act at a moment, by type. */
export type Acting = (type: string) => readonly AccountResource[];

/**
 * Names what stands open, at this moment and at each later one at which a change that was made takes effect.
 *
 * @param now - milliseconds since 1970
 */
export function exposures(account: AccountFile, now: number): string[] {
  const later = [...account.resources, ...(account.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until) + 1]))
    .filter((moment) => moment > now);
  return [...new Set([now, ...later].flatMap((moment) => exposuresAt(account, moment)))];
}

function exposuresAt(account: AccountFile, moment: number): string[] {
  const records = inEffect(account, moment);
  const acting: Acting = (type) => records.filter((record) => record.type === type);
  return [
    ...inspectNetwork(acting),
    ...acting(DISTRIBUTION).flatMap((one) => [...inspectDistribution(one, acting)]),
  ];
}

function* inspectDistribution({ id, outputs }: AccountResource, acting: Acting): Generator<string> {
  const ordered = asList(outputs["orderedCacheBehaviors"]).map(asObject);
  const behaviors = [
    ...ordered,
    { ...asObject(outputs["defaultCacheBehavior"]), pathPattern: "*" } as Properties,
  ];
  for (const path of secure) {
    const met = behaviors.find((behavior) => matches(asText(behavior["pathPattern"]) ?? "", path));
    if (met !== undefined && !isSigned(met, acting)) {
      yield `${id}: ${path} is served by ${asText(met["pathPattern"]) ?? ""} without a signature`;
    }
    if (met?.["viewerProtocolPolicy"] === "allow-all") {
      yield `${id}: ${path} is served over plain http`;
    }
  }
  const origins = asList(outputs["origins"]).map(asObject);
  for (const origin of origins) {
    yield* inspectOrigin(id, origin, acting);
  }
  const reached = (signed: boolean): Set<string> => {
    const of = behaviors.filter((behavior) => isSigned(behavior, acting) === signed);
    const ids = new Set(of.map((behavior) => behavior["targetOriginId"]));
    const values = origins.filter((origin) => ids.has(origin["originId"] ?? null)).flatMap(headerValues);
    return new Set(values.flatMap((value) => targetsOf(value, acting)));
  };
  for (const target of reached(true)) {
    if (reached(false).has(target)) {
      yield `${id}: a public behavior reaches ${target}, which serves signed paths`;
    }
  }
}

/** A behavior asks for signatures when it trusts groups, and all of them hold keys. */
function isSigned(behavior: Properties, acting: Acting): boolean {
  const groups = asTexts(behavior["trustedKeyGroups"]);
  const items = groups.map((id) =>
    asTexts(acting(KEY_GROUP).find((group) => group.id === id)?.outputs["items"]),
  );
  return groups.length > 0 && items.every((keys) => keys.length > 0);
}

/** What is not a bucket is entered through a VPC origin, over TLS. */
function* inspectOrigin(id: string, origin: Properties, acting: Acting): Generator<string> {
  const name = `${id}, origin ${asText(origin["originId"]) ?? ""}`;
  const vpcOrigin = asText(dig(origin, "vpcOriginConfig.vpcOriginId"));
  if (vpcOrigin === undefined) {
    if (asText(origin["originAccessControlId"]) === undefined) {
      yield `${name} is called over the internet`;
    }
    return;
  }
  const entry = acting(VPC_ORIGIN).find((one) => one.id === vpcOrigin);
  const protocol = dig(asObject(entry?.outputs), "vpcOriginEndpointConfig.originProtocolPolicy");
  if (entry !== undefined && protocol !== "https-only") {
    yield `${name} is called without TLS`;
  }
}

function headerValues(origin: Properties): string[] {
  return asList(origin["customHeaders"]).map((header) => asText(asObject(header)["value"]) ?? "");
}

/** The target groups to which the load balancer's rules send a header value. */
function targetsOf(value: string, acting: Acting): string[] {
  return acting(RULE)
    .filter(({ outputs }) =>
      asList(outputs["conditions"]).some((condition) =>
        asTexts(dig(asObject(condition), "httpHeader.values")).includes(value),
      ),
    )
    .flatMap(({ outputs }) =>
      asList(outputs["actions"]).map((action) => asText(asObject(action)["targetGroupArn"]) ?? ""),
    );
}
