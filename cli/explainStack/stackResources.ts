/** Converts the resources of a stack's state to the input of the policies' model. */
import type { RawResource } from "../../policy/resources/rawResource";
import { unknownText } from "../../policy/values/unknownValues";
import { exportedResources, nestsTooDeep } from "../stack/exportedState";

/**
 * Reads the resources from the output of `pulumi stack export`. Encrypted values become unknown ones. One that a replacement
 * left to delete still exists, and is read unless there is another one in its place.
 *
 * @param which the arguments of the program, or what the provider returned. Default: the latter
 * @throws CommandError for anything else
 */
export function resourcesOf(state: unknown, which: "inputs" | "outputs" = "outputs"): RawResource[] {
  const states = [...exportedResources(state)].sort(
    (a, b) => Number(b.delete === true) - Number(a.delete === true),
  );
  const found = new Map<string, RawResource & { propertyDependencies: Record<string, RawResource[]> }>();
  for (const { urn, type, id, parent, [which]: values } of states) {
    const hasId = which === "outputs" && typeof id === "string" && id !== "";
    const props = { ...(hasId ? { id } : {}), ...(plain(values) as object | undefined) };
    const opts = typeof parent === "string" ? { parent } : {};
    found.set(urn, { urn, type, props, opts, propertyDependencies: {} });
  }
  for (const { urn, propertyDependencies } of states) {
    for (const [name, urns] of Object.entries(propertyDependencies ?? {})) {
      const needed = (urns ?? []).flatMap((each) => found.get(each) ?? []);
      const resource = found.get(urn);
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
    return typeof plaintext === "string" ? plain(parsed(plaintext)) : unknownText;
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

/** Returns the value that a text spells in JSON, and an unknown one if it spells none. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return nestsTooDeep(value) ? unknownText : value;
  } catch {
    return unknownText;
  }
}
