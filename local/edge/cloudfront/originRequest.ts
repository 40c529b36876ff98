/** The request to the origin. */
import { type HeaderList, hopByHop, valueOf, valuesOf } from "../headers";
import type { BehaviorView, OriginView, Selection } from "../stackView/model";
import { cookiesOf, nameOf, ownParameters, splitTarget, takes } from "./selection";
import { hasBody } from "./wire";

/** The properties of a viewer's request that the origin request is built from. */
export interface ViewerSide {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly scheme: "http" | "https";
  readonly httpVersion: string;
  /** Protocol and cipher of the viewer's connection, `TLSv1.3:TLS_AES_128_GCM_SHA256`. */
  readonly tls: string | undefined;
  readonly address: string;
  readonly port: number;
}

/**
 * Headers that are forwarded under any policy.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html "HTTP request headers and CloudFront behavior"
 */
const always: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-length",
  "content-md5",
  "content-type",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
]);

/** Headers that CloudFront or the connection sets; a policy that lists them forwards CloudFront's value. */
const neverTheViewers: ReadonlySet<string> = new Set([
  ...hopByHop,
  "accept-encoding",
  "cookie",
  "expect",
  "via",
  "x-amz-cf-id",
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-real-ip",
]);

/** Headers that describe a body, dropped with it. */
const ofBody: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-length",
  "content-md5",
  "content-type",
]);

/** Returns the path, as sent, and the query string that the policies forward. */
export function originTarget(target: string, behavior: BehaviorView, origin: OriginView): string {
  const { path, query } = splitTarget(target);
  const policies = [behavior.cache.queries, behavior.originRequest?.queries];
  const kept = ownParameters(query).filter((pair) => anyTakes(policies, nameOf(pair)));
  return `${origin.path}${path}${kept.length > 0 ? `?${kept.join("&")}` : ""}`;
}

function anyTakes(policies: readonly (Selection | undefined)[], name: string): boolean {
  return policies.some((policy) => policy !== undefined && takes(policy, name));
}

/** Returns whether the policies forward any cookie; otherwise Set-Cookie is removed as well. */
export function forwardsCookies({ cache, originRequest }: BehaviorView): boolean {
  return cache.cookies.mode !== "none" || (originRequest?.cookies.mode ?? "none") !== "none";
}

/** Normalises Accept-Encoding as CloudFront does: only encodings that it can compress. */
export function normalisedEncoding(headers: HeaderList, { cache }: BehaviorView): string | undefined {
  const wanted = (valueOf(headers, "accept-encoding") ?? "")
    .toLowerCase()
    .split(",")
    .filter((coding) => !/;\s*q=0(?:\.0*)?\s*$/.test(coding))
    .map((coding) => coding.split(";")[0]?.trim());
  const known = [...(cache.brotli ? ["br"] : []), ...(cache.gzip ? ["gzip"] : [])];
  const kept = known.filter((coding) => wanted.includes(coding));
  return kept.length > 0 ? kept.join(",") : undefined;
}

function generated(viewer: ViewerSide): Readonly<Record<string, readonly [name: string, value: string]>> {
  const address = viewer.address.includes(":") ? `[${viewer.address}]` : viewer.address;
  return {
    "cloudfront-viewer-address": ["CloudFront-Viewer-Address", `${address}:${viewer.port}`],
    "cloudfront-forwarded-proto": ["CloudFront-Forwarded-Proto", viewer.scheme],
    "cloudfront-viewer-http-version": ["CloudFront-Viewer-Http-Version", viewer.httpVersion],
    ...(viewer.tls === undefined ? {} : { "cloudfront-viewer-tls": ["CloudFront-Viewer-TLS", viewer.tls] }),
  };
}

/** Returns the viewer's headers that are forwarded, without those that CloudFront sets. */
function passing(viewer: ViewerSide, behavior: BehaviorView, replaced: ReadonlySet<string>): HeaderList {
  const body = hasBody(viewer.headers);
  const policies = [behavior.cache.headers, behavior.originRequest?.headers];
  // A viewer's Connection header applies to the viewer's connection and removes no header here.
  return viewer.headers.filter(([given]) => {
    const name = given.toLowerCase();
    if (neverTheViewers.has(name) || replaced.has(name) || name.startsWith("x-edge-")) {
      return false;
    }
    return always.has(name) ? body || !ofBody.has(name) : anyTakes(policies, name);
  });
}

/**
 * Returns the headers of the origin request.
 *
 * @param id - the request's id, for X-Amz-Cf-Id
 */
export function originHeaders(
  viewer: ViewerSide,
  behavior: BehaviorView,
  origin: OriginView,
  id: string,
): HeaderList {
  const listed = [...(behavior.originRequest?.generated ?? []), ...behavior.cache.headers.names];
  const own = generated(viewer);
  const generatedHeaders = listed.map((name) => own[name]).filter((header) => header !== undefined);
  const custom = new Set(origin.customHeaders.map(([name]) => name.toLowerCase()));
  const replaced = new Set([
    ...custom,
    // A viewer cannot send a copy of a header that CloudFront sets.
    ...listed.filter((name) => name.startsWith("cloudfront-")),
  ]);
  const passed = passing(viewer, behavior, replaced);
  const names = new Set(passed.map(([name]) => name.toLowerCase()));
  const policies = [behavior.cache.cookies, behavior.originRequest?.cookies];
  const cookies = cookiesOf(valuesOf(viewer.headers, "cookie")).filter((cookie) =>
    anyTakes(policies, nameOf(cookie)),
  );
  const encoding = normalisedEncoding(viewer.headers, behavior);
  const via = [...valuesOf(viewer.headers, "via"), `${viewer.httpVersion} local.cloudfront.net (CloudFront)`];
  const forwardedFor = [...valuesOf(viewer.headers, "x-forwarded-for"), viewer.address];
  return [
    ...(names.has("host") ? [] : [["Host", origin.domainName] as const]),
    ...(names.has("user-agent") ? [] : [["User-Agent", "Amazon CloudFront"] as const]),
    ...passed,
    ...generatedHeaders,
    ...(cookies.length > 0 ? [["Cookie", cookies.join("; ")] as const] : []),
    ...(encoding === undefined ? [] : [["Accept-Encoding", encoding] as const]),
    ["X-Forwarded-For", forwardedFor.join(",")],
    ["Via", via.join(", ")],
    ["X-Amz-Cf-Id", id],
    ...origin.customHeaders,
  ];
}
