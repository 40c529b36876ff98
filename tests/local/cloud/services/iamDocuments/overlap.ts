/** Whether some text fits two patterns at once: a policy's ARN with wildcards, and the reference's format of an ARN. */

/** One character of a pattern, or any number of them. */
interface Part {
  readonly accepts: (character: string) => boolean;
  /** The character, where only one is accepted. */
  readonly literal?: string;
  readonly many: boolean;
}

const anything = (): boolean => true;
const literal = (character: string): Part => ({
  accepts: (other) => other === character,
  literal: character,
  many: false,
});

/** Reads a policy's pattern: `*` is any text, `?` one character. */
function partsOfPattern(pattern: string): Part[] {
  return Array.from(pattern, (character) =>
    character === "*" || character === "?"
      ? { accepts: anything, many: character === "*" }
      : literal(character),
  );
}

/**
 * Reads a format such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. A variable has no colon, a bucket's name no
 * slash, and only partition, region and account may be empty.
 */
function partsOfFormat(format: string): Part[] {
  return format.split(/(\$\{\w+\})/).flatMap((piece) => {
    const [, name] = /^\$\{(\w+)\}$/.exec(piece) ?? [];
    if (name === undefined) {
      return partsOfPattern(piece);
    }
    const accepts = (character: string): boolean =>
      character !== ":" && (character !== "/" || name !== "BucketName");
    const many = { accepts, many: true };
    return ["Partition", "Region", "Account"].includes(name) ? [many] : [{ accepts, many: false }, many];
  });
}

function overlaps(left: readonly Part[], right: readonly Part[]): boolean {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (right.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) {
      return before;
    }
    const [a, b] = [left[i], right[j]];
    let found: boolean;
    if (a === undefined || b === undefined) {
      found = [...left.slice(i), ...right.slice(j)].every(({ many }) => many);
    } else {
      const together =
        a.literal === undefined ? b.literal === undefined || a.accepts(b.literal) : b.accepts(a.literal);
      found =
        (a.many && from(i + 1, j)) ||
        (b.many && from(i, j + 1)) ||
        (together && from(a.many ? i : i + 1, b.many ? j : j + 1) && !(a.many && b.many));
    }
    known.set(key, found);
    return found;
  };
  return from(0, 0);
}

/** Whether a resource of the format can be one that the pattern names. */
export function fitsFormat(pattern: string, format: string): boolean {
  return overlaps(partsOfPattern(pattern), partsOfFormat(format));
}

/** Whether a pattern of actions or resources and another one have something in common. */
export function patternsOverlap(pattern: string, other: string): boolean {
  return overlaps(partsOfPattern(pattern), partsOfPattern(other));
}
