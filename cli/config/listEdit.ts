/**
 * Edits a list in a YAML text, in block or flow style: appends or removes an item; every other byte stays.
 *
 * The text is edited, at positions from the library's nodes and lexer. Its documents reformat what they write, and in its
 * concrete syntax tree an item owns the comma, comments and line break of the item before: removing one breaks the
 * comments, indentation or brackets of its neighbours, so that those tokens had to be moved in each style by hand.
 */
import { isNode, isScalar, type YAMLSeq } from "yaml";
import {
  blanksBefore,
  lineBreak,
  lineEnd,
  lineStart,
  nextLine,
  rangeOf,
  type Splice,
  type Token,
  tokensOf,
} from "./text";

/** The text of an item in each style. */
export interface ItemText {
  /** On one line. */
  readonly flow: string;
  /** Line by line; undefined for an item that is also on one line in a block list. */
  readonly block?: readonly string[];
}

/** The position of an item in the text. */
export interface ItemPlace {
  /** The start; in a block list, its dash. */
  readonly at: number;
  readonly end: number;
  /** Whether it shares its lines with no other item and no bracket of the list. */
  readonly alone: boolean;
}

const before = (tokens: readonly Token[], at: number, source: string): Token | undefined =>
  tokens.filter((token) => token.at < at && token.source === source).at(-1);

/** Finds the positions of a list's items. */
export function itemPlaces(text: string, list: YAMLSeq): readonly ItemPlace[] {
  const tokens = tokensOf(text);
  const places = list.items.filter(isNode).map((item) => {
    const [from, end] = rangeOf(item, text);
    return { at: list.flow === true ? from : (before(tokens, from, "-")?.at ?? from), end };
  });
  const [open, close] = list.flow === true ? rangeOf(list, text) : [-1, -1];
  return places.map((place) => {
    const [first, last] = [lineStart(text, place.at), lineEnd(text, place.end)];
    const others = places.filter((other) => other !== place);
    const shared = others.some(({ at, end }) => end > first && at < last);
    const brackets = open >= first || (close > 0 && close - 1 <= last);
    return { ...place, alone: !shared && !brackets };
  });
}

/** Appends an item in the style of the list, which must not be empty. */
export function appendItem(text: string, list: YAMLSeq, item: ItemText): readonly Splice[] {
  const last = itemPlaces(text, list).at(-1);
  if (last === undefined) {
    throw new Error("an empty list has no style");
  }
  const eol = lineBreak(text);
  const indent = " ".repeat(last.at - lineStart(text, last.at));
  if (list.flow !== true) {
    const at = endOf(text, last, indent.length);
    const lines = item.block ?? [item.flow];
    return [
      {
        at,
        to: at,
        text: lines.map((line, row) => `${eol}${indent}${row === 0 ? "- " : "  "}${line}`).join(""),
      },
    ];
  }
  const comma = commaAfter(text, list, last.end);
  if (!last.alone) {
    return comma === undefined
      ? [{ at: last.end, to: last.end, text: `, ${item.flow}` }]
      : [{ at: comma + 1, to: comma + 1, text: ` ${item.flow},` }];
  }
  const at = lineEnd(text, comma ?? last.end);
  const line = { at, to: at, text: `${eol}${indent}${item.flow}${comma === undefined ? "" : ","}` };
  return comma === undefined ? [{ at: last.end, to: last.end, text: "," }, line] : [line];
}

/** Finds the end of an item's last line, including comment lines that are indented like its content. */
function endOf(text: string, { end }: ItemPlace, indent: number): number {
  let at = lineEnd(text, end);
  for (;;) {
    const next = nextLine(text, at);
    const found = /^( *)#/.exec(text.slice(next, lineEnd(text, next)));
    if (next <= at || found === null || (found[1]?.length ?? 0) <= indent) {
      return at;
    }
    at = lineEnd(text, next);
  }
}

function commaAfter(text: string, list: YAMLSeq, end: number): number | undefined {
  const close = rangeOf(list, text)[1];
  return tokensOf(text).find(({ source, at }) => source === "," && at >= end && at < close)?.at;
}

/** Removes an item, with the comments on its lines if it shares them with no other item. */
export function removeItem(text: string, list: YAMLSeq, index: number): readonly Splice[] {
  const places = itemPlaces(text, list);
  const item = places[index];
  if (item === undefined) {
    throw new Error(`no item ${index}`);
  }
  if (list.flow !== true) {
    return [wholeLines(text, item.at, item.end)];
  }
  const next = places[index + 1];
  const comma = commaAfter(text, list, item.end);
  const former = places[index - 1];
  const separator = former === undefined ? undefined : commaAfter(text, list, former.end);
  // A last item without a comma is removed with the comma before it.
  const extra: Splice[] =
    next === undefined && comma === undefined && separator !== undefined
      ? [{ at: separator, to: separator + 1, text: "" }]
      : [];
  const end = comma === undefined ? item.end : comma + 1;
  if (item.alone) {
    return [...extra, wholeLines(text, item.at, end)];
  }
  const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  if (next !== undefined) {
    return [{ at: item.at, to: end + spaces, text: "" }];
  }
  const lead = blanksBefore(text, item.at);
  const keep = former === undefined ? 0 : lead;
  return [...extra, { at: item.at - keep, to: end, text: "" }];
}

/** Removes all lines of a range; for the last lines of the text, with the line break before them. */
function wholeLines(text: string, at: number, end: number): Splice {
  const [first, last] = [lineStart(text, at), lineEnd(text, end)];
  const next = nextLine(text, last);
  if (next > last || first === 0) {
    return { at: first, to: next, text: "" };
  }
  const breakLength = text.slice(0, first).endsWith("\r\n") ? 2 : 1;
  return { at: first - breakLength, to: last, text: "" };
}

/** Replaces the value of a scalar, in the same quotes. */
export function replaceScalar(text: string, node: unknown, value: string): Splice {
  const [at, to] = rangeOf(node, text);
  const quoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
  const quote = quoted ? (text[at] ?? "") : "";
  return { at, to, text: `${quote}${value}${quote}` };
}
