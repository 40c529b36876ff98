import type { Value } from "../values";

/** What the schema of the AWS provider says about one argument. */
export interface Field {
  type: "string" | "number" | "boolean" | "list" | "set" | "map" | "object" | "json" | "asset" | "any";
  /** Must be given. */
  required?: boolean;
  /** A change replaces the resource. */
  immutable?: boolean;
  /** The only values that the schema takes. */
  oneOf?: readonly string[];
  /** A string must match. */
  pattern?: RegExp;
  /** Smallest number, shortest string or list. */
  min?: number;
  /** Largest number, longest string or list. */
  max?: number;
  /** Filled in before the call, and so known in a preview. */
  default?: Value;
  /** AWS gives the value back in its own form, and the next comparison is made with that form. */
  readBack?: boolean;
  /** Sent with a call and never kept: Terraform's write-only arguments. A change of it alone says nothing. */
  writeOnly?: boolean;
  /** Sets of objects: the member that tells which element is which. */
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
/** A number; text that reads as one is taken too, as Terraform does. */
export const num = (rest: Rest = {}): Field => ({ type: "number", ...rest });
/** A boolean; the texts true and false are taken too. */
export const bool = (rest: Rest = {}): Field => ({ type: "boolean", ...rest });
/** A JSON document in a string, compared by meaning and not by spelling. */
export const json = (rest: Rest = {}): Field => ({ type: "json", ...rest });
/** A Pulumi asset or archive. */
export const asset = (rest: Rest = {}): Field => ({ type: "asset", ...rest });
/** Whatever AWS takes there: deep documents that nothing here reads. */
export const any = (rest: Rest = {}): Field => ({ type: "any", ...rest });
/** A list in which order counts. */
export const list = (item: Field, rest: Rest = {}): Field => ({ type: "list", item, ...rest });
/** A list in which order does not count. */
export const set = (item: Field, rest: Rest = {}): Field => ({ type: "set", item, ...rest });
/** Free keys, values of one kind. */
export const map = (item: Field, rest: Rest = {}): Field => ({ type: "map", item, ...rest });
/** A nested object. */
export const obj = (fields: Fields, rest: Rest = {}): Field => ({ type: "object", fields, ...rest });

/** Says whether a change inside this field can force a replacement. */
export function holdsImmutable(field: Field): boolean {
  return (
    field.immutable === true ||
    (field.item !== undefined && holdsImmutable(field.item)) ||
    Object.values(field.fields ?? {}).some(holdsImmutable)
  );
}
