/** Converts the resources of a stack's state to the input of the policies' model. */
import type { RawResource } from "../../policy/resources/rawResource";
import { unknownText } from "../../policy/values/unknownValues";
import { CommandError } from "../report";

/** A resource in the output of `pulumi stack export`. */
export interface StateResource {
  readonly urn?: unknown;
  readonly type?: unknown;
  readonly id?: unknown;
  readonly parent?: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/**
 * Reads the resources from the output of `pulumi stack export`. Encrypted values become unknown ones.
 *
 * @param which the arguments of the program, or what the provider returned. Default: the latter
 * @throws CommandError for anything else
 */
export function resourcesOf(state: unknown, which: "inputs" | "outputs" = "outputs"): RawResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly StateResource[] | null } };
  if (deployment === undefined) {
    throw new CommandError("this is not the state of a stack", "create it with: pulumi stack export");
  }
  const found = new Map<string, RawResource & { propertyDependencies: Record<string, RawResource[]> }>();
  const states = (deployment.resources ?? []).filter(
    ({ urn, type }) => typeof urn === "string" && typeof type === "string",
  );
  for (const { urn, type, id, parent, [which]: values } of states) {
    const hasId = which === "outputs" && typeof id === "string" && id !== "";
    const props = { ...(hasId ? { id } : {}), ...(plain(values) as object | undefined) };
    const opts = parent === undefined ? {} : { parent };
    found.set(urn as string, {
      urn: urn as string,
      type: type as string,
      props,
      opts,
      propertyDependencies: {},
    });
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

/** The key that marks special values in a state, and its value for secrets. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A secret whose value is not given. */
export const hiddenSecret = { [signature]: secretSignature } as const;

/** Replaces secrets by their values, or by an unknown value if they are encrypted. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const { [signature]: kind, plaintext } = value as Record<string, unknown>;
  if (kind === secretSignature) {
    return typeof plaintext === "string" ? plain(JSON.parse(plaintext)) : unknownText;
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
