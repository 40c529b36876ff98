/**
 * Decides whether a pattern that may be signed covers a URL that may be signed. The verifier decides the same with code
 * of its own, so that its check of each output means something; a property test compares the two.
 */

interface Parts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  /** Undefined without one. */
  readonly query: string | undefined;
}

function split(text: string): Parts | undefined {
  const [, scheme, host, path, query] = /^(https?|\*):\/\/([^/?]+)(\/[^?]*)(?:\?(.*))?$/.exec(text) ?? [];
  return scheme === undefined || host === undefined || path === undefined
    ? undefined
    : { scheme, host, path, query };
}

/** Matches `*` as any run of characters: what is between the wildcards occurs in order, its first and last part fixed. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) {
    return pattern === text;
  }
  let at = first.length;
  const end = text.length - last.length;
  if (end < at || !text.startsWith(first) || !text.endsWith(last)) {
    return false;
  }
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) {
      return false;
    }
    at = found + part.length;
  }
  return true;
}

/**
 * Tells whether a checked pattern covers a checked URL. A wildcard stays inside its part of the URL, and a path that
 * ends in `*` covers any query.
 */
export function covers(resource: string, url: string): boolean {
  const pattern = split(resource);
  const parts = split(url);
  if (pattern === undefined || parts === undefined) {
    return false;
  }
  const anyQuery = pattern.query === undefined && pattern.path.endsWith("*");
  const query =
    pattern.query === undefined || parts.query === undefined
      ? anyQuery || pattern.query === parts.query
      : matches(pattern.query, parts.query);
  return (
    query &&
    (pattern.scheme === "*" || pattern.scheme === parts.scheme) &&
    matches(pattern.host, parts.host) &&
    matches(pattern.path, parts.path)
  );
}
