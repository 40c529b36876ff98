import type { Properties } from "./values";

/** A resource as a program declares it. */
export interface Resource {
  readonly type: string;
  /** Unique in its stack. */
  readonly name: string;
  readonly props: Properties;
  /** What the provider adds to the arguments, `id` among it; unknown in a first preview. */
  readonly outputs: Properties;
  /** Name of the component that made it. */
  readonly parent?: string;
  /** Whether it only groups others. */
  readonly component?: boolean;
  /** Names of resources that have to exist first, without giving a value. */
  readonly dependsOn?: readonly string[];
}

/** A stack as a program declares it. */
export interface Stack {
  readonly name: string;
  readonly resources: readonly Resource[];
  /** What the stack exports. */
  readonly outputs: Properties;
}

/** The resource with that name; throws if the stack has none, for a change of nothing is a mistake. */
export function named(stack: Stack, name: string): Resource {
  const found = stack.resources.find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`stack ${stack.name} has no resource named ${name}`);
  }
  return found;
}
