import type { RawResource } from "../resources/rawResource";
import { isUnknownValue, isUnknownValueError, withoutProxy } from "../values/unknownValues";

/**
 * Collects the arguments that are unknown in preview. For a whole stack the engine sends outputs, which do not show whether
 * the program set an unknown value or AWS will; each resource alone is analyzed with its arguments.
 */
export class UnknownArguments {
  private readonly byUrn = new Map<string, ReadonlySet<string>>();

  /** Records the unknown arguments of a resource, in place of earlier ones. */
  record({ urn, props }: Pick<RawResource, "urn" | "props">): void {
    const plain = withoutProxy(props);
    const unknown = Object.keys(plain).filter((name) => isUnknown(plain, name));
    if (unknown.length > 0) {
      this.byUrn.set(urn, new Set(unknown));
    } else {
      this.byUrn.delete(urn);
    }
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
