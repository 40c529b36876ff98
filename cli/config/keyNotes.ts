/** Comments with the time of a key's retirement: `# retired 2026-01-31T18:00:00Z`, with its id where keys share a line. */
import { blanksBefore, lineEnd, lineStart, nextLine, type Splice, type Token } from "./text";

/** A key in the file, and where its comments are. */
export interface NotedKey {
  readonly id: string;
  /** The range of its lines; undefined for a key that shares its line with others. */
  readonly lines: { readonly from: number; readonly to: number } | undefined;
  /** A position in the line that gets a new comment. */
  readonly spot: number;
}

interface Note {
  readonly comment: Token;
  readonly from: number;
  readonly to: number;
  readonly moment: string;
}

const pattern = /;?\s{0,9}(?:([a-z][a-z0-9-]{0,19}) )?retired (\d{4}-\d{2}-\d{2}T[0-9:.]{1,20}Z)/g;

/** The keys of a list, and the range of its lines. */
export interface NotedList {
  readonly keys: readonly NotedKey[];
  readonly from: number;
  readonly to: number;
}

function noteOf(comments: readonly Token[], list: NotedList, id: string): Note | undefined {
  const ids = new Set(list.keys.map((key) => key.id));
  for (const comment of comments.filter(({ at }) => at >= list.from && at <= list.to)) {
    const owner = list.keys.find(({ lines }) => lines && comment.at >= lines.from && comment.at <= lines.to);
    for (const match of comment.source.matchAll(pattern)) {
      const [whole, named = "", moment = ""] = match;
      const word = ids.has(named) ? named : owner?.id;
      if (word === id) {
        // A word before "retired" that is not an id belongs to the rest of the comment.
        const extra = named === "" || ids.has(named) ? 0 : whole.indexOf(named) + named.length;
        return { comment, from: match.index + extra, to: match.index + whole.length, moment };
      }
    }
  }
  return undefined;
}

/** Returns when a key was retired; undefined without a comment. */
export function retiredAt(comments: readonly Token[], list: NotedList, id: string): Date | undefined {
  const moment = noteOf(comments, list, id)?.moment;
  return moment === undefined ? undefined : new Date(moment);
}

/** Sets the comment with the time of retirement; without a time, removes it. */
export function setNote(
  text: string,
  comments: readonly Token[],
  list: NotedList,
  key: NotedKey,
  moment: Date | undefined,
): readonly Splice[] {
  const stamp = moment?.toISOString().replace(/\.\d+Z$/, "Z");
  const note = noteOf(comments, list, key.id);
  if (note !== undefined) {
    const { comment, from, to } = note;
    return stamp === undefined
      ? [without(text, comment, from, to)]
      : [{ at: comment.at + to - note.moment.length, to: comment.at + to, text: stamp }];
  }
  if (stamp === undefined) {
    return [];
  }
  const [start, end] = [lineStart(text, key.spot), lineEnd(text, key.spot)];
  const there = comments.some(({ at }) => at >= start && at <= end);
  const words = `${key.lines === undefined ? `${key.id} ` : ""}retired ${stamp}`;
  return [{ at: end, to: end, text: there ? `; ${words}` : ` # ${words}` }];
}

function without(text: string, { at, source }: Token, from: number, to: number): Splice {
  const rest = `${source.slice(0, from)}${source.slice(to)}`.replace(/^#\s*;\s*/, "# ");
  if (/[^#\s]/.test(rest)) {
    return { at, to: at + source.length, text: rest.trimEnd() };
  }
  const first = lineStart(text, at);
  const lead = blanksBefore(text, at);
  return at - lead === first
    ? { at: first, to: nextLine(text, at), text: "" }
    : { at: at - lead, to: at + source.length, text: "" };
}
