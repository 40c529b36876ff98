import type { Glob } from "./globs";
import { TooManyStates } from "./samplePath";

/** The objects of a bucket that some requests read. */
export interface KeySet {
  /** What precedes each path in the key, such as `/videos`; empty, or with a leading and no trailing slash. */
  readonly folder: string;
  /** The path matches all of these… */
  readonly inside: readonly Glob[];
  /** …and none of these. */
  readonly outside: readonly Glob[];
  /** Whether reserved characters of the path may be percent-encoded. */
  readonly encodes: boolean;
}

/** An object of two sets, and the path by which the second set reads it. */
export interface SharedKey {
  readonly key: string;
  readonly path: string;
}

const maximumStates = 20_000;

/** A position in a set: in its folder while `globs` is undefined, then in its patterns. */
interface Position {
  readonly read: number;
  readonly inside: readonly number[];
  readonly outside: readonly number[];
}

interface Node {
  readonly first: Position;
  readonly second: Position;
  readonly key: string;
  readonly path: string;
}

/**
 * Finds an object that both sets read. The first set spells each path as it is. The second may percent-encode reserved
 * characters, `/` among them: CloudFront normalises paths as in RFC 3986, which leaves `%2F` as it is, before it matches
 * them, and sends them to the bucket unchanged; S3 then decodes them. Keys with empty segments are left out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.2
 * @throws TooManyStates if the patterns are too complex to decide
 */
export function findSharedKey(one: KeySet, other: KeySet): SharedKey | undefined {
  const alphabet = alphabetOf(one, other);
  const start: Node = { first: startOf(one), second: startOf(other), key: "", path: "" };
  const seen = new Set([keyOf(start)]);
  const queue = [start];
  let folderLike: SharedKey | undefined;
  for (const node of queue) {
    if (accepts(one, node.first) && accepts(other, node.second)) {
      const found = { key: node.key.slice(1), path: node.path };
      if (!/^$|\/$/.test(found.key)) {
        return found;
      }
      folderLike ??= found;
    }
    for (const next of nextOf(one, other, node, alphabet)) {
      const key = keyOf(next);
      if (!seen.has(key)) {
        if (seen.size >= maximumStates) {
          throw new TooManyStates();
        }
        seen.add(key);
        queue.push(next);
      }
    }
  }
  return folderLike;
}

function* nextOf(one: KeySet, other: KeySet, node: Node, alphabet: readonly string[]): Generator<Node> {
  for (const letter of alphabet) {
    if (letter === "/" && node.key.endsWith("/")) {
      continue;
    }
    const first = step(one, node.first, letter, letter);
    if (first === undefined) {
      continue;
    }
    for (const spelled of spellings(other, node.second, letter)) {
      const second = step(other, node.second, letter, spelled);
      if (second !== undefined) {
        // The folder is not part of the path.
        const path = node.second.read < other.folder.length ? "" : node.path + spelled;
        yield { first, second, key: node.key + letter, path };
      }
    }
  }
}

/** The slash with which a path begins cannot be encoded. */
function spellings({ folder, encodes }: KeySet, { read }: Position, letter: string): string[] {
  const isEncodable = encodes && read > folder.length && !/[\w.~-]/.test(letter);
  return isEncodable
    ? [letter, `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`]
    : [letter];
}

/** Returns the position after a letter of the key, or `undefined` if no key of the set continues so. */
function step(set: KeySet, position: Position, letter: string, spelled: string): Position | undefined {
  const { read, inside, outside } = position;
  const before = `${set.folder}/`;
  if (read < before.length) {
    return before.charAt(read) === letter ? { ...position, read: read + 1 } : undefined;
  }
  const next = {
    read,
    inside: inside.map((state, i) => run(set.inside[i] as Glob, state, spelled)),
    outside: outside.map((state, i) => run(set.outside[i] as Glob, state, spelled)),
  };
  const isAlive =
    next.inside.every((state, i) => !(set.inside[i] as Glob).isDead(state)) &&
    !next.outside.some((state, i) => (set.outside[i] as Glob).isEverything(state));
  return isAlive ? next : undefined;
}

function run(glob: Glob, state: number, letters: string): number {
  let next = state;
  for (const letter of letters) {
    next = glob.step(next, letter);
  }
  return next;
}

function accepts(set: KeySet, { read, inside, outside }: Position): boolean {
  return (
    read > set.folder.length &&
    inside.every((state, i) => (set.inside[i] as Glob).accepts(state)) &&
    !outside.some((state, i) => (set.outside[i] as Glob).accepts(state))
  );
}

function startOf({ inside, outside }: KeySet): Position {
  return { read: 0, inside: inside.map(({ start }) => start), outside: outside.map(({ start }) => start) };
}

/** Every character that a set names, and one that stands for all others. */
function alphabetOf(...sets: readonly KeySet[]): string[] {
  const named = sets.flatMap(({ folder, inside, outside }) => [
    ...Array.from(folder),
    ...[...inside, ...outside].flatMap(({ letters }) => letters),
  ]);
  const letters = new Set([...named, "/"]);
  const other = Array.from("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").find(
    (letter) => !letters.has(letter),
  );
  return [...(other === undefined ? [] : [other]), ...[...letters].sort()];
}

/** Keys that end in a slash are told apart, because the next letter cannot be one. */
function keyOf({ first, second, key }: Node): string {
  return [first, second]
    .map(({ read, inside, outside }) => `${read}:${inside.join()}|${outside.join()}`)
    .concat(key.endsWith("/") ? "/" : "")
    .join(" ");
}
