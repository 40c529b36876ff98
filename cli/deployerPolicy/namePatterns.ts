/** Patterns for the names of resources: names that are made anew at each creation cannot be written out. */
import { groupBy } from "./groupBy";

/** As many names of one kind are written out; more are covered by what they have in common. */
const most = 4;

/** The random end that Pulumi gives a name, and the time and counter that Terraform makes of a prefix. */
const randomEnd = /(?:-[0-9a-f]{7}|\d{17}[0-9a-f]{9})$/;

/**
 * The pattern for a name: what is made at creation becomes `*`.
 *
 * @param made - ids of other resources that AWS makes, which may be parts of names
 */
function patternOf(name: string, made: readonly string[]): string {
  const parts = made.reduce((text, id) => text.replaceAll(id, "*"), name);
  const end = randomEnd.exec(parts);
  return end === null ? parts : `${parts.slice(0, end.index)}${end[0].startsWith("-") ? "-" : ""}*`;
}

/** What texts begin with together, up to a hyphen. */
function commonStart(texts: readonly string[]): string {
  const [first = "", ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    while (!text.startsWith(first.slice(0, length))) {
      length -= 1;
    }
  }
  return first.slice(0, first.lastIndexOf("-", length - 1) + 1);
}

/**
 * The patterns for names of one kind, sorted, without those that another one covers.
 *
 * @example
 * ```ts
 * namePatterns(["members-web-1a2b3c4", "members-app-5d6e7f8"], []); // ["members-app-*", "members-web-*"]
 * ```
 */
export function namePatterns(names: readonly string[], made: readonly string[]): string[] {
  const patterns = [...new Set(names.map((name) => patternOf(name, made)))].sort();
  if (patterns.length <= most) {
    return patterns;
  }
  const groups = groupBy(patterns, (pattern) => pattern.split("-")[0]);
  return [...groups.values()].flatMap((group) => {
    const start = commonStart(group);
    return group.length === 1 || start === "" ? group : [`${start}*`];
  });
}
