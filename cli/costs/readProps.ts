/** Reads arguments of resources whose values may be unknown. */
import { isUnknownValue } from "../../policy/values/unknownValues";

type Values = Readonly<Record<string, unknown>>;

/** Returns an argument, by the names on the way to it; undefined if it is absent or unknown. */
export function at(props: object, ...names: readonly string[]): unknown {
  let value: unknown = props;
  for (const name of names) {
    if (typeof value !== "object" || value === null) {
      return undefined;
    }
    value = (value as Values)[name];
  }
  return isUnknownValue(value) || value === null ? undefined : value;
}

/** Returns a number; the provider has some as text. */
export function numberAt(props: object, ...names: readonly string[]): number | undefined {
  const value = at(props, ...names);
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Returns a text. */
export function textAt(props: object, ...names: readonly string[]): string | undefined {
  const value = at(props, ...names);
  return typeof value === "string" ? value : undefined;
}

/** Returns the elements of a list; none if it is absent or unknown. */
export function listAt(props: object, ...names: readonly string[]): readonly object[] {
  const value = at(props, ...names);
  return Array.isArray(value)
    ? (value as unknown[]).filter((each): each is object => typeof each === "object" && each !== null)
    : [];
}

/** Returns whether an argument is true; the provider has some as text. */
export function isTrueAt(props: object, ...names: readonly string[]): boolean {
  return [true, "true"].includes(at(props, ...names) as boolean | string);
}
