/** Inputs of any size. */
import type { Json } from "../support/fuzz/places";

/** Code that reads an input of a size, by the input's name. */
export type Inputs = Readonly<Record<string, (size: number) => () => unknown>>;

/** Returns a list of a length. */
export function list<T>(length: number, item: (at: number) => T): T[] {
  return Array.from({ length }, (_none, at) => item(at));
}

/** Returns a value of a depth. */
export function nested(depth: number): Json {
  let value: Json = "x";
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 === 0 ? [value] : { a: value };
  }
  return value;
}
