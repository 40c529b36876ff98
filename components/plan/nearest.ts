/** Finds the name that somebody most likely meant; undefined when none is near. */
export function nearest(names: readonly string[], given: string): string | undefined {
  const [best] = names
    .map((name) => ({ name, changes: distance(name.toLowerCase(), given.toLowerCase()) }))
    .filter(({ name, changes }) => changes <= 2 && changes < name.length)
    .sort((one, other) => one.changes - other.changes);
  return best?.name;
}

/** Counts the characters to insert, drop or change (Levenshtein's distance). */
function distance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(one).entries()) {
    const current = [row + 1];
    for (const [column, against] of Array.from(other).entries()) {
      current.push(
        Math.min(
          (previous[column + 1] ?? 0) + 1,
          (current[column] ?? 0) + 1,
          (previous[column] ?? 0) + (letter === against ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[other.length] ?? 0;
}
