import { nearest } from "../components/internal/nearest";
import { UsageError } from "./account";
import type { Experiment } from "./experiment";
import { experiments } from "./experiments";

/**
 * Finds the named experiments, in the order in which they run.
 *
 * @throws UsageError
 */
export function chosen(names: readonly string[], all: boolean): readonly Experiment[] {
  const known = experiments.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearest(known, unknown);
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new UsageError(`Unknown experiment ${unknown}.${hint} Run npm run smoke -- --list to see all.`);
  }
  if (all === names.length > 0) {
    throw new UsageError(
      all
        ? "--all and names of experiments exclude each other. Use one of them."
        : "No experiment named. Add names or --all; run npm run smoke -- --list to see all.",
    );
  }
  return all ? experiments : experiments.filter(({ name }) => names.includes(name));
}

/** Groups experiments by their program, in their order. */
export function groupsOf(selected: readonly Experiment[]): ReadonlyMap<string, readonly Experiment[]> {
  const groups = new Map<string, Experiment[]>();
  for (const experiment of selected) {
    groups.set(experiment.program, [...(groups.get(experiment.program) ?? []), experiment]);
  }
  return groups;
}
