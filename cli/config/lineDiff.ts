/** Returns the changed lines of a small text with `-` and `+` in front; empty when nothing changed. */
export function lineDiff(before: string, after: string): readonly string[] {
  const old = before.split("\n");
  const fresh = after.split("\n");
  let first = 0;
  while (first < old.length && first < fresh.length && old[first] === fresh[first]) {
    first += 1;
  }
  let last = 0;
  while (
    last < old.length - first &&
    last < fresh.length - first &&
    old[old.length - 1 - last] === fresh[fresh.length - 1 - last]
  ) {
    last += 1;
  }
  return [
    ...old.slice(first, old.length - last).map((line) => `- ${line}`),
    ...fresh.slice(first, fresh.length - last).map((line) => `+ ${line}`),
  ];
}
