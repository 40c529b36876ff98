import type { Behavior, Distribution } from "../../resources/cloudfront/distributions";
import { isSigned } from "../../resources/cloudfront/distributions";
import type { Origin } from "../../resources/cloudfront/origins";
import { known } from "../../values/field";
import { Glob, withoutSlashes } from "../../values/globs";
import { findSamplePath, type PathSet, TooManyStates } from "../../values/samplePath";
import { type ComparedPaths, comparedPaths, type PathLimit, type Spelling } from "./pathLimits";

/** Requests of a behavior to one of its origins, as far as their paths keep to limits. */
export interface Requests {
  readonly distribution: Distribution;
  readonly behavior: Behavior;
  readonly origin: Pick<Origin, "folder">;
  readonly limits: readonly PathLimit[];
}

/** That some of the requests arrive. */
export interface Arrival {
  /** The path of one of them; undefined if the patterns are too complex to find one. */
  readonly path?: string;
  /** Whether it has to be spelt in another way than CloudFront compares it. */
  readonly isRespelt: boolean;
}

const servedPaths = new WeakMap<Behavior, Arrival | null>();

/**
 * Finds a request that arrives, or returns `undefined` if none does. Requests with a signature are spelt as the site writes
 * its links; a viewer who has none may spell a path in any way. A function at the edge, or an unknown folder, may lead to any
 * path.
 */
export function arrivalOf({ distribution, behavior, origin, limits }: Requests): Arrival | undefined {
  if (limits.length > 0 && behavior.functions.length === 0 && origin.folder.state !== "unknown") {
    const plain = find(distribution, behavior, origin, limits, "plain");
    return plain ?? (isSigned(behavior) ? undefined : find(distribution, behavior, origin, limits, "any"));
  }
  let found = servedPaths.get(behavior);
  if (found === undefined) {
    found = find(distribution, behavior, origin, [], "plain") ?? null;
    servedPaths.set(behavior, found);
  }
  return limits.length > 0 && found !== null ? { isRespelt: false } : (found ?? undefined);
}

function find(
  distribution: Distribution,
  behavior: Behavior,
  { folder }: Requests["origin"],
  limits: readonly PathLimit[],
  spelling: Spelling,
): Arrival | undefined {
  const before = withoutSlashes(known(folder) ?? "");
  const compared = limits.map((limit) => comparedPaths(limit, before, spelling));
  const isRespelt = spelling === "any";
  try {
    if (isRespelt && !areMetTogether(limits, before)) {
      return undefined;
    }
    for (const set of setsOf(servedBy(distribution, behavior), compared)) {
      const path = findSamplePath(set);
      if (path !== undefined) {
        return { path, isRespelt };
      }
    }
  } catch (error) {
    if (!(error instanceof TooManyStates)) {
      throw error;
    }
    return { isRespelt };
  }
  return undefined;
}

/**
 * Returns whether a path keeps to all limits at once. However a request is spelt, load balancers compare one text with the
 * patterns of all rules on the way, and what an earlier rule takes does not meet the same pattern in a later one.
 */
function areMetTogether(limits: readonly PathLimit[], folder: string): boolean {
  const sent = limits.map((limit) => comparedPaths(limit, folder, "plain"));
  return setsOf({ inside: [new Glob("*")], outside: [] }, sent).some(
    (set) => findSamplePath(set) !== undefined,
  );
}

/** Returns the paths that a behavior serves; an unknown pattern counts as one for every path. */
function servedBy({ behaviors }: Distribution, behavior: Behavior): PathSet {
  return { inside: [globOf(behavior) ?? new Glob("*")], outside: globsBefore(behaviors, behavior) };
}

/** Returns sets of paths of which a request has to be in one. */
function setsOf(own: PathSet, compared: readonly ComparedPaths[]): PathSet[] {
  let sets: PathSet[] = [own];
  for (const { oneOf, noneOf = [] } of compared) {
    const excluded = noneOf.map((pattern) => new Glob(pattern));
    const choices = oneOf === undefined ? [[]] : oneOf.map((pattern) => [new Glob(pattern)]);
    sets = sets.flatMap(({ inside, outside }) =>
      choices.map((choice) => ({ inside: [...inside, ...choice], outside: [...outside, ...excluded] })),
    );
  }
  return sets;
}

function globsBefore(behaviors: readonly Behavior[], behavior: Behavior): Glob[] {
  return behaviors.slice(0, behaviors.indexOf(behavior)).flatMap((each) => globOf(each) ?? []);
}

const globs = new WeakMap<Behavior, Glob>();

function globOf(behavior: Behavior): Glob | undefined {
  const { pattern } = behavior;
  let glob = globs.get(behavior);
  if (glob === undefined && pattern.state === "known") {
    glob = new Glob(pattern.value);
    globs.set(behavior, glob);
  }
  return glob;
}
