import type { Glob } from "./globs";

/** The paths that match every glob of `inside` and none of `outside`. */
export interface PathSet {
  readonly inside: readonly Glob[];
  readonly outside: readonly Glob[];
}

/** Thrown when a search visits too many states; ordinary patterns need a few hundred. */
export class TooManyStates extends Error {}

const maximumStates = 20_000;

interface Node {
  readonly inside: readonly number[];
  readonly outside: readonly number[];
  readonly letter: string;
  readonly before: Node | undefined;
}

/**
 * Finds a path of a set: one of the shortest, made readable, with its leading `/`. Returns `undefined` if the set is
 * empty.
 *
 * Walks the product of the patterns' automata breadth-first.
 *
 * @throws TooManyStates if the patterns are too complex to decide
 */
export function findSamplePath(set: PathSet): string | undefined {
  if (haveNoCommonPrefix(set.inside)) {
    return undefined;
  }
  let letters: string[] | undefined;
  const alphabet = (): string[] => (letters ??= alphabetOf(set));
  const first: Node = {
    inside: set.inside.map((glob) => glob.start),
    outside: set.outside.map((glob) => glob.start),
    letter: "",
    before: undefined,
  };
  const seen = new Set([keyOf(first)]);
  const queue = [first].filter((node) => isAlive(set, node));
  for (const node of queue) {
    if (contains(set, node)) {
      return readable(set, `/${lettersOf(node)}`);
    }
    for (const letter of lettersAfter(set, node) ?? alphabet()) {
      const next: Node = {
        inside: node.inside.map((state, i) => (set.inside[i] as Glob).step(state, letter)),
        outside: node.outside.map((state, i) => (set.outside[i] as Glob).step(state, letter)),
        letter,
        before: node,
      };
      const key = keyOf(next);
      if (seen.has(key) || !isAlive(set, next)) {
        continue;
      }
      if (seen.size >= maximumStates) {
        throw new TooManyStates();
      }
      seen.add(key);
      queue.push(next);
    }
  }
  return undefined;
}

/** Returns whether the literal beginnings of two patterns differ, so that no path matches both. */
function haveNoCommonPrefix([first, ...others]: readonly Glob[]): boolean {
  return (
    first !== undefined &&
    others.some(({ prefix }) => !first.prefix.startsWith(prefix) && !prefix.startsWith(first.prefix))
  );
}

/** Candidates for a character that no pattern names; "%" is last: URLs can contain it, patterns cannot. */
const others = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ%";

/** One character that represents all others, then every character that a pattern names. */
function alphabetOf({ inside, outside }: PathSet): string[] {
  const named = new Set([...inside, ...outside].flatMap((glob) => glob.letters));
  const other = Array.from(others).find((letter) => !named.has(letter));
  return [...(other === undefined ? [] : [other]), ...[...named].sort()];
}

/** Limits the letters to try: most steps follow the literal prefix of a pattern, where only one letter can match. */
function lettersAfter({ inside }: PathSet, { inside: states }: Node): string[] | undefined {
  for (const [i, glob] of inside.entries()) {
    const letters = glob.onlyLetters(states[i] as number);
    if (letters !== undefined) {
      return letters;
    }
  }
  return undefined;
}

function isAlive({ inside, outside }: PathSet, node: Node): boolean {
  return (
    node.inside.every((state, i) => !(inside[i] as Glob).isDead(state)) &&
    !node.outside.some((state, i) => (outside[i] as Glob).isEverything(state))
  );
}

function contains({ inside, outside }: PathSet, node: Node): boolean {
  return (
    node.inside.every((state, i) => (inside[i] as Glob).accepts(state)) &&
    !node.outside.some((state, i) => (outside[i] as Glob).accepts(state))
  );
}

function keyOf({ inside, outside }: Node): string {
  return `${inside.join()}|${outside.join()}`;
}

function lettersOf(node: Node): string {
  const letters: string[] = [];
  for (let at: Node | undefined = node; at !== undefined; at = at.before) {
    letters.push(at.letter);
  }
  return letters.reverse().join("");
}

/** Prefers `/secure/a.jpg` to `/secure/.jpg`, if it also belongs to the set. */
function readable({ inside, outside }: PathSet, path: string): string {
  const slash = path.lastIndexOf("/") + 1;
  const longer = `${path.slice(0, slash)}a${path.slice(slash)}`;
  const belongs =
    inside.every((glob) => glob.matches(longer)) && !outside.some((glob) => glob.matches(longer));
  return belongs && /^\W|^$/.test(path.slice(slash)) ? longer : path;
}
