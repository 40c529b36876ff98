import { distance } from "fastest-levenshtein";

/** Finds the name that is most similar to a given one; undefined if none is similar. */
export function nearest(names: readonly string[], given: string): string | undefined {
  const [best] = names
    .map((name) => ({ name, changes: distance(name.toLowerCase(), given.toLowerCase()) }))
    .filter(({ name, changes }) => changes <= 2 && changes < name.length)
    .sort((one, other) => one.changes - other.changes);
  return best?.name;
}
