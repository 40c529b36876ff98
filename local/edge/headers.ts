/** Headers in their order and case; a name may occur more than once. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Groups node's flat list of raw headers into pairs. */
export function headerPairs(raw: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return pairs;
}

/** Compares lengths first: this runs some hundred times a request. */
const isNamed = (given: string, name: string): boolean =>
  given.length === name.length && (given === name || given.toLowerCase() === name);

/** Returns all values of a name, which is given in lower case. */
export function valuesOf(headers: HeaderList, name: string): string[] {
  const values: string[] = [];
  for (const [given, value] of headers) {
    if (isNamed(given, name)) {
      values.push(value);
    }
  }
  return values;
}

/** Returns the values of a name joined as in RFC 9110 section 5.3; undefined without any. */
export function valueOf(headers: HeaderList, name: string): string | undefined {
  let joined: string | undefined;
  for (const [given, value] of headers) {
    if (isNamed(given, name)) {
      joined = joined === undefined ? value : `${joined}, ${value}`;
    }
  }
  return joined;
}

/** Returns the list without these lower-case names. */
export function without(headers: HeaderList, names: ReadonlySet<string>): HeaderList {
  return headers.filter(([name]) => !names.has(name.toLowerCase()));
}

/**
 * Hop-by-hop headers, which are never forwarded.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
export const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
