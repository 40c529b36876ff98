import type { RawResource } from "../resources/rawResource";
import { isUnknownValue, isUnknownValueError, withoutProxy } from "../values/unknownValues";

/**
 * Collects the names of arguments, and which of them are unknown in preview. For a whole stack the engine sends outputs, which do not show whether
 * the program set an unknown value or AWS will; each resource alone is analyzed with its arguments.
 */
export class UnknownArguments {
  private readonly byUrn = new Map<string, ReadonlySet<string>>();
  private readonly given = new Map<string, readonly string[]>();

  /** Records the unknown arguments of a resource, in place of earlier ones. */
  record({ urn, props }: Pick<RawResource, "urn" | "props">): void {
    const plain = withoutProxy(props);
    const names = Object.keys(plain);
    this.given.set(urn, names);
    const unknown = names.filter((name) => isUnknown(plain, name));
    if (unknown.length > 0) {
      this.byUrn.set(urn, new Set(unknown));
    } else {
      this.byUrn.delete(urn);
    }
  }

  /** Returns whether the program sets an argument of a resource; false if the resource was not analyzed alone. */
  isGiven(urn: string, name: string): boolean {
    return this.given.get(urn)?.includes(name) ?? false;
  }

  /** Returns whether an argument of a resource was unknown. */
  has(urn: string, name: string): boolean {
    return this.byUrn.get(urn)?.has(name) ?? false;
  }
}

function isUnknown(props: object, name: string): boolean {
  try {
    return isUnknownValue((props as Record<string, unknown>)[name]);
  } catch (error) {
    if (isUnknownValueError(error)) {
      return true;
    }
    throw error;
  }
}
