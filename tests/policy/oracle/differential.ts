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
  for (; stacks < count && performance.now() < end; stacks++) {
    const world = randomWorld(seed + stacks);
    const comparison = await compare(world, only);
    counts[comparison.outcome]++;
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
  return { stacks, counts, disagreements, milliseconds: performance.now() - started };
}

/** Returns the kinds of disagreement in a comparison: by the way that is missed, or by each rule that refuses. */
export function kindsOf({ outcome, rules, judgement }: Comparison): string[] {
  if (!isDisagreement(outcome)) {
    return [];
  }
  if (judgement.verdict === "closed") {
    return rules.map((rule) => `${outcome}: ${rule}`);
  }
  return [`${outcome}: ${judgement.by}`];
}
