import { keyInBytes } from "./binary";
import { decompressed, encodedIn, unescaped } from "./encodings";
import type { PrivateKey } from "./privateKey";
import { jsonWebKey, keysInText } from "./text";

/** The private keys in a value. */
export interface SearchResult {
  readonly keys: readonly PrivateKey[];
  /** Whether everything was searched: not if it is too large, or encoded too many times. */
  readonly isComplete: boolean;
}

/** Nothing shorter holds a private key. */
const minimumLength = 64;
/**
 * A text without any of these holds no private key: 64 characters of base64, also in lines, a word of a format, a list of
 * bytes, or an escape.
 */
const candidate =
  /[A-Za-z0-9+/_-]{64}|[A-Za-z0-9+/_-]{28}(?:\\{1,20}[nrt]|[\s"'`,\\]){1,200}[A-Za-z0-9+/_-]{20}|BEGIN|\bkty\b|PuTTY-|RSAKeyValue|Private-Key|\0|(?:[0-9a-fA-F]{2}[:,\s]{1,3}(?:0x)?){8}|(?:\d{1,3},\s{0,9}){8}|\\[xu][0-9a-fA-F]{2}|=\r?\n|%[0-9a-fA-F]{2}|&#?\w{1,8};/;
/** More layers of encoding, or more characters in all of them together, are not searched. */
const maximumDepth = 12;
const maximumCharacters = 32_000_000;

const nothing: SearchResult = { keys: [], isComplete: true };
/** The results for texts that are not trivial: two rules search the same values. */
const remembered = new Map<string, SearchResult>();
const maximumRemembered = 4_000_000;
let charactersRemembered = 0;

/** Finds the private keys in a text: in any form, behind any nesting of encodings and compressions. */
export function searchText(text: string): SearchResult {
  if (text.length < minimumLength && !text.includes("PRIVATE KEY")) {
    return nothing;
  }
  const before = remembered.get(text);
  if (before !== undefined) {
    return before;
  }
  const result = candidate.test(text) ? new Search().result(text) : nothing;
  if (text.length <= maximumRemembered / 40) {
    if (charactersRemembered > maximumRemembered) {
      remembered.clear();
      charactersRemembered = 0;
    }
    charactersRemembered += text.length;
    remembered.set(text, result);
  }
  return result;
}

class Search {
  private readonly keys: PrivateKey[] = [];
  private readonly seen = new Set<string>();
  private left = maximumCharacters;
  private isComplete = true;

  result(text: string): SearchResult {
    this.inText(text, 0);
    return { keys: this.keys, isComplete: this.isComplete };
  }

  inText(text: string, depth: number): void {
    if (text.length < minimumLength / 2 || this.seen.has(text) || !this.spend(text.length, depth)) {
      return;
    }
    this.seen.add(text);
    this.keys.push(...keysInText(text));
    if (text.includes("kty")) {
      this.inJson(text, depth);
    }
    for (const variant of unescaped(text)) {
      this.inText(variant, depth + 1);
    }
    for (const bytes of encodedIn(text)) {
      this.inBytes(bytes, depth + 1);
    }
  }

  private inBytes(bytes: Buffer, depth: number): void {
    const key = keyInBytes(bytes);
    if (key !== undefined) {
      this.keys.push(key);
      return;
    }
    if (isText(bytes)) {
      this.inText(bytes.toString("latin1"), depth);
      return;
    }
    const { contents, isComplete } = decompressed(bytes);
    this.isComplete &&= isComplete;
    for (const content of contents) {
      if (this.spend(content.length, depth + 1)) {
        this.inBytes(content, depth + 1);
      }
    }
  }

  /** Walks over a text that is JSON as a whole, in which an object may be a key. */
  private inJson(text: string, depth: number): void {
    const value = /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
    if (value !== undefined) {
      this.inValue(value, depth + 1);
    }
  }

  private inValue(value: unknown, depth: number): void {
    if (typeof value === "string") {
      this.inText(value, depth);
    } else if (typeof value === "object" && value !== null) {
      const key = jsonWebKey(value);
      if (key !== undefined) {
        this.keys.push(key);
      }
      for (const each of Object.values(value)) {
        this.inValue(each, depth);
      }
    }
  }

  private spend(characters: number, depth: number): boolean {
    this.left -= characters;
    const isWithin = this.left >= 0 && depth <= maximumDepth;
    this.isComplete &&= isWithin;
    return isWithin;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns whether bytes are text: by their first characters, apart from the zeros of UTF-16, or by words of key formats. */
function isText(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 256);
  let printable = 0;
  for (const byte of start) {
    printable +=
      (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0 ? 1 : 0;
  }
  const zeros = start.filter((byte) => byte === 0).length;
  return (
    (printable >= start.length * 0.9 && zeros <= start.length * 0.6) ||
    ["PRIVATE KEY", "PuTTY-User-Key-File", "RSAKeyValue", '"kty"'].some((word) => bytes.includes(word))
  );
}
