/** Positions in a YAML text, and edits of it. */
import { isCollection, isNode, isPair, Lexer, type Node } from "yaml";

/** A replacement of one part of a text. */
export interface Splice {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

/** Applies replacements, which must not overlap; insertions at one position keep their order. */
export function splice(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .reverse()
    .sort((one, other) => other.at - one.at)
    .reduce((result, { at, to, text: part }) => result.slice(0, at) + part + result.slice(to), text);
}

/** Returns the start of the line of a position. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Counts the blanks and tabs right before a position. */
export function blanksBefore(text: string, at: number): number {
  let from = at;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) {
    from--;
  }
  return at - from;
}

/** Returns the end of the line of a position, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  const last = end === -1 ? text.length : end;
  return last > at && text[last - 1] === "\r" ? last - 1 : last;
}

/** Returns the start of the next line, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** Returns the line break of a text. */
export function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** A comment or an indicator such as `,` or `-`, with its position. */
export interface Token {
  readonly source: string;
  readonly at: number;
}

/** The control characters of the lexer, which are not in the text. */
const scalarMark = "\u001f";
const marks: readonly string[] = [scalarMark, "\u0002", "\u0018"];

/** Splits a text into tokens, without scalars, so that nothing in them is read as an indicator. */
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

/** Returns the comments of a text. */
export function commentsOf(text: string): readonly Token[] {
  return tokensOf(text).filter(({ source }) => source.startsWith("#"));
}

/** Returns the range of a node in the text, without line breaks and comments after it. */
export function rangeOf(node: unknown, text: string): [number, number] {
  const [at, to] = (node as Node).range ?? [0, 0];
  const inner = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const last = isPair(inner) ? (inner.value ?? inner.key) : inner;
  const end = isNode(last) ? rangeOf(last, text)[1] : at + text.slice(at, to).trimEnd().length;
  return [at, end];
}
