/** Guesses the URL that was signed from the one that a client sent. */
import type { RequestedUrl } from "../request/reconstruct";

/** A URL that may have been signed, and why another one was sent. */
export interface Rewrite {
  readonly url: RequestedUrl;
  readonly reason: string;
}

/** Bounds the work that a crafted URL can cause. */
const most = 48;

function mapQuery(url: RequestedUrl, change: (query: string) => string): RequestedUrl {
  return url.query === undefined ? url : { ...url, query: change(url.query) };
}

/** The encodings of path and query in which common clients differ. */
function encodings(url: RequestedUrl): readonly Rewrite[] {
  return [
    {
      url: mapQuery(url, (query) => query.replaceAll("%27", "'")),
      reason: "an apostrophe in the query: browsers and fetch send ' as %27. Sign %27",
    },
    {
      url: mapQuery(url, (query) => query.replaceAll("'", "%27")),
      reason: "the query was signed with %27 and sent with '",
    },
    {
      url: mapQuery(url, (query) => query.replaceAll("%20", "+")),
      reason: "a space in the query: signed as +, sent as %20",
    },
    {
      url: mapQuery(url, (query) => query.replaceAll("+", "%20")),
      reason: "a space in the query: signed as %20, sent as +",
    },
    {
      url: mapQuery(url, (query) => query.replaceAll("%20", " ")),
      reason: "the query was signed before it was encoded: spaces were sent as %20",
    },
    {
      url: mapQuery(url, (query) => query.replace(/=(?=&|$)/g, "")),
      reason: "a parameter without a value: signed without =, sent with it",
    },
    {
      url: { ...url, path: decodeOr(url.path) },
      reason: "the path was signed before it was percent-encoded",
    },
    {
      url: { ...url, path: encodeOr(url.path) },
      reason: "the path was sent in another percent-encoding than it was signed in",
    },
    { url: { ...url, path: upperHex(url.path) }, reason: "the hex digits of an escape changed case" },
    { url: { ...url, path: lowerHex(url.path) }, reason: "the hex digits of an escape changed case" },
  ];
}

const upperHex = (text: string): string => text.replace(/%[0-9a-fA-F]{2}/g, (escape) => escape.toUpperCase());
const lowerHex = (text: string): string => text.replace(/%[0-9a-fA-F]{2}/g, (escape) => escape.toLowerCase());

function decodeOr(path: string): string {
  try {
    return Buffer.from(decodeURIComponent(path), "utf8").toString("latin1");
  } catch {
    return path;
  }
}

function encodeOr(path: string): string {
  try {
    return path
      .split("/")
      .map((segment) => encodeURIComponent(decodeURIComponent(segment)))
      .join("/");
  } catch {
    return path;
  }
}

/** Parameters that were added or moved. */
function parameters(url: RequestedUrl): readonly Rewrite[] {
  const pairs = url.query?.split("&") ?? [];
  const join = (kept: readonly string[]): RequestedUrl => ({
    ...url,
    query: kept.length === 0 ? undefined : kept.join("&"),
  });
  return [
    { url: join([]), reason: "the query was added after signing" },
    ...pairs.slice(0, 8).map((pair, index) => ({
      url: join(pairs.filter((_, other) => other !== index)),
      reason: `the parameter ${pair.split("=", 1)[0] ?? ""} was added after signing`,
    })),
    { url: join([...pairs].sort()), reason: "the parameters were put in another order after signing" },
    { url: join([...pairs].reverse()), reason: "the parameters were put in another order after signing" },
  ];
}

/** Another scheme, host or trailing slash, and wildcards, which a canned policy does not support. */
function places(url: RequestedUrl, hosts: readonly string[]): readonly Rewrite[] {
  const other = url.scheme === "https" ? "http" : "https";
  const folders = url.path
    .split("/")
    .slice(0, -1)
    .map((_, index, all) => `${all.slice(0, index + 1).join("/")}/*`);
  const wildcard =
    "a wildcard was signed with a canned policy, which covers one exact URL: use a custom policy";
  return [
    { url: { ...url, scheme: other }, reason: `it was signed for ${other}` },
    {
      url: { ...url, path: url.path.replace(/\/$/, "") },
      reason: "the slash at the end of the path was added after signing",
    },
    {
      url: { ...url, path: `${url.path}/` },
      reason: "the slash at the end of the path was removed after signing",
    },
    ...hosts
      .filter((host) => host !== url.host)
      .slice(0, 8)
      .map((host) => ({ url: { ...url, host }, reason: `it was signed for the host ${host}` })),
    ...folders.slice(-8).map((path) => ({ url: { ...url, path, query: undefined }, reason: wildcard })),
  ];
}

/** Returns the candidates, the likeliest first, without the URL itself. */
export function rewrites(url: RequestedUrl, hosts: readonly string[]): readonly Rewrite[] {
  const text = (one: RequestedUrl): string => `${one.scheme}://${one.host}${one.path}?${one.query ?? ""}`;
  const seen = new Set([text(url)]);
  const kept: Rewrite[] = [];
  for (const candidate of [...encodings(url), ...parameters(url), ...places(url, hosts)]) {
    const key = text(candidate.url);
    if (!seen.has(key) && kept.length < most) {
      seen.add(key);
      kept.push(candidate);
    }
  }
  return kept;
}
