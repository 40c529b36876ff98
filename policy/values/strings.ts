import { isUnknownValue, withoutProxy } from "./unknownValues";

/** A string or an object in a resource's properties, and the path to it. */
export interface FoundValue {
  readonly path: string;
  readonly value: string | object;
}

/** Yields every known string, and every object, in a resource's properties, at any depth. */
export function* valuesIn(props: object): Generator<FoundValue> {
  yield* walk(withoutProxy(props), "", 0);
}

/** No argument nests deeper; ends the walk of a circular object. */
const maximumDepth = 30;

function* walk(value: unknown, path: string, depth: number): Generator<FoundValue> {
  if (typeof value === "string") {
    if (!isUnknownValue(value)) {
      yield { path, value };
    }
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      yield* walk(value[i], `${path}[${i}]`, depth + 1);
    }
  } else if (typeof value === "object" && value !== null && depth < maximumDepth) {
    yield { path, value };
    for (const key of Object.keys(value)) {
      yield* walk((value as Record<string, unknown>)[key], path === "" ? key : `${path}.${key}`, depth + 1);
    }
  }
}
