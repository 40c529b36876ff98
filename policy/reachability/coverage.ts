import type { Behavior } from "../resources/cloudfront/distributions";
import type { Field, UnknownField } from "../values/field";
import { Glob } from "../values/globs";
import { findPath, type PathSet, TooManyStates } from "../values/samplePath";

/** What of a behavior decides which requests it takes, and whether they need a signature. */
export type Route = Pick<Behavior, "label" | "path" | "pattern" | "signed">;

/**
 * A behavior that serves a path otherwise than it should.
 *
 * - `open`: it does, and `witness` is such a path.
 * - `unknown`: `field` decides it and cannot be seen; `witness` is a path at stake.
 * - `tooComplex`: the patterns are too many and too entangled to decide on.
 */
export type Gap<R extends Route = Behavior> =
  | { readonly kind: "open"; readonly behavior: R; readonly witness: string }
  | {
      readonly kind: "unknown";
      readonly behavior: R;
      readonly witness: string;
      readonly field: UnknownField;
    }
  | { readonly kind: "tooComplex"; readonly behavior: R };

/**
 * Finds every behavior that takes a path of `secure` first, that is before all behaviors above it, and has no key
 * groups. Exact: no gap means that every path of the pattern, but for the declared `exceptions`, meets a signed behavior
 * first. An unknown pattern is taken at its worst: it covers everything where it is unsigned and nothing where it
 * should have protected.
 */
export function findGaps<R extends Route>(
  secure: string,
  behaviors: readonly R[],
  exceptions: readonly string[],
): Gap<R>[] {
  return findMeetings(secure, behaviors, exceptions, ({ signed }) =>
    signed.state === "unknown"
      ? signed
      : { state: "known", path: signed.path, value: !(signed.state === "known" && signed.value) },
  );
}

/**
 * Finds every behavior that takes a path of `open` first and demands a signature for it.
 *
 * @param exceptions patterns of paths that may demand one
 */
export function findRefusals<R extends Route>(
  open: string,
  behaviors: readonly R[],
  exceptions: readonly string[] = [],
): Gap<R>[] {
  return findMeetings(open, behaviors, exceptions, ({ signed }) => signed);
}

/** Whether all of a pattern's paths belong to the other patterns; false also where that is too much to decide. */
export function isWithin(pattern: string, others: readonly string[]): boolean {
  const outside = others.map((other) => new Glob(other));
  return decided({ inside: [new Glob(pattern)], outside }, false, (path) => path === undefined);
}

function findMeetings<R extends Route>(
  pattern: string,
  behaviors: readonly R[],
  exceptions: readonly string[],
  isWrong: (behavior: R) => Field<boolean>,
): Gap<R>[] {
  const target = new Glob(pattern);
  const taken = exceptions
    .map((exception) => new Glob(exception))
    .filter((exception) => overlaps(target, exception));
  const gaps: Gap<R>[] = [];
  let hidden: UnknownField | undefined;
  for (const behavior of behaviors) {
    const { pattern: each } = behavior;
    const own = new Glob(each.state === "known" ? each.value : "*");
    const wrong = isWrong(behavior);
    if (wrong.state === "unknown" || (wrong.state === "known" && wrong.value)) {
      const gap = decide(behavior, [wrong, each, hidden], { inside: [target, own], outside: taken });
      if (gap !== undefined) {
        gaps.push(gap);
      }
    }
    if (each.state === "unknown") {
      hidden ??= each;
    } else if (overlaps(target, own)) {
      taken.push(own);
    }
  }
  return gaps;
}

function decide<R extends Route>(
  behavior: R,
  deciding: readonly (Field<unknown> | undefined)[],
  set: PathSet,
): Gap<R> | undefined {
  return decided<Gap<R> | undefined>(set, { kind: "tooComplex", behavior }, (witness) => {
    if (witness === undefined) {
      return undefined;
    }
    const field = deciding.find((each) => each?.state === "unknown");
    return field?.state === "unknown"
      ? { kind: "unknown", behavior, witness, field }
      : { kind: "open", behavior, witness };
  });
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
