import { isDocumented } from "../values/documentedValues";
import { type Field, type UnknownField, whyUnknown } from "../values/field";
import type { Finding } from "./rule";

/**
 * Creates a finding that depends on an unknown value. One of the wrong shape stays so in the update, which is why such a
 * finding cannot be deferred to it.
 *
 * @param risk what may be the case, as the beginning of a sentence
 */
export function unknownFinding(
  urn: string,
  field: UnknownField,
  risk: string,
  fix = "Give it a value that is known in preview",
): Finding {
  const why = `${risk}, since this ${whyUnknown(field)}`;
  return { urn, path: field.path, why, fix, ...(field.reason === "preview" && { unknown: true }) };
}

/** Reports an argument that is unknown, or whose value is not valid. */
export function checkField(
  urn: string,
  field: Field<unknown>,
  isValid: boolean,
  { risk, why, fix }: { readonly risk: string; readonly why: string; readonly fix: string },
): Finding[] {
  if (field.state === "unknown") {
    return [unknownFinding(urn, field, risk, fix)];
  }
  return isValid ? [] : [{ urn, path: field.path, why, fix }];
}

/** Quotes a name; anything that is not spelled like one is not repeated. */
export function quoted(name: string | undefined): string {
  return name !== undefined && /^[A-Za-z0-9][\w.-]{0,39}$/.test(name) ? `"${name}"` : "(name not shown)";
}

/** Repeats a value that AWS documents; returns "this value" for another, and "the default" if absent. */
export function spelt(field: Field<string>): string {
  if (field.state === "absent") {
    return "the default";
  }
  return field.state === "known" && isDocumented(field.value) ? field.value : "this value";
}
