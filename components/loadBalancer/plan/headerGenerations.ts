import { createHash } from "node:crypto";
import { problem, rangeProblems } from "../../internal/problem";
import { DEFAULT_HEADER_NAME } from "./headerNames";

/** The generation where none is chosen. */
export const DEFAULT_GENERATION = 1;

/** Number of generations of the secret that the load balancer accepts: the one that is sent and those before it. */
const ACCEPTED = 3;

/** The last generation with priorities for its rules: the priority of a listener rule is at most 50,000. */
const LAST = 20_000;

/**
 * Lists the generations that the load balancer accepts, newest first: the current one and up to two before it, without
 * those that were dropped because they leaked.
 *
 * @example acceptedGenerations(5, [4]) // [5, 3]
 */
export function acceptedGenerations(current: number, dropped: number[]): number[] {
  return Array.from({ length: ACCEPTED }, (_, age) => current - age).filter(
    (generation) => generation >= 1 && !dropped.includes(generation),
  );
}

/** Number of generations of a header name other than the default one until priorities repeat. */
const OTHER_NAMES = 4_999;

/**
 * Returns the priority of the listener rule of a tier, a header name and a generation. It never changes: a rule whose
 * priority changes is replaced, and its secret would be refused in between. Rules of two names exist side by side until
 * the distribution sends the new one; names other than the default one share the priorities above its last generation.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export function rulePriority(tier: "public" | "signed", headerName: string, generation: number): number {
  const name = headerName.toLowerCase();
  const start = createHash("sha256").update(name).digest().readUInt32BE();
  const place =
    name === DEFAULT_HEADER_NAME.toLowerCase() ? generation : LAST + 1 + ((start + generation) % OTHER_NAMES);
  return 2 * place + (tier === "signed" ? 0 : 1);
}

/** Returns the name of such a rule in the program, which is the same as long as its priority and its header are. */
export function ruleName(tierName: string, headerName: string, generation: number): string {
  const name = headerName.toLowerCase();
  const suffix = name === DEFAULT_HEADER_NAME.toLowerCase() ? "" : `-${name}`;
  return `${tierName}-${generation}${suffix}`;
}

/** Validates a generation and the list of dropped ones. */
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
 * Identifies a secret value without revealing it, by the first 8 hexadecimal digits of its SHA-256. The value has 256
 * random bits, so 32 bits of its digest do not help to guess it.
 */
export function fingerprint(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 8);
}
