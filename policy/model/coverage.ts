import type { Behavior } from "./distributions";
import type { UnknownField } from "./field";
import { Glob } from "./globs";
import { findPath, type PathSet, TooManyStates } from "./witness";

/**
 * A behavior that serves a path of the secure pattern without a signature.
 *
 * - `open`: it does, and `witness` is such a path.
 * - `unknown`: `field` decides it and cannot be seen; `witness` is a path at stake.
 * - `tooComplex`: the patterns are too many and too entangled to decide on.
 */
export type Gap =
  | { readonly kind: "open"; readonly behavior: Behavior; readonly witness: string }
  | {
      readonly kind: "unknown";
      readonly behavior: Behavior;
      readonly witness: string;
      readonly field: UnknownField;
    }
  | { readonly kind: "tooComplex"; readonly behavior: Behavior };

/**
 * Finds every behavior that takes a path of `secure` first, that is before all behaviors above it, and has no key
 * groups. Exact: no gap means that every path of the pattern, but for the declared `holes`, meets a signed behavior
 * first. An unknown pattern is taken at its worst: it covers everything where it is unsigned and nothing where it
 * should have protected.
 */
export function findGaps(secure: string, behaviors: readonly Behavior[], holes: readonly string[]): Gap[] {
  const target = new Glob(secure);
  const taken = holes.map((hole) => new Glob(hole)).filter((hole) => overlaps(target, hole));
  const gaps: Gap[] = [];
  let hidden: UnknownField | undefined;
  for (const behavior of behaviors) {
    const { pattern, signed } = behavior;
    const own = new Glob(pattern.state === "known" ? pattern.value : "*");
    if (!(signed.state === "known" && signed.value)) {
      const gap = decide(behavior, target, own, taken, hidden);
      if (gap !== undefined) {
        gaps.push(gap);
      }
    }
    if (pattern.state === "unknown") {
      hidden ??= pattern;
    } else if (overlaps(target, own)) {
      taken.push(own);
    }
  }
  return gaps;
}

/** Whether all of a pattern's paths belong to the other patterns; false also where that is too much to decide. */
export function isWithin(pattern: string, others: readonly string[]): boolean {
  const outside = others.map((other) => new Glob(other));
  return decided({ inside: [new Glob(pattern)], outside }, false, (path) => path === undefined);
}

function decide(
  behavior: Behavior,
  target: Glob,
  own: Glob,
  taken: readonly Glob[],
  hidden: UnknownField | undefined,
): Gap | undefined {
  return decided<Gap | undefined>(
    { inside: [target, own], outside: taken },
    { kind: "tooComplex", behavior },
    (witness) => {
      if (witness === undefined) {
        return undefined;
      }
      const field = [behavior.signed, behavior.pattern, hidden].find((each) => each?.state === "unknown");
      return field?.state === "unknown"
        ? { kind: "unknown", behavior, witness, field }
        : { kind: "open", behavior, witness };
    },
  );
}

/** Keeping a pattern that cannot matter costs time only, so two that are too much to compare overlap. */
function overlaps(a: Glob, b: Glob): boolean {
  return decided({ inside: [a, b], outside: [] }, true, (path) => path !== undefined);
}

function decided<T>(set: PathSet, otherwise: T, judge: (path: string | undefined) => T): T {
  try {
    return judge(findPath(set));
  } catch (error) {
    if (error instanceof TooManyStates) {
      return otherwise;
    }
    throw error;
  }
}
