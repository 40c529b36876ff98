import { valuesIn } from "../strings";
import { type SearchResult, searchText } from "./search";
import { jsonWebKey } from "./text";

/** A property that holds private keys, or that could not be searched completely. */
export interface FoundKeys extends SearchResult {
  readonly path: string;
}

/** Yields every property of a resource that holds private keys, or that could not be searched completely. */
export function* privateKeysIn(props: object): Generator<FoundKeys> {
  for (const { path, value } of valuesIn(props)) {
    if (typeof value === "string") {
      const result = searchText(value);
      if (result.keys.length > 0 || !result.isComplete) {
        yield { path, ...result };
      }
    } else if ("kty" in value) {
      const key = jsonWebKey(value);
      if (key !== undefined) {
        yield { path, keys: [key], isComplete: true };
      }
    }
  }
}
