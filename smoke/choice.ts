import { nearest } from "../components/internal/nearest";
import { UsageError } from "./account";
import type { Experiment } from "./experiment";
import { experiments } from "./experiments";

/**
 * Finds the experiments that are named, in the order in which they run.
 *
 * @throws UsageError
 */
export function chosen(names: readonly string[], all: boolean): readonly Experiment[] {
  const known = experiments.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearest(known, unknown);
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new UsageError(`There is no experiment ${unknown}.${hint} npm run smoke -- --list prints them.`);
  }
  if (all === names.length > 0) {
    throw new UsageError(
      all
        ? "--all and names of experiments exclude each other. Leave one out."
        : "Name an experiment, or --all. npm run smoke -- --list prints them.",
    );
  }
  return all ? experiments : experiments.filter(({ name }) => names.includes(name));
}

/** Groups experiments by their program, in their order. */
export function groupsOf(wanted: readonly Experiment[]): ReadonlyMap<string, readonly Experiment[]> {
  const groups = new Map<string, Experiment[]>();
  for (const experiment of wanted) {
    groups.set(experiment.program, [...(groups.get(experiment.program) ?? []), experiment]);
  }
  return groups;
}
