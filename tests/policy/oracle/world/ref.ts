/** A reference: to a thing of the stack, by output or by its literal id, or to a thing outside the stack. */
export type Ref = { readonly to: string; readonly literal?: true } | { readonly outside: string };

/** Returns a text that is the same for references to the same thing. */
export function keyOf(ref: Ref): string {
  return "to" in ref ? ref.to : `outside ${ref.outside}`;
}
