/** Response headers. */
import { type HeaderList, hopByHop, valueOf, valuesOf, without } from "../headers";
import type { BehaviorView, CorsView, ResponseHeadersPolicyView } from "../stackView/model";
import { forwardsCookies } from "./originRequest";

const setCookie: ReadonlySet<string> = new Set(["set-cookie"]);

/**
 * Returns the origin's headers without those that the edge removes; Set-Cookie only where cookies are forwarded.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
export function keptHeaders(headers: HeaderList, behavior: BehaviorView): HeaderList {
  const listed = valuesOf(headers, "connection").flatMap((value) => value.toLowerCase().split(","));
  const others = listed.map((name) => name.trim()).filter((name) => !hopByHop.has(name));
  const kept = without(headers, others.length === 0 ? hopByHop : new Set([...hopByHop, ...others]));
  return forwardsCookies(behavior) ? kept : without(kept, setCookie);
}

function corsHeaders(cors: CorsView, request: HeaderList): HeaderList {
  const origin = valueOf(request, "origin");
  if (origin === undefined) {
    return [];
  }
  const any = cors.origins.includes("*");
  if (!any && !cors.origins.includes(origin)) {
    return [];
  }
  const list = (name: string, values: readonly string[]): HeaderList =>
    values.length === 0 ? [] : [[name, values.join(", ")]];
  return [
    ["Access-Control-Allow-Origin", any && !cors.credentials ? "*" : origin],
    ...list("Access-Control-Allow-Methods", cors.methods),
    ...list("Access-Control-Allow-Headers", cors.headers),
    ...list("Access-Control-Expose-Headers", cors.expose),
    ...(cors.credentials ? [["Access-Control-Allow-Credentials", "true"] as const] : []),
    ...(cors.maxAge === undefined ? [] : [["Access-Control-Max-Age", String(cors.maxAge)] as const]),
    ...(any ? [] : [["Vary", "Origin"] as const]),
  ];
}

/**
 * Applies a response headers policy: removes headers, then sets its own, with or without override.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function withPolicy(
  headers: HeaderList,
  policy: ResponseHeadersPolicyView | undefined,
  request: HeaderList,
): HeaderList {
  if (policy === undefined) {
    return headers;
  }
  const { cors } = policy;
  const wanted = [
    ...policy.set,
    ...(cors === undefined
      ? []
      : corsHeaders(cors, request).map(([name, value]) => ({ name, value, override: cors.override }))),
  ];
  const kept = without(headers, policy.remove);
  const present = new Set(kept.map(([name]) => name.toLowerCase()));
  const set = wanted.filter(({ name, override }) => override || !present.has(name.toLowerCase()));
  const replaced = new Set(set.map(({ name }) => name.toLowerCase()));
  return [...without(kept, replaced), ...set.map(({ name, value }) => [name, value] as const)];
}
