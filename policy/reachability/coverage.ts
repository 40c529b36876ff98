import type { Behavior } from "../resources/cloudfront/distributions";
import type { Field, UnknownField } from "../values/field";
import { Glob } from "../values/globs";
import { findSamplePath, type PathSet, TooManyStates } from "../values/samplePath";

/** The part of a behavior that decides which paths it serves, and whether they need a signature. */
export type Route = Pick<Behavior, "label" | "path" | "pattern" | "signed">;

/**
 * A behavior that serves some path with the wrong protection.
 *
 * - `open`: it serves `samplePath`, among others.
 * - `unknown`: it may serve `samplePath`, depending on `field`, which is unknown.
 * - `tooComplex`: the patterns are too complex to decide.
 */
export type Gap<R extends Route = Behavior> =
  | { readonly kind: "open"; readonly behavior: R; readonly samplePath: string }
  | {
      readonly kind: "unknown";
      readonly behavior: R;
      readonly samplePath: string;
      readonly field: UnknownField;
    }
  | { readonly kind: "tooComplex"; readonly behavior: R };

/**
 * Finds every behavior without key groups that serves a path of the pattern `secure`. Exact: no gap means that every path
 * of the pattern, except those of `exceptions`, is served by a signed behavior. For an unknown pattern the worst case is
 * assumed: an unsigned behavior serves everything, a signed one nothing.
 */
export function findGaps<R extends Route>(
  secure: string,
  behaviors: readonly R[],
  exceptions: readonly string[],
): Gap<R>[] {
  return findMismatches(secure, behaviors, exceptions, ({ signed }) =>
    signed.state === "unknown"
      ? signed
      : { state: "known", path: signed.path, value: !(signed.state === "known" && signed.value) },
  );
}

/**
 * Finds every behavior with key groups that serves a path of the pattern `open`.
 *
 * @param exceptions patterns of paths that may need a signature
 */
export function findRefusals<R extends Route>(
  open: string,
  behaviors: readonly R[],
  exceptions: readonly string[] = [],
): Gap<R>[] {
  return findMismatches(open, behaviors, exceptions, ({ signed }) => signed);
}

/** Returns whether other patterns together match every path of a pattern; false if that is too complex to decide. */
export function isWithin(pattern: string, others: readonly string[]): boolean {
  const outside = others.map((other) => new Glob(other));
  return decideOn({ inside: [new Glob(pattern)], outside }, false, (path) => path === undefined);
}

function findMismatches<R extends Route>(
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
  let unknownPattern: UnknownField | undefined;
  for (const behavior of behaviors) {
    const { pattern: each } = behavior;
    const own = new Glob(each.state === "known" ? each.value : "*");
    const wrong = isWrong(behavior);
    if (wrong.state === "unknown" || (wrong.state === "known" && wrong.value)) {
      const gap = decide(behavior, [wrong, each, unknownPattern], { inside: [target, own], outside: taken });
      if (gap !== undefined) {
        gaps.push(gap);
      }
    }
    if (each.state === "unknown") {
      unknownPattern ??= each;
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
  return decideOn<Gap<R> | undefined>(set, { kind: "tooComplex", behavior }, (samplePath) => {
    if (samplePath === undefined) {
      return undefined;
    }
    const field = deciding.find((each) => each?.state === "unknown");
    return field?.state === "unknown"
      ? { kind: "unknown", behavior, samplePath, field }
      : { kind: "open", behavior, samplePath };
  });
}

/** Patterns too complex to compare count as overlapping, which only costs time. */
function overlaps(a: Glob, b: Glob): boolean {
  return decideOn({ inside: [a, b], outside: [] }, true, (path) => path !== undefined);
}

function decideOn<T>(set: PathSet, otherwise: T, verdict: (path: string | undefined) => T): T {
  try {
    return verdict(findSamplePath(set));
  } catch (error) {
    if (error instanceof TooManyStates) {
      return otherwise;
    }
    throw error;
  }
}
