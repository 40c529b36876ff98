/** A stack of any size: copies of the project's dev stack, with different names and ids. */

import { compliantStacks } from "../../tests/policy/misconfigurations/compliantStacks";
import {
  type Reading,
  type Resource,
  read,
  type Stack,
} from "../../tests/policy/misconfigurations/stackModel";
import { computedOutputs } from "../../tests/policy/misconfigurations/stackModel/computed";
import {
  isLeaf,
  isList,
  type Leaf,
  type Properties,
  type Value,
} from "../../tests/policy/misconfigurations/stackModel/values";

/** Returns a stack after an update, with at least that many resources. */
export function stackOf(resources: number): Reading {
  const base = compliantStacks.dev.build();
  return read(copiesOf(base, Math.ceil(resources / base.resources.length)), "known");
}

/** Returns a stack with copies of the resources of another one, each with names and ids of its own. */
export function copiesOf({ resources }: Pick<Stack, "resources">, copies: number): Stack {
  const all = Array.from({ length: copies }, (_, i) => resources.map((resource) => copy(resource, `c${i}-`)));
  return { name: "dev", outputs: {}, resources: all.flat() };
}

function copy(resource: Resource, prefix: string): Resource {
  const name = `${prefix}${resource.name}`;
  return {
    ...resource,
    name,
    props: renamedAll(resource.props, prefix),
    outputs: resource.component === true ? {} : computedOutputs(resource.type, name),
    ...(resource.parent === undefined ? {} : { parent: `${prefix}${resource.parent}` }),
    ...(resource.dependsOn === undefined
      ? {}
      : { dependsOn: resource.dependsOn.map((each) => `${prefix}${each}`) }),
  };
}

function renamedAll(values: Properties, prefix: string): Properties {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? value : renamed(value, prefix),
    ]),
  );
}

function renamed(value: Value, prefix: string): Value {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isList(value)) {
    return value.map((each) => renamed(each, prefix));
  }
  return isLeaf(value) ? renamedLeaf(value, prefix) : renamedAll(value, prefix);
}

function renamedLeaf(leaf: Leaf, prefix: string): Leaf {
  switch (leaf.$) {
    case "output":
      return { ...leaf, resource: `${prefix}${leaf.resource}` };
    case "joined":
      return {
        ...leaf,
        parts: leaf.parts.map((part) =>
          typeof part === "string" ? part : { ...part, resource: `${prefix}${part.resource}` },
        ),
      };
    case "secret":
      return { ...leaf, value: renamed(leaf.value, prefix) };
    case "later":
      return {
        ...leaf,
        value: renamed(leaf.value, prefix),
        from: leaf.from.map((each) => `${prefix}${each}`),
      };
  }
}
