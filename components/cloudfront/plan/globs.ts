// CloudFront's path patterns: `*` is any run of characters, `/` included, `?` is exactly one, all else is literal
// and case-sensitive. Patterns are compared by walking the states of both.

/** A character for all those that neither pattern has; it cannot occur in a pattern. */
const ANY_OTHER = "\0";

/** Adds the leading slash, which CloudFront treats as optional: `premium/*` is `/premium/*`. */
export function rooted(pattern: string): string {
  return pattern.startsWith("/") ? pattern : `/${pattern}`;
}

/** Checks whether a path matches a pattern, as CloudFront compares them. */
export function matches(pattern: string, path: string): boolean {
  const glob = rooted(pattern);
  let states = settle(glob, [0]);
  for (const character of path) {
    states = step(glob, states, character);
  }
  return states.includes(glob.length);
}

/** Checks whether every path that matches `inner` also matches `outer`. */
export function covers(outer: string, inner: string): boolean {
  const [large, small] = [rooted(outer), rooted(inner)];
  const alphabet = letters(large, small);
  return !reaches(
    { small: 0, large: settle(large, [0]) },
    ({ small: at, large: states }) =>
      alphabet.flatMap((letter) =>
        next(small, at, letter).map((to) => ({ small: to, large: step(large, states, letter) })),
      ),
    ({ small: at, large: states }) =>
      settle(small, [at]).includes(small.length) && !states.includes(large.length),
  );
}

/** Checks whether at least one path matches both patterns. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [rooted(one), rooted(other)];
  const alphabet = letters(a, b);
  return reaches(
    { a: settle(a, [0]), b: settle(b, [0]) },
    (at) =>
      alphabet
        .map((letter) => ({ a: step(a, at.a, letter), b: step(b, at.b, letter) }))
        .filter((to) => to.a.length > 0 && to.b.length > 0),
    (at) => at.a.includes(a.length) && at.b.includes(b.length),
  );
}

function letters(...globs: string[]): string[] {
  return [...new Set(Array.from(globs.join("").replace(/[*?]/g, ""))), ANY_OTHER];
}

/** Adds the states that a `*` reaches by matching nothing. */
function settle(glob: string, states: number[]): number[] {
  const settled = new Set<number>();
  for (let state of states) {
    settled.add(state);
    while (glob[state] === "*") {
      settled.add(++state);
    }
  }
  return [...settled].sort((x, y) => x - y);
}

function step(glob: string, states: number[], letter: string): number[] {
  const moved = states.flatMap((state) => {
    const token = glob[state];
    if (token === "*") {
      return [state];
    }
    return token === "?" || token === letter ? [state + 1] : [];
  });
  return settle(glob, moved);
}

function next(glob: string, state: number, letter: string): number[] {
  return step(glob, settle(glob, [state]), letter);
}

/** Walks all states that can be reached from a start, until one is a goal. */
function reaches<T>(start: T, moves: (from: T) => T[], goal: (at: T) => boolean): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = JSON.stringify(at);
    if (seen.has(key)) {
      continue;
    }
    if (goal(at)) {
      return true;
    }
    seen.add(key);
    open.push(...moves(at));
  }
  return false;
}
