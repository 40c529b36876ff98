import { isUnknownValue, withoutProxy } from "../unknownValues";
import { type SearchResult, searchText } from "./search";
import { jsonWebKey } from "./text";

/** A property that holds private keys, or that could not be searched completely. */
export interface FoundKeys extends SearchResult {
  readonly path: string;
}

/** Returns the properties of a resource, at any depth, that hold private keys or could not be searched completely. */
export function privateKeysIn(props: object): FoundKeys[] {
  return inObject(withoutProxy(props), 0);
}

/** No argument nests deeper; ends the walk of a circular object. */
const maximumDepth = 30;
const nothing: FoundKeys[] = [];

/** Returns what a value holds; paths begin with what follows the value. They are built for what is found alone. */
function inValue(value: unknown, depth: number): FoundKeys[] {
  if (typeof value === "string") {
    const result = searchText(value);
    const isFound = (result.keys.length > 0 || !result.isComplete) && !isUnknownValue(value);
    return isFound ? [{ path: "", ...result }] : nothing;
  }
  return typeof value === "object" && value !== null && depth < maximumDepth
    ? inObject(value, depth + 1)
    : nothing;
}

function inObject(value: object, depth: number): FoundKeys[] {
  let found = nothing;
  const isList = Array.isArray(value);
  const key = "kty" in value ? jsonWebKey(value) : undefined;
  if (key !== undefined) {
    found = [{ path: "", keys: [key], isComplete: true }];
  }
  for (const [name, each] of Object.entries(value)) {
    const inside = inValue(each, depth);
    if (inside.length > 0) {
      const step = isList ? `[${name}]` : name;
      found = [...found, ...inside.map((one) => ({ ...one, path: joined(step, one.path) }))];
    }
  }
  return found;
}

function joined(step: string, rest: string): string {
  return rest === "" || rest.startsWith("[") ? `${step}${rest}` : `${step}.${rest}`;
}
