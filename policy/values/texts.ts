import { isUnknown, unwrapped } from "./plain";

/** A text somewhere in a resource's properties, and the path to it. */
export interface Text {
  readonly path: string;
  readonly value: string;
}

/** Gives every text in a resource's properties that is known, whatever holds it. */
export function* textsOf(props: object): Generator<Text> {
  yield* walk(unwrapped(props), "", 0);
}

/** Deeper than any argument nests; what holds itself ends here. */
const deepest = 30;

function* walk(value: unknown, path: string, depth: number): Generator<Text> {
  if (typeof value === "string") {
    if (!isUnknown(value)) {
      yield { path, value };
    }
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      yield* walk(value[i], `${path}[${i}]`, depth + 1);
    }
  } else if (typeof value === "object" && value !== null && depth < deepest) {
    for (const key of Object.keys(value)) {
      yield* walk((value as Record<string, unknown>)[key], path === "" ? key : `${path}.${key}`, depth + 1);
    }
  }
}
