import { problem } from "../../internal/problem";

/** Says what is wrong with the names under which instances are attached. */
export function instanceKeyProblems(keys: string[]): string[] {
  if (keys.length === 0) {
    return [
      problem("instanceIds", {}, "one instance or more", 'name one, like { a: "i-0123456789abcdef0" }'),
    ];
  }
  return keys
    .filter((key) => !/^[a-z][a-z0-9-]{0,19}$/.test(key))
    .map((key) =>
      problem(
        "a key of instanceIds",
        key,
        "1 to 20 lower-case letters, digits and -, a letter first",
        'name it like "a" or "web-1"',
      ),
    );
}
