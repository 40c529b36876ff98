/** Selects the credentials of a request: those of its URL, else those of its cookies. */

import type { RuleId } from "../rules";
import { type Note, open, type Ruling } from "../ruling";
import type { Pair, ParsedRequest } from "./request";

/** The parts of a signature, as sent; values of query parameters are percent-decoded. */
export interface Credentials {
  readonly via: "url" | "cookie";
  readonly keyPairId: string | undefined;
  readonly signature: string | undefined;
  readonly policy: string | undefined;
  readonly expires: string | undefined;
  readonly hash: string | undefined;
  /** Points that AWS does not document: with one, the request cannot be allowed. */
  readonly doubts: readonly Ruling[];
  readonly notes: readonly Note[];
}

const parts = {
  keyPairId: "Key-Pair-Id",
  signature: "Signature",
  policy: "Policy",
  expires: "Expires",
  hash: "Hash-Algorithm",
} as const;

const names: ReadonlySet<string> = new Set(Object.values(parts));
const prefix = "CloudFront-";

function decode(text: string): string {
  if (!text.includes("%")) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Tells whether a parameter is reserved for signatures; with `escaped`, also by its percent-decoded name. */
export function isReserved(parameter: Pair, escaped: boolean): boolean {
  return names.has(escaped ? decode(parameter.name) : parameter.name);
}

/** Tells whether the answer may depend on percent-encoded parameter names. */
export function hasEscapedName(request: ParsedRequest): boolean {
  return request.parameters.some((pair) => pair.name.includes("%") && isReserved(pair, true));
}

/** Collects credentials: the first of each name, and a doubt where there are more. */
function collect(
  found: ReadonlyMap<string, readonly string[]>,
  via: Credentials["via"],
  notes: Note[],
): Credentials {
  const rule: RuleId = via === "url" ? "credentials.duplicate-parameter" : "credentials.duplicate-cookie";
  const doubts: Ruling[] = [];
  for (const [name, values] of found) {
    if (values.length > 1) {
      doubts.push(open("unknown", rule, `${name} occurs ${values.length} times`));
    }
  }
  const first = (name: string): string | undefined => found.get(name)?.[0];
  return {
    via,
    keyPairId: first(parts.keyPairId),
    signature: first(parts.signature),
    policy: first(parts.policy),
    expires: first(parts.expires),
    hash: first(parts.hash),
    doubts,
    notes,
  };
}

function group(pairs: readonly { readonly name: string; readonly value: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, value } of pairs) {
    const values = found.get(name);
    if (values) {
      values.push(value);
    } else {
      found.set(name, [value]);
    }
  }
  return found;
}

/** Selects the credentials. With any signature parameter in the query, cookies are ignored. */
export function selectCredentials(request: ParsedRequest, escapedNames: boolean): Credentials | undefined {
  const reserved = request.parameters.filter((pair) => isReserved(pair, escapedNames));
  const ours = request.cookies
    .filter(({ name }) => name.startsWith(prefix) && names.has(name.slice(prefix.length)))
    .map(({ name, value }) => ({ name: name.slice(prefix.length), value }));
  if (reserved.length > 0) {
    const pairs = reserved.map(({ name, value }) => ({ name: decode(name), value: decode(value) }));
    const notes: Note[] =
      ours.length > 0 ? [{ rule: "credentials.url-first", detail: "the signed cookies are ignored" }] : [];
    return collect(group(pairs), "url", notes);
  }
  if (ours.length === 0) {
    return undefined;
  }
  const credentials = collect(group(ours), "cookie", []);
  const encoded = ours.find(({ value }) => value.includes("%"));
  if (!encoded) {
    return credentials;
  }
  const doubt = open("unknown", "credentials.encoded-cookie", `${prefix}${encoded.name} is percent-encoded`);
  return { ...credentials, doubts: [...credentials.doubts, doubt] };
}
