/** Patterns for resource names whose generated parts change at each creation. */
import { groupBy } from "./groupBy";

/** The maximum number of patterns of one kind; more are merged by their common prefix. */
const most = 4;

/** Matches the random suffix that Pulumi adds to a name, and the time and counter that Terraform adds to a prefix. */
const randomEnd = /(?:-[0-9a-f]{7}|\d{17}[0-9a-f]{9})$/;

/**
 * Returns the pattern for a name: generated parts become `*`.
 *
 * @param generatedIds - AWS's ids of other resources, which may be parts of names
 */
function patternOf(name: string, generatedIds: readonly string[]): string {
  const parts = generatedIds.reduce((text, id) => text.replaceAll(id, "*"), name);
  const end = randomEnd.exec(parts);
  return end === null ? parts : `${parts.slice(0, end.index)}${end[0].startsWith("-") ? "-" : ""}*`;
}

/** Returns the common prefix of texts, up to a hyphen. */
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
 * Returns sorted patterns for names of one kind, without those that another pattern covers.
 *
 * @example
 * ```ts
 * namePatterns(["members-web-1a2b3c4", "members-app-5d6e7f8"], []); // ["members-app-*", "members-web-*"]
 * ```
 */
export function namePatterns(names: readonly string[], generatedIds: readonly string[]): string[] {
  const patterns = [...new Set(names.map((name) => patternOf(name, generatedIds)))].sort();
  if (patterns.length <= most) {
    return patterns;
  }
  const groups = groupBy(patterns, (pattern) => pattern.split("-")[0]);
  return [...groups.values()].flatMap((group) => {
    const start = commonStart(group);
    return group.length === 1 || start === "" ? group : [`${start}*`];
  });
}
