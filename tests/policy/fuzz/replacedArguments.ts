/** Refused stacks with one argument replaced by an unknown value, or by one of another type: they must stay refused. */
import fc from "fast-check";
import { hygieneRules } from "../../../policy/rules/hygiene";
import {
  type Json,
  kindOf,
  otherTypes,
  type Path,
  placesIn,
  valueAt,
  withAt,
} from "../../support/fuzz/places";
import { misconfigurations } from "../misconfigurations/all";
import { enforcementOf, type Misconfiguration } from "../misconfigurations/misconfiguration";
import type { Moment } from "../misconfigurations/stackModel";
import type { Policies } from "../support/analyzer";
import { type FuzzedResource, judge, packFor, type Report, resourcesOf } from "./fuzzedStack";

/** A refused stack, with what the pack says of it. */
interface Refused {
  readonly one: Misconfiguration;
  readonly moment: Moment;
  readonly policies: Policies;
  readonly resources: readonly FuzzedResource[];
  /** The resources that the compliant stack has not or has otherwise, with the argument's places. */
  readonly places: readonly { readonly index: number; readonly path: Path }[];
  readonly isDeferrable: boolean;
}

/** The SDK's texts for unknown values, by type. */
const unknowns = {
  text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  null: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
} as const;

/** The rules that look for values, such as a private key: another value in its place is no such value. */
const valueRules: readonly string[] = [
  "no-private-key-material",
  "no-private-key-output",
  "public-key-is-in-one-key-group",
];

/**
 * Misconfigurations that an unknown value may hide until the update, and why. The pack is run again by the update, where the
 * value is known.
 */
const hiddenByUnknown: Readonly<Record<string, string>> = {
  "function-that-everybody-may-call": "the principal of a permission is often a role that does not exist yet",
  "vpc-origin-by-id":
    "the engine says only what all origins together depend on, and others are of this stack",
  "signed-bucket-elsewhere":
    "the engine says only what all origins together depend on, and others are of this stack",
};

/** Misconfigurations in a type that the pack does not model: it knows neither its arguments nor their types. */
const ofOtherTypes = [
  "cluster-that-is-admitted",
  "cluster-whose-own-group-is-admitted",
  "desktops-that-are-admitted",
];

/** The rules that harden what is closed: an unknown value there opens nothing. */
const hygiene = new Set(hygieneRules.map(({ name }) => name));

/** The rules whose findings on unknown values wait for the update. */
const deferring =
  /^(error-page-|public-path-|origin-bucket-|signed-object-|public-key-is-rsa|signing-key-has-|no-wildcard-|no-key-of-)/;

const isRefused = (reports: readonly Report[]): boolean => reports.some(({ level }) => level === "mandatory");

const cache = new Map<string, Refused | undefined>();

/** Returns a misconfiguration at a moment; undefined if the pack does not refuse it there, or its options. */
function refused(one: Misconfiguration, moment: Moment): Refused | undefined {
  const key = `${one.id} ${moment}`;
  if (!cache.has(key)) {
    cache.set(key, prepare(one, moment));
  }
  return cache.get(key);
}

function prepare(one: Misconfiguration, moment: Moment): Refused | undefined {
  const policies = packFor(one);
  if (policies === undefined || enforcementOf(one) !== "mandatory" || valueRules.includes(one.rule)) {
    return undefined;
  }
  const resources = resourcesOf(one, moment);
  if (!isRefused(judge(policies, resources))) {
    return undefined;
  }
  const compliant = resourcesOf({ base: one.base, change: (stack) => stack }, moment);
  const before = new Map(compliant.map((each) => [each.urn, JSON.stringify(each)]));
  const places = resources.flatMap((each, index) =>
    before.get(each.urn) === JSON.stringify(each)
      ? []
      : placesIn(each.inputs)
          .slice(1)
          .map((path) => ({ index, path })),
  );
  return {
    one,
    moment,
    policies,
    resources,
    places,
    isDeferrable: deferring.test(one.rule) || hygiene.has(one.rule),
  };
}

/** Returns a stack whose argument is replaced, in what the program gives and in what the engine returns. */
export function replaced(
  resources: readonly FuzzedResource[],
  index: number,
  path: Path,
  value: Json | undefined,
): FuzzedResource[] {
  return resources.map((each, at) =>
    at === index
      ? {
          ...each,
          inputs: withAt(each.inputs, path, value) as FuzzedResource["inputs"],
          outputs: withAt(each.outputs, path, value) as FuzzedResource["outputs"],
        }
      : each,
  );
}

/** One replacement in one refused stack, by numbers that fast-check can shrink. */
export const replacements = fc.record({
  which: fc.nat({ max: misconfigurations.length - 1 }),
  moment: fc.constantFrom<Moment>("preview", "known"),
  place: fc.nat({ max: 100_000 }),
  value: fc.nat({ max: 5 }),
});

type Replacement = typeof replacements extends fc.Arbitrary<infer T> ? T : never;

/** Says what is accepted with a replacement that must be refused; undefined if it is. */
export function accepted({ which, moment, place, value }: Replacement): string | undefined {
  const one = misconfigurations[which];
  const stack = one === undefined ? undefined : refused(one, one.moments?.[0] ?? moment);
  const chosen = stack?.places[place % Math.max(stack.places.length, 1)];
  if (stack === undefined || chosen === undefined) {
    return undefined;
  }
  const resource = stack.resources[chosen.index];
  const old = valueAt(resource?.inputs, chosen.path) ?? null;
  const isUnknown = value === 0;
  const values: readonly Json[] = isUnknown ? [unknowns[kindOf(old)]] : otherTypes(old);
  const next = values[value % values.length] ?? null;
  const isOriginId = /^(?:targetO|o)riginId$/.test(String(chosen.path.at(-1)));
  const mayHide = isUnknown && (isOriginId || stack.isDeferrable || stack.one.id in hiddenByUnknown);
  if (mayHide || (!isUnknown && ofOtherTypes.includes(stack.one.id))) {
    return undefined;
  }
  const mutated = replaced(stack.resources, chosen.index, chosen.path, next);
  const changed = new Set(stack.places.map(({ index }) => index));
  const alone = mutated.filter((_, at) => changed.has(at));
  return isRefused(judge(stack.policies, mutated, alone)) || isRefused(judge(stack.policies, mutated))
    ? undefined
    : `${stack.one.id}, ${stack.moment}: ${resource?.urn ?? ""} ${chosen.path.join(".")} = ${JSON.stringify(next)}`;
}
