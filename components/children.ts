import type * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "./internal/argumentError";
import { problem } from "./internal/problem";

/** Fields of every Pulumi resource: its name, and the resources whose parent it is. */
interface Family {
  readonly __name?: string;
  readonly __childResources?: ReadonlySet<pulumi.Resource>;
}

/** Lists every resource below a component, at any depth, in the order of their creation. */
export function childrenOf(component: pulumi.Resource): pulumi.Resource[] {
  const own = [...((component as Family).__childResources ?? [])];
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

/**
 * Finds a resource below a component, to read attributes that are not outputs. To change it, use the option `transforms`.
 *
 * @param kind - the resource's class
 * @param name - its name in the program, as a preview shows it
 * @throws ArgumentError with the names of the children of that kind, if none has that name
 * @example childOf(site, cloudfront.Distribution, "members-edge-distribution").lastModifiedTime
 */
export function childOf<T extends pulumi.Resource>(
  component: pulumi.ComponentResource,
  kind: abstract new (...args: never[]) => T,
  name: string,
): T {
  const ofKind = childrenOf(component).filter((child): child is T => child instanceof kind);
  const found = ofKind.find((child) => nameOf(child) === name);
  if (found === undefined) {
    const names = ofKind.map(nameOf).join(", ");
    throw new ArgumentError(nameOf(component), [
      problem(
        `the name of a ${kind.name} in it`,
        name,
        names === "" ? "nothing, for it has none" : names,
        "use one",
      ),
    ]);
  }
  return found;
}

function nameOf(resource: pulumi.Resource): string {
  return (resource as Family).__name ?? "";
}
