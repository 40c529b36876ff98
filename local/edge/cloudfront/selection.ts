/** Which headers, cookies and parameters a policy means. */
import type { Selection } from "../stackView/model";

/** Whether a selection takes a name. */
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

/** Names of parameters that are CloudFront's own: they never reach the origin or the cache key. */
const reserved: ReadonlySet<string> = new Set([
  "Expires",
  "Policy",
  "Signature",
  "Key-Pair-Id",
  "Hash-Algorithm",
]);

/** The parameters of a query, raw, without CloudFront's own. */
export function ownParameters(query: string | undefined): string[] {
  return query === undefined ? [] : query.split("&").filter((pair) => !reserved.has(nameOf(pair)));
}

/** The name of a raw `name=value`. */
export function nameOf(pair: string): string {
  const end = pair.indexOf("=");
  return end === -1 ? pair : pair.slice(0, end);
}

/** The cookies of a request, raw `name=value`, in their order. */
export function cookiesOf(headers: readonly string[]): string[] {
  return headers
    .flatMap((header) => header.split(";"))
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== "");
}

/** Cookies that carry a signature: they are no part of what tells objects apart. */
export function isSignatureCookie(cookie: string): boolean {
  return nameOf(cookie).startsWith("CloudFront-") && reserved.has(nameOf(cookie).slice("CloudFront-".length));
}

/** Cuts a request target at its first question mark. */
export function splitTarget(target: string): { path: string; query: string | undefined } {
  const mark = target.indexOf("?");
  return mark === -1
    ? { path: target, query: undefined }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
