/** Sides of reviews, made from the stacks of the policy pack's tests. */
import { misconfigurations } from "../../policy/misconfigurations/all";
import { compliantStacks, type StackName } from "../../policy/misconfigurations/compliantStacks";
import { harmless } from "../../policy/misconfigurations/harmless";
import { type Change, type Moment, read, type Stack } from "../../policy/misconfigurations/stackModel";
import { deployment } from "../../policy/misconfigurations/state";

/** A resource in a state, as far as these tests change it. */
export interface Resource {
  readonly urn: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
}

/** A state in the format of `pulumi stack export`. */
export interface State {
  readonly deployment: { readonly resources: readonly Resource[] };
}

/** Returns the state of a stack, by default after an update. */
export const stateOf = (stack: Stack, moment: Moment = "known"): State =>
  deployment(read(stack, moment)) as unknown as State;

/** Returns a state without the resources of a name. */
export const stateWithout = ({ deployment: { resources } }: State, name: string): State => ({
  deployment: { resources: resources.filter(({ urn }) => !urn.endsWith(`::${name}`)) },
});

/** Returns a state with another name in place of one, wherever it stands. */
export const renamed = (state: State, from: string, to: string): State =>
  JSON.parse(JSON.stringify(state).replaceAll(from, JSON.stringify(to).slice(1, -1))) as State;

/** Returns the dev stack of the pack's tests. */
export const dev = (): Stack => compliantStacks.dev.build();

/** Returns a compliant stack, and the same with one of the pack's misconfigurations or harmless changes. */
export function misconfigured(id: string): { before: Stack; after: Stack } {
  const found = [...misconfigurations, ...harmless].find((each) => each.id === id);
  if (found === undefined) {
    throw new Error(`there is no change ${id}`);
  }
  const { base, change } = found as { base: StackName; change: Change };
  return { before: compliantStacks[base].build(), after: change(compliantStacks[base].build()) };
}

const hidden = "4dabf18193072939515e22adb298388d";

/** Masks secrets as `pulumi preview --json` does. */
function masked(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(masked);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return hidden in value
    ? "[secret]"
    : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, masked(each)]));
}

const open = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Leaves open every text that contains one of these. */
function opened(value: unknown, later: readonly string[]): unknown {
  if (typeof value === "string") {
    return later.some((each) => value.includes(each)) ? open : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => opened(each, later));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, opened(each, later)]))
    : value;
}

/** Returns every secret of a state, in clear. */
export function secretsIn(state: State): string[] {
  const found: string[] = [];
  JSON.stringify(state, (_, value: unknown) => {
    const { [hidden]: mark, plaintext } = (value ?? {}) as Record<string, unknown>;
    if (mark !== undefined && typeof plaintext === "string") {
      found.push(String(JSON.parse(plaintext)));
    }
    return value;
  });
  return found;
}

/**
 * Returns the output of `pulumi preview --json` for an update from one state to another: changes only, and states without
 * outputs.
 *
 * @param unknown the names of resources of which all values are left open
 */
export function previewOf(before: State, after: State, ...unknown: string[]): { steps: object[] } {
  const [old, now] = [before, after].map(
    ({ deployment: { resources } }) => new Map(resources.map((each) => [each.urn, each])),
  ) as [Map<string, Resource>, Map<string, Resource>];
  // What AWS gives a new resource is not known, also where others refer to it.
  const later = [...now.values()]
    .filter(({ urn }) => !old.has(urn))
    .flatMap(({ inputs, outputs = {} }) => Object.entries(outputs).filter(([name]) => !(name in inputs)))
    .flatMap(([, value]) => (typeof value === "string" && value.length > 5 ? [value] : []));
  const steps = [...now.values()].flatMap((resource) => {
    const state = Object.fromEntries(
      Object.entries(resource).filter(([name]) => name !== "outputs"),
    ) as unknown as Resource;
    const previous = old.get(resource.urn);
    const isOpen = unknown.some((name) => resource.urn.endsWith(`::${name}`));
    const inputs = isOpen
      ? Object.fromEntries(Object.keys(state.inputs).map((name) => [name, open]))
      : opened(masked(state.inputs), later);
    const newState = { ...state, inputs };
    if (previous === undefined) {
      return [{ op: "create", urn: resource.urn, newState }];
    }
    return JSON.stringify(previous.inputs) === JSON.stringify(resource.inputs)
      ? []
      : [{ op: "update", urn: resource.urn, oldState: previous, newState, diffReasons: [] }];
  });
  const gone = [...old.values()].filter(({ urn }) => !now.has(urn));
  return { steps: [...steps, ...gone.map(({ urn }) => ({ op: "delete", urn, newState: null }))] };
}
