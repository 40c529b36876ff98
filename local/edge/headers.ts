/** Headers in the order and the spelling in which they came; a name may stand more than once. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Puts node's flat list of raw headers into pairs. */
export function headerPairs(raw: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return pairs;
}

/** All values of a name, whatever its case. */
export function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}

/** The values of a name as one, joined as RFC 9110 section 5.3 has it; undefined when there is none. */
export function valueOf(headers: HeaderList, name: string): string | undefined {
  const values = valuesOf(headers, name);
  return values.length === 0 ? undefined : values.join(", ");
}

/** The list without some names, which are given in lower case. */
export function without(headers: HeaderList, names: ReadonlySet<string>): HeaderList {
  return headers.filter(([name]) => !names.has(name.toLowerCase()));
}

/**
 * Headers that mean one connection and are never passed on.
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
