/** Compares the judge with the pack on one stack. */
import { namesRequests, replaysFinding } from "./judge/findings";
import { type Judgement, judge, replaysWitness } from "./judge/judge";
import { findings } from "./pack";
import { render } from "./render";
import type { World } from "./world/world";

/** How a stack was judged, and what the pack said. */
export interface Comparison {
  readonly judgement: Judgement;
  /** The names of the rules that refuse the stack, sorted. */
  readonly rules: readonly string[];
  readonly outcome: Outcome;
  /** How many findings name requests. */
  readonly named: number;
  /** The names of the rules whose findings name requests that do not do what they say, and `judge` for its own witness. */
  readonly unconfirmed: readonly string[];
}

/** The counted outcomes; a stack with loose ends may be refused or accepted. */
export const outcomes = [
  "exposed, refused",
  "exposed, accepted",
  "closed, refused",
  "closed, accepted",
  "loose ends, refused",
  "loose ends, accepted",
  "undecidable, refused",
  "undecidable, accepted",
] as const;

/** An outcome. */
export type Outcome = (typeof outcomes)[number];

/** Tells whether judge and pack disagree. */
export function isDisagreement(outcome: Outcome): boolean {
  return ["exposed, accepted", "closed, refused", "undecidable, accepted"].includes(outcome);
}

/** Compares judge and pack, which is heard on the rules whose names match `only`. */
export async function compare(world: World, only = /./): Promise<Comparison> {
  const judgement = judge(world);
  const found = await findings(render(world), world.moment);
  const rules = [...new Set(found.map(({ policy }) => policy))].filter((name) => only.test(name)).sort();
  const naming = found.filter(namesRequests);
  const unconfirmed = naming.filter((each) => !replaysFinding(world, each)).map(({ policy }) => policy);
  const isOwnConfirmed = judgement.verdict !== "exposed" || replaysWitness(world, judgement.witness);
  return {
    judgement,
    rules,
    outcome: outcomeOf(judgement, rules.length > 0),
    named: naming.length,
    unconfirmed: [...new Set([...unconfirmed, ...(isOwnConfirmed ? [] : ["judge"])])],
  };
}

function outcomeOf(judgement: Judgement, isRefused: boolean): Outcome {
  const kind =
    judgement.verdict === "closed" && judgement.loose.length > 0 ? "loose ends" : judgement.verdict;
  return `${kind}, ${isRefused ? "refused" : "accepted"}`;
}
