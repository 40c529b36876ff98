import { named, type Resource, type Stack } from "./stack";
import { isLeaf, isList, type Properties, type Value } from "./values";

/** A change to a stack. */
export type Change = (stack: Stack) => Stack;

/** Combines changes, in order. */
export function all(...changes: Change[]): Change {
  return (stack) => changes.reduce((changed, change) => change(changed), stack);
}

/** Adds resources. */
export function added(...resources: Resource[]): Change {
  return (stack) => ({ ...stack, resources: [...stack.resources, ...resources] });
}

/** Removes a resource. */
export function without(name: string): Change {
  return (stack) => {
    const removed = named(stack, name);
    return { ...stack, resources: stack.resources.filter((resource) => resource !== removed) };
  };
}

/** Replaces a resource by another. */
function replaced(name: string, replace: (resource: Resource) => Resource): Change {
  return (stack) => {
    const old = named(stack, name);
    return {
      ...stack,
      resources: stack.resources.map((resource) => (resource === old ? replace(old) : resource)),
    };
  };
}

/** Changes the type of a resource, as in an older provider or module. */
export function retyped(name: string, type: string): Change {
  return replaced(name, (resource) => ({ ...resource, type }));
}

/** Adds outputs that the provider reports for a resource, as after a refresh. */
export function reported(name: string, outputs: Properties): Change {
  return replaced(name, (resource) => ({ ...resource, outputs: { ...resource.outputs, ...outputs } }));
}

/** Adds an export of the stack. */
export function exported(name: string, value: Value): Change {
  return (stack) => ({ ...stack, outputs: { ...stack.outputs, [name]: value } });
}

/**
 * Sets an argument by its path.
 *
 * @example set("site-distribution", "orderedCacheBehaviors.1.trustedKeyGroups", [])
 */
export function set(resource: string, path: string, value: Value): Change {
  return edited(resource, path, () => value);
}

/** Removes an argument by its path; throws if there is none. */
export function unset(resource: string, path: string): Change {
  return edited(resource, path, (old) => {
    if (old === undefined) {
      throw new Error(`${resource} has no ${path}`);
    }
    return undefined;
  });
}

/** Inserts an element into a list argument, before the element at `index`. */
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

/** Copies `value` with an edit at `path`; an edit that returns `undefined` removes the value there. */
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
