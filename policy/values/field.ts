/**
 * A property of a resource, as a policy sees it. `unknown` is not `absent`: the property has a value, but AWS returns it
 * only after the preview (`preview`), or it does not have the documented shape (`shape`).
 */
export type Field<T> =
  | { readonly state: "known"; readonly path: string; readonly value: T }
  | { readonly state: "unknown"; readonly path: string; readonly reason: "preview" | "shape" }
  | { readonly state: "absent"; readonly path: string };

/** A field whose value is unknown. */
export type UnknownField = Extract<Field<unknown>, { state: "unknown" }>;

/** Explains why a field is unknown, as the end of a sentence that begins with the field's path. */
export function whyUnknown(field: UnknownField): string {
  return field.reason === "preview"
    ? "is not known in preview"
    : "does not have the shape that AWS documents";
}

/** Returns whether a field is known and has one of the values; ignores case. */
export function is(field: Field<unknown>, ...values: readonly unknown[]): boolean {
  if (field.state !== "known") {
    return false;
  }
  const value = typeof field.value === "string" ? field.value.toLowerCase() : field.value;
  return values.some((each) => (typeof each === "string" ? each.toLowerCase() : each) === value);
}

/** Returns whether a field has one of the values, or may have it. */
export function mayBe(field: Field<unknown>, ...values: readonly unknown[]): boolean {
  return field.state === "unknown" || is(field, ...values);
}

/** Returns the value of a known field. */
export function known<T>(field: Field<T>): T | undefined {
  return field.state === "known" ? field.value : undefined;
}
