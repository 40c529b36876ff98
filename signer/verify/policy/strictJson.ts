/** Parses JSON and keeps duplicate names and the spelling of numbers, which matter in a policy and `JSON.parse` drops. */

/** A JSON value with its duplicate names and spelling. */
export type JsonValue =
  | {
      readonly type: "object";
      readonly members: ReadonlyMap<string, JsonValue>;
      readonly duplicates: readonly string[];
    }
  | { readonly type: "array"; readonly items: readonly JsonValue[] }
  | { readonly type: "string"; readonly value: string }
  /** The digits as written. */
  | { readonly type: "number"; readonly text: string }
  | { readonly type: "literal"; readonly value: boolean | null };

/** A policy has four levels; deeper JSON is not a policy. */
const deepest = 16;

const blank = /[ \t\r\n]*/y;
// Linear: each alternative starts with another character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters in strings
const stringToken = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const numberToken = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literalToken = /true|false|null/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonValue | undefined {
    const value = this.value(0);
    this.take(blank);
    return value !== undefined && this.at === this.text.length ? value : undefined;
  }

  private take(token: RegExp): string | undefined {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  /** Consumes the next character after white space if it is this one, and tells whether it was. */
  private next(character: string): boolean {
    this.take(blank);
    if (this.text[this.at] !== character) {
      return false;
    }
    this.at += 1;
    return true;
  }

  private value(depth: number): JsonValue | undefined {
    if (depth > deepest) {
      return undefined;
    }
    if (this.next("{")) {
      return this.object(depth);
    }
    if (this.next("[")) {
      return this.array(depth);
    }
    const string = this.take(stringToken);
    if (string !== undefined) {
      return { type: "string", value: JSON.parse(string) as string };
    }
    const number = this.take(numberToken);
    if (number !== undefined) {
      return { type: "number", text: number };
    }
    const literal = this.take(literalToken);
    return literal === undefined
      ? undefined
      : { type: "literal", value: JSON.parse(literal) as boolean | null };
  }

  private object(depth: number): JsonValue | undefined {
    const members = new Map<string, JsonValue>();
    const duplicates: string[] = [];
    if (this.next("}")) {
      return { type: "object", members, duplicates };
    }
    do {
      this.take(blank);
      const token = this.take(stringToken);
      if (token === undefined || !this.next(":")) {
        return undefined;
      }
      const value = this.value(depth + 1);
      if (value === undefined) {
        return undefined;
      }
      const name = JSON.parse(token) as string;
      if (members.has(name)) {
        duplicates.push(name);
      }
      members.set(name, value);
    } while (this.next(","));
    return this.next("}") ? { type: "object", members, duplicates } : undefined;
  }

  private array(depth: number): JsonValue | undefined {
    const items: JsonValue[] = [];
    if (this.next("]")) {
      return { type: "array", items };
    }
    do {
      const value = this.value(depth + 1);
      if (value === undefined) {
        return undefined;
      }
      items.push(value);
    } while (this.next(","));
    return this.next("]") ? { type: "array", items } : undefined;
  }
}

/** Parses JSON; undefined for text that is not JSON. */
export function parseStrictJson(text: string): JsonValue | undefined {
  return new Reader(text).document();
}
