import type { Glob } from "./globs";

/** A set of paths: those that match every glob of `inside` and none of `outside`. */
export interface PathSet {
  readonly inside: readonly Glob[];
  readonly outside: readonly Glob[];
}

/** The search was given up; patterns that people write need a few hundred states. */
export class TooManyStates extends Error {}

const maximumStates = 20_000;

interface Node {
  readonly inside: readonly number[];
  readonly outside: readonly number[];
  readonly letter: string;
  readonly before: Node | undefined;
}

/**
 * Decides whether a set of paths is empty: returns one path of it (one of the shortest, made readable), with its
 * leading `/`, or nothing when there is none.
 *
 * Walks the product of the patterns' automata breadth first. Throws `TooManyStates` rather than guess.
 */
export function findPath(set: PathSet): string | undefined {
  const alphabet = alphabetOf(set);
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
    for (const letter of lettersAfter(set, node) ?? alphabet) {
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

/** "%" last: no pattern may contain it, while it stands in many a URL. */
const others = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ%";

/** All characters that some pattern names, after one that stands for all others. */
function alphabetOf({ inside, outside }: PathSet): string[] {
  const named = new Set([...inside, ...outside].flatMap((glob) => glob.letters));
  const other = Array.from(others).find((letter) => !named.has(letter));
  return [...(other === undefined ? [] : [other]), ...[...named].sort()];
}

/** Most steps go along the literal beginning of some pattern, where one letter is worth trying and not all. */
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

/** `/secure/.jpg` proves the point, `/secure/a.jpg` is what people ask for; both are checked in the same way. */
function readable({ inside, outside }: PathSet, path: string): string {
  const slash = path.lastIndexOf("/") + 1;
  const longer = `${path.slice(0, slash)}a${path.slice(slash)}`;
  const belongs =
    inside.every((glob) => glob.matches(longer)) && !outside.some((glob) => glob.matches(longer));
  return belongs && /^\W|^$/.test(path.slice(slash)) ? longer : path;
}
