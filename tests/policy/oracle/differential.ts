/** Compares judge and pack on many random stacks. */
import { type Comparison, compare, isDisagreement, type Outcome, outcomes } from "./compare";
import { randomWorld } from "./generate/stack";
import type { World } from "./world/world";

/** What is compared. */
export interface Run {
  readonly count: number;
  readonly seed: number;
  /** The run ends after that many minutes, if it has not ended before. */
  readonly minutes?: number;
  /** Hears the pack only on rules of these names. */
  readonly only?: RegExp;
}

/** The first stack of a kind of disagreement, and how many there were. */
export interface Disagreement {
  readonly kind: string;
  readonly world: World;
  readonly seed: number;
  readonly count: number;
}

/** What a run found. */
export interface Result {
  readonly stacks: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** How many findings of the pack named requests, which the judge walked again. */
  readonly replayed: number;
  /** By kind: the outcome and the rules that refuse. */
  readonly disagreements: ReadonlyMap<string, Disagreement>;
  readonly milliseconds: number;
}

/** Compares judge and pack on the stacks of consecutive seeds. */
export async function run({ count, seed, minutes, only }: Run): Promise<Result> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  const disagreements = new Map<string, Disagreement>();
  const started = performance.now();
  const end = started + (minutes ?? Number.POSITIVE_INFINITY) * 60_000;
  let stacks = 0;
  let replayed = 0;
  for (; stacks < count && performance.now() < end; stacks++) {
    const world = randomWorld(seed + stacks);
    const comparison = await compare(world, only);
    counts[comparison.outcome]++;
    replayed += comparison.named;
    for (const kind of kindsOf(comparison)) {
      const known = disagreements.get(kind);
      disagreements.set(
        kind,
        known === undefined
          ? { kind, world, seed: seed + stacks, count: 1 }
          : { ...known, count: known.count + 1 },
      );
    }
  }
  return { stacks, counts, replayed, disagreements, milliseconds: performance.now() - started };
}

/**
 * Returns the kinds of disagreement in a comparison: by the way that is missed, by each rule that refuses, and by each that
 * names a request which does not do what it says.
 */
export function kindsOf({ outcome, rules, judgement, unconfirmed }: Comparison): string[] {
  const untrue = unconfirmed.map((rule) => `does not replay: ${rule}`);
  if (!isDisagreement(outcome)) {
    return untrue;
  }
  if (judgement.verdict === "closed") {
    return [...untrue, ...rules.map((rule) => `${outcome}: ${rule}`)];
  }
  return [...untrue, `${outcome}: ${judgement.by}`];
}
