/** Converts the resources of a stack's state to the input of the policies' model. */
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
 * Reads the resources from the output of `pulumi stack export`.
 *
 * @throws CommandError for anything else
 */
export function resourcesOf(state: unknown): RawResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly StateResource[] | null } };
  if (deployment === undefined) {
    throw new CommandError("this is not the state of a stack", "create it with: pulumi stack export");
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
