import { isDocumented } from "../runtime/vocabulary";
import { type Field, type UnknownField, whyUnknown } from "../values/field";
import type { Finding } from "./rule";

/** A finding that rests on a value which cannot be seen: what it may mean, as the beginning of a sentence. */
export function unseen(
  urn: string,
  field: UnknownField,
  risk: string,
  fix = "Give it a value that is known in preview",
): Finding {
  return { urn, path: field.path, why: `${risk}, since this ${whyUnknown(field)}`, fix, unknown: true };
}

/** A name in quotation marks, if it is one: what stands in its place may be anything, and then it is not quoted. */
export function quoted(name: string | undefined): string {
  return name !== undefined && /^[A-Za-z0-9][\w.-]{0,39}$/.test(name) ? `"${name}"` : "that name";
}

/** A value as the program spells it, if AWS documents it; otherwise "this value", or what stands for none. */
export function spelt(field: Field<string>): string {
  if (field.state === "absent") {
    return "the default";
  }
  return field.state === "known" && isDocumented(field.value) ? field.value : "this value";
}
