/** An output of another resource: unknown until that resource exists, unless it is one of its arguments. */
export interface OutputOf {
  readonly $: "output";
  readonly resource: string;
  readonly output: string;
}

/** Text that contains outputs; unknown if one of them is. */
export interface Joined {
  readonly $: "joined";
  readonly parts: readonly (string | OutputOf)[];
}

/** A value that the program marks as secret. */
export interface Secret {
  readonly $: "secret";
  readonly value: Value;
}

/** A value that is unknown in a first preview and known after an update. */
export interface Later {
  readonly $: "later";
  readonly kind: UnknownKind;
  readonly value: Value;
  /** The names of resources that it is computed from. */
  readonly from: readonly string[];
}

/** The kinds of unknown values. */
export type UnknownKind = "string" | "number" | "boolean" | "array" | "object";

/** A value that the engine resolves. */
export type Leaf = OutputOf | Joined | Secret | Later;

/** An argument or an output: plain data and leaves. */
export type Value = string | number | boolean | null | Leaf | readonly Value[] | Properties;

/** Arguments or outputs by name. */
export interface Properties {
  readonly [name: string]: Value | undefined;
}

/** Refers to an output of a resource, such as `output("site-alb", "arn")`. */
export function output(resource: string, name: string): OutputOf {
  return { $: "output", resource, output: name };
}

/** Refers to the id of a resource. */
export function idOf(resource: string): OutputOf {
  return output(resource, "id");
}

/** Joins text and outputs, as a tagged template: joined`arn of ${output("key", "arn")}`. */
export function joined(texts: TemplateStringsArray, ...outputs: OutputOf[]): Joined {
  const parts = texts.flatMap((text, index) => [text, ...outputs.slice(index, index + 1)]);
  return { $: "joined", parts: parts.filter((part) => part !== "") };
}

/** Marks a value as secret. */
export function secret(value: Value): Secret {
  return { $: "secret", value };
}

/** Makes a value unknown in a first preview. */
export function later(value: Value, from: readonly string[] = [], kind: UnknownKind = "string"): Later {
  return { $: "later", kind, value, from };
}

/** Whether a value is a leaf. */
export function isLeaf(value: Value): value is Leaf {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "$" in value;
}

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
