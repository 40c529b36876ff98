/** Changes of a list in a YAML text, block or flow style: an item more, or one less; every other byte stays. */
import { isNode, isScalar, type YAMLSeq } from "yaml";
import { lineBreak, lineEnd, lineStart, nextLine, rangeOf, type Splice, type Token, tokensOf } from "./text";

/** An item as it is written in each style. */
export interface ItemText {
  /** In one line. */
  readonly flow: string;
  /** Line by line; undefined for an item that is written in one line in a block list as well. */
  readonly block?: readonly string[];
}

/** An item's place in the text. */
export interface ItemPlace {
  /** The start: in a block list, that of its dash. */
  readonly at: number;
  readonly end: number;
  /** Whether no other item, and no bracket of the list, is on its lines. */
  readonly alone: boolean;
}

const before = (tokens: readonly Token[], at: number, source: string): Token | undefined =>
  tokens.filter((token) => token.at < at && token.source === source).at(-1);

/** Finds the places of a list's items. */
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

/** Adds an item behind the last one, in the style of the list. The list must not be empty. */
export function appendItem(text: string, list: YAMLSeq, item: ItemText): readonly Splice[] {
  const last = itemPlaces(text, list).at(-1);
  if (last === undefined) {
    throw new Error("an empty list has no style");
  }
  const eol = lineBreak(text);
  const indent = " ".repeat(last.at - lineStart(text, last.at));
  if (list.flow !== true) {
    const at = behind(text, last, indent.length);
    const lines = item.block ?? [item.flow];
    return [
      {
        at,
        to: at,
        text: lines.map((line, row) => `${eol}${indent}${row === 0 ? "- " : "  "}${line}`).join(""),
      },
    ];
  }
  const comma = commaBehind(text, list, last.end);
  if (!last.alone) {
    return comma === undefined
      ? [{ at: last.end, to: last.end, text: `, ${item.flow}` }]
      : [{ at: comma + 1, to: comma + 1, text: ` ${item.flow},` }];
  }
  const at = lineEnd(text, comma ?? last.end);
  const line = { at, to: at, text: `${eol}${indent}${item.flow}${comma === undefined ? "" : ","}` };
  return comma === undefined ? [{ at: last.end, to: last.end, text: "," }, line] : [line];
}

/** The end of an item's last line, with the lines of comments that are indented as deep as its content. */
function behind(text: string, { end }: ItemPlace, indent: number): number {
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

function commaBehind(text: string, list: YAMLSeq, end: number): number | undefined {
  const close = rangeOf(list, text)[1];
  return tokensOf(text).find(({ source, at }) => source === "," && at >= end && at < close)?.at;
}

/** Takes an item out, with the comments on its lines when no other item is there. */
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
  const comma = commaBehind(text, list, item.end);
  const former = places[index - 1];
  const separator = former === undefined ? undefined : commaBehind(text, list, former.end);
  // Without a comma of its own, the last item goes with the one before it.
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
  const lead = /[ \t]*$/.exec(text.slice(0, item.at))?.[0].length ?? 0;
  const keep = former === undefined ? 0 : lead;
  return [...extra, { at: item.at - keep, to: end, text: "" }];
}

/** All lines that a part of the text is on; where they are the last ones, the line break before goes instead. */
function wholeLines(text: string, at: number, end: number): Splice {
  const [first, last] = [lineStart(text, at), lineEnd(text, end)];
  const next = nextLine(text, last);
  if (next > last || first === 0) {
    return { at: first, to: next, text: "" };
  }
  const breakLength = text.slice(0, first).endsWith("\r\n") ? 2 : 1;
  return { at: first - breakLength, to: last, text: "" };
}

/** Puts another value in the place of a scalar, in the same quotes. */
export function replaceScalar(text: string, node: unknown, value: string): Splice {
  const [at, to] = rangeOf(node, text);
  const quoted = isScalar(node) && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE");
  const quote = quoted ? (text[at] ?? "") : "";
  return { at, to, text: `${quote}${value}${quote}` };
}
