/** Selections of headers, cookies and query parameters by a policy. */
import type { Selection } from "../stackView/model";

/** Returns whether a selection includes a name. */
export function takes({ mode, names }: Selection, name: string): boolean {
  switch (mode) {
    case "all":
      return true;
    case "listed":
      return names.has(name);
    case "allExcept":
      return !names.has(name);
    case "none":
      return false;
  }
}

/** CloudFront's own parameters, which reach neither the origin nor the cache key. */
const reserved: ReadonlySet<string> = new Set([
  "Expires",
  "Policy",
  "Signature",
  "Key-Pair-Id",
  "Hash-Algorithm",
]);

/** Returns a query's raw parameters without CloudFront's own. */
export function ownParameters(query: string | undefined): string[] {
  return query === undefined ? [] : query.split("&").filter((pair) => !reserved.has(nameOf(pair)));
}

/** Returns the name of a raw `name=value`. */
export function nameOf(pair: string): string {
  const end = pair.indexOf("=");
  return end === -1 ? pair : pair.slice(0, end);
}

/** Returns a request's cookies, raw `name=value`, in order. */
export function cookiesOf(headers: readonly string[]): string[] {
  return headers
    .flatMap((header) => header.split(";"))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== "");
}

/** Returns whether a cookie is part of a signature, which the cache key leaves out. */
export function isSignatureCookie(cookie: string): boolean {
  return nameOf(cookie).startsWith("CloudFront-") && reserved.has(nameOf(cookie).slice("CloudFront-".length));
}

/** Splits a request target at its first question mark. */
export function splitTarget(target: string): { path: string; query: string | undefined } {
  const mark = target.indexOf("?");
  return mark === -1
    ? { path: target, query: undefined }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
