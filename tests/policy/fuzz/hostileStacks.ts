/** Stacks with hostile values, and with resources that contradict each other: the pack must answer for each. */
import fc from "fast-check";
import { hostileValues, type Json, placesIn } from "../../support/fuzz/places";
import { compliantStacks, type StackName } from "../misconfigurations/compliantStacks";
import type { Stack } from "../misconfigurations/stackModel";
import { type FuzzedResource, judge, packFor, resourcesOf } from "./fuzzedStack";
import { replaced } from "./replacedArguments";

const bases = Object.keys(compliantStacks) as StackName[];

/** Changes what resources say of each other. */
const disorders: readonly ((resources: readonly FuzzedResource[], at: number) => FuzzedResource[])[] = [
  // Parents in a circle.
  (all, at) =>
    all.map((each, index) =>
      index === at || index === (at + 1) % all.length
        ? { ...each, parent: all[index === at ? (at + 1) % all.length : at]?.urn }
        : each,
    ),
  // A resource that is its own parent, and one whose parent is not there.
  (all, at) => all.map((each, index) => (index === at ? { ...each, parent: each.urn } : each)),
  (all, at) => all.map((each, index) => (index === at ? { ...each, parent: "urn:pulumi:x::y::z::w" } : each)),
  // Dependencies in a circle, on everything, on nothing.
  (all, at) =>
    all.map((each) => ({
      ...each,
      dependencies: Object.fromEntries(
        Object.keys(each.inputs).map((name) => [name, [all[at]?.urn ?? "", each.urn]]),
      ),
    })),
  (all) => all.map((each) => ({ ...each, dependencies: { origins: all.map(({ urn }) => urn) } })),
  (all) => all.map((each) => ({ ...each, dependencies: {} })),
  // Two resources of one URN; all of one; none.
  (all, at) => [...all, ...all.slice(at, at + 1)],
  (all) => all.map((each) => ({ ...each, urn: all[0]?.urn ?? "" })),
  () => [],
  // Resources in another order, of another type, without arguments or outputs.
  (all) => [...all].reverse(),
  (all, at) =>
    all.map((each, index) =>
      index === at ? { ...each, type: all[(at * 7) % all.length]?.type ?? "" } : each,
    ),
  (all, at) => all.map((each, index) => (index === at ? { ...each, type: "" } : each)),
  (all) => all.map((each) => ({ ...each, inputs: {}, outputs: {} })),
  (all) => all.map((each) => ({ ...each, outputs: {} })),
  // URNs that are none.
  (all) => all.map((each, index) => ({ ...each, urn: `x${index}` })),
  (all, at) =>
    all.map((each, index) => (index === at ? { ...each, urn: "secure-origin:index:SecureOrigin" } : each)),
];

/** One hostile change of one compliant stack, by numbers that fast-check can shrink. */
export const hostileChanges = fc.record({
  base: fc.constantFrom(...bases),
  moment: fc.constantFrom<"preview" | "known">("preview", "known"),
  resource: fc.nat({ max: 200 }),
  place: fc.nat({ max: 10_000 }),
  value: fc.nat({ max: hostileValues.length }),
  disorder: fc.nat({ max: disorders.length * 2 }),
});

type HostileChange = typeof hostileChanges extends fc.Arbitrary<infer T> ? T : never;

const packs = new Map<StackName, ReturnType<typeof packFor>>();

/** Returns the messages in which the pack says that it failed; throws what the pack throws. */
export function failuresIn({ base, moment, resource, place, value, disorder }: HostileChange): string[] {
  const change = { id: base, what: "", base, change: (stack: Stack) => stack };
  const pack = packs.get(base) ?? packFor(change);
  packs.set(base, pack);
  const all = resourcesOf(change, moment);
  const index = resource % all.length;
  const paths = placesIn(all[index]?.inputs ?? {}).slice(1);
  const path = paths[place % Math.max(paths.length, 1)] ?? ["id"];
  // The last number removes the argument.
  const hostile: Json | undefined = hostileValues[value];
  const changed = replaced(all, index, path, hostile);
  const disordered = disorders[disorder]?.(changed, index) ?? changed;
  const alone = disordered.filter((_, at) => at === index);
  return judge(pack ?? [], disordered, alone)
    .map(({ message }) => message)
    .filter((message) => message.includes("failed ("));
}
