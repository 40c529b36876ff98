import { shortIdProblems } from "../../internal/names";
import { problem } from "../../internal/problem";

/** Validates the names of attached instances. */
export function instanceKeyProblems(keys: string[]): string[] {
  if (keys.length === 0) {
    return [
      problem("instanceIds", {}, "one instance or more", 'name one, like { a: "i-0123456789abcdef0" }'),
    ];
  }
  return keys.flatMap((key) => shortIdProblems("a key of instanceIds", key, 'name it like "a" or "web-1"'));
}
