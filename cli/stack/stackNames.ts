/** What to say about a stack that does not exist: the stacks that do, and the one that was probably meant. */
import { distance } from "fastest-levenshtein";
import { CommandError } from "../report";

/** The name that a user probably meant; undefined where none is near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((other) => ({ other, far: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ far, other }) => far <= Math.max(1, Math.floor(Math.min(name.length, other.length) / 2)))
    .sort((one, two) => one.far - two.far);
  return best?.other;
}

/** Thrown for a stack that does not exist: names those that do, and the one that was probably meant. */
export class UnknownStack extends CommandError {
  /**
   * @param missing what was looked for and where, such as `project shop has no stack nope`
   * @param names the stacks that are there
   */
  constructor(
    readonly missing: string,
    readonly wanted: string,
    readonly names: readonly string[],
    cause?: unknown,
  ) {
    const all = [...new Set(names)].sort();
    const meant = nearest(wanted, all);
    const remedy = meant === undefined ? "name one of them with --stack" : `did you mean --stack ${meant}?`;
    super(
      all.length === 0 ? missing : `${missing}; stacks: ${all.join(", ")}`,
      all.length === 0 ? `make it first: pulumi stack init ${wanted}` : remedy,
      cause,
    );
  }
}
