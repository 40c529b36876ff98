import type { Value } from "../values";

/** The AWS provider's schema of one argument. */
export interface Field {
  type: "string" | "number" | "boolean" | "list" | "set" | "map" | "object" | "json" | "asset" | "any";
  /** Required. */
  required?: boolean;
  /** A change replaces the resource. */
  immutable?: boolean;
  /** Allowed values. */
  oneOf?: readonly string[];
  /** Pattern of a string. */
  pattern?: RegExp;
  /** Smallest number, shortest string or list. */
  min?: number;
  /** Largest number, longest string or list. */
  max?: number;
  /** Default, so known in a preview. */
  default?: Value;
  /** Returns AWS's own form of the value, which the next comparison uses. */
  readBack?: boolean;
  /** Write-only, as in Terraform: sent but never stored, and a change of it alone is no difference. */
  writeOnly?: boolean;
  /** Member that identifies an element of a set of objects. */
  key?: string;
  /** Element of a list, set or map. */
  item?: Field;
  /** Members of an object. */
  fields?: Fields;
}

/** Named arguments. */
export type Fields = Readonly<Record<string, Field>>;

type Rest = Omit<Field, "type" | "item" | "fields">;

/** A string. */
export const str = (rest: Rest = {}): Field => ({ type: "string", ...rest });
/** A number; as in Terraform, numeric text is accepted. */
export const num = (rest: Rest = {}): Field => ({ type: "number", ...rest });
/** A boolean; the texts true and false are accepted. */
export const bool = (rest: Rest = {}): Field => ({ type: "boolean", ...rest });
/** A JSON document in a string, compared by content. */
export const json = (rest: Rest = {}): Field => ({ type: "json", ...rest });
/** A Pulumi asset or archive. */
export const asset = (rest: Rest = {}): Field => ({ type: "asset", ...rest });
/** Any value, not checked. */
export const any = (rest: Rest = {}): Field => ({ type: "any", ...rest });
/** An ordered list. */
export const list = (item: Field, rest: Rest = {}): Field => ({ type: "list", item, ...rest });
/** An unordered list. */
export const set = (item: Field, rest: Rest = {}): Field => ({ type: "set", item, ...rest });
/** A map with values of one kind. */
export const map = (item: Field, rest: Rest = {}): Field => ({ type: "map", item, ...rest });
/** A nested object. */
export const obj = (fields: Fields, rest: Rest = {}): Field => ({ type: "object", fields, ...rest });

/** Returns whether a change inside this field can force a replacement. */
export function holdsImmutable(field: Field): boolean {
  return (
    field.immutable === true ||
    (field.item !== undefined && holdsImmutable(field.item)) ||
    Object.values(field.fields ?? {}).some(holdsImmutable)
  );
}
