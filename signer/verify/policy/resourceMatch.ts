/** Matches a policy's Resource with a URL, under every reading that AWS's documentation allows. */

import { globMatches, matchingPrefixes } from "../glob";
import { hostForms, type RequestedUrl } from "../request/reconstruct";
import type { RuleId } from "../rules";

/** `open` names the rule on which AWS's documentation leaves the answer open. */
export type ResourceAnswer =
  | { readonly matches: boolean }
  | { readonly matches: "open"; readonly rule: RuleId };

interface Sections {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** Undefined: none. */
  readonly query: string | undefined;
  /** Whether any query matches, and none. */
  readonly anyQuery: boolean;
  /** Path and query as written. */
  readonly tail: string;
}

/** Splits at a `\?`, else at the first `?`. */
function splitQuery(text: string): { readonly path: string; readonly query: string | undefined } {
  const escaped = text.indexOf("\\?");
  if (escaped !== -1) {
    return { path: text.slice(0, escaped), query: text.slice(escaped + 2) };
  }
  const plain = text.indexOf("?");
  return plain === -1
    ? { path: text, query: undefined }
    : { path: text.slice(0, plain), query: text.slice(plain + 1) };
}

/** Splits a Resource; a trailing `*` of its last section also matches the sections that are missing. */
function toSections(resource: string): Sections | undefined {
  const scheme = /^([^:/?]+):\/\//.exec(resource)?.[1];
  if (scheme === undefined && !resource.startsWith("*")) {
    return undefined;
  }
  const rest = scheme === undefined ? resource : resource.slice(scheme.length + 3);
  const end = rest.search(/[/?\\]/);
  const host = end === -1 ? rest : rest.slice(0, end);
  const tail = end === -1 ? "" : rest.slice(end);
  if (end === -1 && host.endsWith("*")) {
    return { scheme: scheme ?? "*", host, path: "/*", query: undefined, anyQuery: true, tail };
  }
  const { path, query } = splitQuery(tail);
  const anyQuery = query === undefined && path.endsWith("*");
  return { scheme: scheme ?? "*", host, path: path === "" ? "/" : path, query, anyQuery, tail };
}

function queryMatches({ query: pattern, anyQuery }: Sections, query: string | undefined): boolean {
  if (anyQuery) {
    return true;
  }
  return pattern === undefined
    ? query === undefined
    : query !== undefined && globMatches(pattern, query, true);
}

/** Matches under the reading in which `?` starts the query. */
function delimiterReading(sections: Sections, url: RequestedUrl): boolean {
  return globMatches(sections.path, url.path, false) && queryMatches(sections, url.query);
}

/** Reverses a text in which one character is one byte. */
const reversed = (text: string): string => text.split("").reverse().join("");

/**
 * Matches under the reading in which `?` is any one character, also the one between path and query. `*` does not cross
 * that one: the pattern is split at each `?` in turn.
 */
function wildcardReading(pattern: string, url: RequestedUrl): boolean {
  if (url.query === undefined) {
    return globMatches(pattern, url.path, true);
  }
  const before = matchingPrefixes(pattern, url.path);
  const after = matchingPrefixes(reversed(pattern), reversed(url.query));
  for (let cut = pattern.indexOf("?"); cut !== -1; cut = pattern.indexOf("?", cut + 1)) {
    if (before[cut] === true && after[pattern.length - cut - 1] === true) {
      return true;
    }
  }
  return pattern.endsWith("*") && globMatches(pattern, url.path, true);
}

function schemeMatches(pattern: string, scheme: string): boolean {
  return pattern === "*" || pattern === scheme;
}

function agree(answers: readonly boolean[], rule: RuleId): ResourceAnswer {
  const [first = false] = answers;
  return answers.every((answer) => answer === first) ? { matches: first } : { matches: "open", rule };
}

function pathAndQuery(sections: Sections, url: RequestedUrl): ResourceAnswer {
  const byDelimiter = delimiterReading(sections, url);
  if (sections.tail.includes("\\?")) {
    // The older documentation escapes the delimiter; the current one says not to, which leaves a literal backslash.
    return agree([byDelimiter, false], "resource.question-mark");
  }
  return sections.tail.includes("?")
    ? agree([byDelimiter, wildcardReading(sections.tail, url)], "resource.question-mark")
    : { matches: byDelimiter };
}

/**
 * Matches section by section: scheme, host, path, query; a wildcard stays inside its section.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-creating-signed-url-custom-policy.html
 *   "Resource"
 */
export function resourceMatches(resource: string, url: RequestedUrl): ResourceAnswer {
  if (resource === "*") {
    return { matches: true };
  }
  const sections = toSections(resource);
  if (sections === undefined) {
    return { matches: false };
  }
  const rest = pathAndQuery(sections, url);
  if (rest.matches === false) {
    return rest;
  }
  const hosts = agree(
    hostForms(url.scheme, url.host).map((host) => globMatches(sections.host, host, false)),
    "host.form",
  );
  if (hosts.matches === false) {
    return hosts;
  }
  if (!schemeMatches(sections.scheme, url.scheme)) {
    // `http*://` is in use and not documented.
    return sections.scheme.includes("*") && globMatches(sections.scheme, url.scheme, false)
      ? { matches: "open", rule: "resource.scheme" }
      : { matches: false };
  }
  return rest.matches === "open" ? rest : hosts;
}
