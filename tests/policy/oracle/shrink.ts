/** Shrinks a stack while something stays true of it, by removing what it has. */
import { read } from "../misconfigurations/stackModel";
import { render } from "./render";
import type { World } from "./world/world";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Removes parts of a stack as long as `stays` holds, until nothing more can go or after `limit` trials. */
export async function shrink(
  world: World,
  stays: (smaller: World) => Promise<boolean>,
  limit = 300,
): Promise<World> {
  let smallest = world as unknown as Json;
  let trials = 0;
  for (let before: Json | undefined; before !== smallest && trials < limit; ) {
    before = smallest;
    for (const path of partsOf(smallest).sort((one, other) => one.length - other.length)) {
      const smaller = removed(smallest, path);
      if (smaller === undefined || !isWellFormed(smaller as unknown as World)) {
        continue;
      }
      trials++;
      if (await stays(smaller as unknown as World)) {
        smallest = smaller;
      }
    }
  }
  return smallest as unknown as World;
}

/** Removes a part, and whatever refers to it; undefined if it is gone already. */
function removed(value: Json, path: readonly (string | number)[]): Json | undefined {
  const part = path.reduce<Json | undefined>(
    (at, step) =>
      typeof at === "object" && at !== null
        ? (at as Readonly<Record<string | number, Json>>)[step]
        : undefined,
    value,
  );
  if (part === undefined) {
    return undefined;
  }
  const rest = without(value, path);
  const { name } = (typeof part === "object" && part !== null ? part : {}) as { readonly name?: Json };
  return typeof name === "string" && path.length === 2 ? withoutReferences(rest, name) : rest;
}

/** Removes the list elements that refer to a name, not through lists of their own. */
function withoutReferences(value: Json, name: string): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.filter((each) => !refersTo(each, name)).map((each) => withoutReferences(each, name));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutReferences(each, name)]));
}

function refersTo(value: Json, name: string): boolean {
  if (value === null || typeof value !== "object") {
    return value === name;
  }
  return !Array.isArray(value) && Object.values(value).some((each) => refersTo(each, name));
}

/** Lists the paths of list elements, of optional texts and of flags. */
function partsOf(value: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) {
    return value.flatMap((each: Json, index) => [[...path, index], ...partsOf(each, [...path, index])]);
  }
  if (value === null || typeof value !== "object") {
    return path.length > 1 ? [[...path]] : [];
  }
  return Object.entries(value).flatMap(([name, each]) =>
    pairs.has(name)
      ? [[...path, name]]
      : [
          ...(typeof each === "object" && !Array.isArray(each) ? [[...path, name]] : []),
          ...partsOf(each, [...path, name]),
        ],
  );
}

/** Lists that are whole or not at all. */
const pairs = new Set(["ports", "members"]);

/** What a stack must keep to be read by judge and renderer. */
const required = new Set(
  "name vpc number form by control account members urlAuthorization blocks service type kind module port to via internal source target action byDefault origin pattern id signed protocol trusts actions on allows principal key cidr group self list".split(
    " ",
  ),
);

function without(value: Json, [step, ...rest]: readonly (string | number)[]): Json {
  if (step === undefined || value === null || typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.flatMap((each, index) =>
      index !== step ? [each] : rest.length === 0 ? [] : [without(each, rest)],
    );
  }
  const entries = Object.entries(value).flatMap(([name, each]): [string, Json][] =>
    name !== step
      ? [[name, each]]
      : rest.length === 0
        ? required.has(name)
          ? [[name, each]]
          : []
        : [[name, without(each, rest)]],
  );
  return Object.fromEntries(entries);
}

/** Tells whether every reference of a stack leads to something. */
export function isWellFormed(world: World): boolean {
  const hasPlaces = [...world.loadBalancers, ...world.scalingGroups, ...world.apis].every(
    ({ subnets }) => subnets.length > 0,
  );
  const hasOrigins = world.distributions.every(({ origins, originGroups, behaviors, byDefault }) => {
    const ids = new Set([...origins, ...originGroups].map(({ id }) => id));
    return (
      [...behaviors, byDefault].every(({ origin }) => ids.has(origin)) &&
      originGroups.every(({ members }) => members.every((member) => ids.has(member)))
    );
  });
  try {
    return hasPlaces && hasOrigins && read(render(world), world.moment).resources.length > 0;
  } catch {
    return false;
  }
}
