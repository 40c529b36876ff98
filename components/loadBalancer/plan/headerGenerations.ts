import { createHash } from "node:crypto";
import { problem, rangeProblems } from "../../internal/problem";

/** Generations of the secret that the load balancer accepts at once: the one that is sent and those before it. */
const ACCEPTED = 3;

/** The last generation whose rules have places: a listener rule's priority ends at 50,000. */
const LAST = 20_000;

/**
 * The generations that the load balancer accepts, newest first: the current one and up to two before it,
 * without those that were dropped because they leaked.
 *
 * @example acceptedGenerations(5, [4]) // [5, 3]
 */
export function acceptedGenerations(current: number, dropped: number[]): number[] {
  return Array.from({ length: ACCEPTED }, (_, age) => current - age).filter(
    (generation) => generation >= 1 && !dropped.includes(generation),
  );
}

/**
 * The place of the rule of a tier and a generation among the rules of the listener. Each has its own for good: a rule
 * whose place changes is replaced, and until the new one stands its secret would be refused.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export function rulePriority(tier: "public" | "signed", generation: number): number {
  return 2 * generation + (tier === "signed" ? 0 : 1);
}

/** Says what is wrong with a generation and the list of dropped ones. */
export function generationProblems(current: number, dropped: number[]): string[] {
  const counting = "count up from 1, by one for each rotation";
  return [
    ...rangeProblems("headerGeneration", current, 1, LAST, counting),
    ...(dropped.includes(current)
      ? [
          problem(
            "droppedHeaderGenerations",
            dropped,
            `generations before ${current}, the one in use`,
            "raise headerGeneration first, then drop the old one",
          ),
        ]
      : []),
  ];
}

/**
 * Names a secret value without telling it: the first 8 hexadecimal digits of its SHA-256. The value has 256 bits
 * of randomness, so 32 bits of its digest are no help in finding it.
 */
export function fingerprint(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 8);
}
