import type { Properties } from "./values";

/** A resource as a program declares it. */
export interface Resource {
  readonly type: string;
  /** Unique in its stack. */
  readonly name: string;
  readonly props: Properties;
  /** Outputs that the provider adds to the arguments, such as `id`; unknown in a first preview. */
  readonly outputs: Properties;
  /** The name of its parent component. */
  readonly parent?: string;
  /** Whether it is a component. */
  readonly component?: boolean;
  /** The names of resources in `dependsOn`. */
  readonly dependsOn?: readonly string[];
}

/** A stack as a program declares it. */
export interface Stack {
  readonly name: string;
  readonly resources: readonly Resource[];
  /** The stack's exports. */
  readonly outputs: Properties;
}

/** Finds a resource by name; throws if there is none. */
export function named(stack: Stack, name: string): Resource {
  const found = stack.resources.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`stack ${stack.name} has no resource named ${name}`);
  }
  return found;
}
