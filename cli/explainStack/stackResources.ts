/** The resources of a stack's state, as the policies' model takes them. */
import type { RawResource } from "../../policy/resources/rawResource";
import { CommandError } from "../report";

interface StateResource {
  readonly urn?: unknown;
  readonly type?: unknown;
  readonly id?: unknown;
  readonly outputs?: object;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/**
 * Reads the resources from what `pulumi stack export` writes.
 *
 * @throws CommandError if it is something else
 */
export function resourcesOf(state: unknown): RawResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly StateResource[] | null } };
  if (deployment === undefined) {
    throw new CommandError("this is no state of a stack", "give what pulumi stack export writes");
  }
  const found = new Map<string, RawResource & { propertyDependencies: Record<string, RawResource[]> }>();
  const states = (deployment.resources ?? []).filter(
    ({ urn, type }) => typeof urn === "string" && typeof type === "string",
  );
  for (const { urn, type, id, outputs } of states) {
    const props = { ...(typeof id === "string" && id !== "" ? { id } : {}), ...outputs };
    found.set(urn as string, { urn: urn as string, type: type as string, props, propertyDependencies: {} });
  }
  for (const { urn, propertyDependencies } of states) {
    for (const [name, urns] of Object.entries(propertyDependencies ?? {})) {
      const needed = (urns ?? []).flatMap((each) => found.get(each) ?? []);
      const resource = found.get(urn as string);
      if (resource !== undefined && needed.length > 0) {
        resource.propertyDependencies[name] = needed;
      }
    }
  }
  return [...found.values()];
}
