/**
 * A value of a resource as a policy can see it. `unknown` is not `absent`: in a preview it is a value that AWS will
 * only give later (`preview`), or one that has not the documented shape (`shape`).
 */
export type Field<T> =
  | { readonly state: "known"; readonly path: string; readonly value: T }
  | { readonly state: "unknown"; readonly path: string; readonly reason: "preview" | "shape" }
  | { readonly state: "absent"; readonly path: string };

/** A field whose value cannot be seen. */
export type UnknownField = Extract<Field<unknown>, { state: "unknown" }>;

/** Says why a field cannot be decided on, as the end of a sentence that begins with the field's path. */
export function whyUnknown(field: UnknownField): string {
  return field.reason === "preview"
    ? "is not known in preview"
    : "does not have the shape that AWS documents";
}

/** Whether a field is known and has that value, letters of either case alike. */
export function is(field: Field<unknown>, ...values: readonly unknown[]): boolean {
  if (field.state !== "known") {
    return false;
  }
  const value = typeof field.value === "string" ? field.value.toLowerCase() : field.value;
  return values.some((each) => (typeof each === "string" ? each.toLowerCase() : each) === value);
}

/** The value of a field that is known. */
export function known<T>(field: Field<T>): T | undefined {
  return field.state === "known" ? field.value : undefined;
}

/**
 * Tells whether an error is the SDK's "this value is unknown". By shape and not by class: a program may have two
 * copies of the SDK, and then the classes differ.
 */
export function isUnknownValueError(error: unknown): error is Error & { props: PropertyKey[] } {
  return (
    error instanceof Error && "unknownTypeSentinel" in error && "props" in error && Array.isArray(error.props)
  );
}
