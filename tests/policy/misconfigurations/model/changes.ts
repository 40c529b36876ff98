import { named, type Resource, type Stack } from "./stack";
import { isLeaf, isList, type Properties, type Value } from "./values";

/** A change of one thing in a stack. */
export type Change = (stack: Stack) => Stack;

/** Makes several changes, one after the other. */
export function all(...changes: Change[]): Change {
  return (stack) => changes.reduce((changed, change) => change(changed), stack);
}

/** Adds resources. */
export function added(...resources: Resource[]): Change {
  return (stack) => ({ ...stack, resources: [...stack.resources, ...resources] });
}

/** Takes a resource away, and with it those that name it as what they belong to. */
export function without(name: string): Change {
  return (stack) => {
    const gone = named(stack, name);
    return { ...stack, resources: stack.resources.filter((resource) => resource !== gone) };
  };
}

/** Puts another resource in the place of the one with that name. */
function replaced(name: string, replace: (resource: Resource) => Resource): Change {
  return (stack) => {
    const old = named(stack, name);
    return {
      ...stack,
      resources: stack.resources.map((resource) => (resource === old ? replace(old) : resource)),
    };
  };
}

/** Gives the resource with that name another type, as an older provider or module would. */
export function retyped(name: string, type: string): Change {
  return replaced(name, (resource) => ({ ...resource, type }));
}

/** Says what else the provider reports of a resource, as after a refresh. */
export function reported(name: string, outputs: Properties): Change {
  return replaced(name, (resource) => ({ ...resource, outputs: { ...resource.outputs, ...outputs } }));
}

/** Exports a value of the stack. */
export function exported(name: string, value: Value): Change {
  return (stack) => ({ ...stack, outputs: { ...stack.outputs, [name]: value } });
}

/**
 * Sets an argument, by its path.
 *
 * @example set("site-distribution", "orderedCacheBehaviors.1.trustedKeyGroups", [])
 */
export function set(resource: string, path: string, value: Value): Change {
  return edited(resource, path, () => value);
}

/** Leaves an argument out, by its path; it has to be there. */
export function unset(resource: string, path: string): Change {
  return edited(resource, path, (old) => {
    if (old === undefined) {
      throw new Error(`${resource} has no ${path}`);
    }
    return undefined;
  });
}

/** Puts an element into a list argument, before the element at `index`. */
export function inserted(resource: string, path: string, index: number, value: Value): Change {
  return edited(resource, path, (old) => {
    const list = old !== undefined && isList(old) ? old : [];
    return [...list.slice(0, index), value, ...list.slice(index)];
  });
}

function edited(resource: string, path: string, edit: (old: Value | undefined) => Value | undefined): Change {
  return replaced(resource, (old) => ({
    ...old,
    props: editedAt(old.props, path.split("."), edit, resource) as Properties,
  }));
}

/** A copy of `value` in which what is at `path` is edited; `undefined` takes it away. */
function editedAt(
  value: Value | undefined,
  path: string[],
  edit: (old: Value | undefined) => Value | undefined,
  where: string,
): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    return edit(value);
  }
  if (value === undefined || value === null || typeof value !== "object" || isLeaf(value)) {
    throw new Error(`${where} has nothing at ${step}`);
  }
  if (isList(value)) {
    const index = Number(step);
    if (!(index in value)) {
      throw new Error(`${where} has no element ${step}`);
    }
    const elements = value.map((element, at) =>
      at === index ? editedAt(element, rest, edit, where) : element,
    );
    return elements.filter((element) => element !== undefined);
  }
  const { [step]: old, ...others } = value;
  const changed = editedAt(old, rest, edit, `${where}.${step}`);
  return changed === undefined ? others : { ...value, [step]: changed };
}
