/** Pieces of a YAML text with their places, and changes of the text between them. */
import { isCollection, isNode, isPair, Lexer, type Node } from "yaml";

/** A replacement of one part of a text. */
export interface Splice {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

/** Makes all replacements; they must not overlap, and what goes to the same place comes in the given order. */
export function splice(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .reverse()
    .sort((one, other) => other.at - one.at)
    .reduce((result, { at, to, text: part }) => result.slice(0, at) + part + result.slice(to), text);
}

/** The start of the line that a place is in. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** The end of the line that a place is in, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  const last = end === -1 ? text.length : end;
  return last > at && text[last - 1] === "\r" ? last - 1 : last;
}

/** The start of the next line; the end of the text where there is none. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** The line break that a text uses. */
export function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** A comment or a mark such as `,` or `-`, with its place. */
export interface Token {
  readonly source: string;
  readonly at: number;
}

/** What the lexer puts in front of a scalar; it is not in the text. */
const scalarMark = "\u001f";
const marks: readonly string[] = [scalarMark, "\u0002", "\u0018"];

/** Splits a text into tokens; the text of scalars is left out, so that nothing in it is taken for a mark. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let before = "";
  for (const source of new Lexer().lex(text)) {
    if (!marks.includes(source)) {
      if (before !== scalarMark && !/^["']/.test(source)) {
        tokens.push({ source, at });
      }
      at += source.length;
    }
    before = source;
  }
  return tokens;
}

/** The comments of a text. */
export function commentsOf(text: string): readonly Token[] {
  return tokensOf(text).filter(({ source }) => source.startsWith("#"));
}

/** Where a node is in the text: line breaks and comments after it are left out. */
export function rangeOf(node: unknown, text: string): [number, number] {
  const [at, to] = (node as Node).range ?? [0, 0];
  const inner = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const last = isPair(inner) ? (inner.value ?? inner.key) : inner;
  const end = isNode(last) ? rangeOf(last, text)[1] : at + text.slice(at, to).trimEnd().length;
  return [at, end];
}
