/** An output of another resource: unknown until that resource exists, unless it is one of its arguments. */
export interface OutputOf {
  readonly $: "output";
  readonly resource: string;
  readonly output: string;
}

/** Text with outputs in it: unknown as long as one of them is. */
export interface Joined {
  readonly $: "joined";
  readonly parts: readonly (string | OutputOf)[];
}

/** A value that the program marks as secret. */
export interface Secret {
  readonly $: "secret";
  readonly value: Value;
}

/** A value that a first preview does not know, of which the text says what an update makes of it. */
export interface Later {
  readonly $: "later";
  readonly kind: UnknownKind;
  readonly value: Value;
  /** Names of the resources that it is computed from. */
  readonly from: readonly string[];
}

/** What the engine says of a value that it does not know. */
export type UnknownKind = "string" | "number" | "boolean" | "array" | "object";

/** A leaf that stands for what the engine fills in. */
export type Leaf = OutputOf | Joined | Secret | Later;

/** An argument or an output: plain data with leaves. */
export type Value = string | number | boolean | null | Leaf | readonly Value[] | Properties;

/** Arguments or outputs by name. */
export interface Properties {
  readonly [name: string]: Value | undefined;
}

/** An output of the resource with that name, such as `output("site-alb", "arn")`. */
export function output(resource: string, name: string): OutputOf {
  return { $: "output", resource, output: name };
}

/** The id of the resource with that name. */
export function idOf(resource: string): OutputOf {
  return output(resource, "id");
}

/** Text with outputs in it, as a tagged template: joined`arn of ${output("key", "arn")}`. */
export function joined(texts: TemplateStringsArray, ...outputs: OutputOf[]): Joined {
  const parts = texts.flatMap((text, index) => [text, ...outputs.slice(index, index + 1)]);
  return { $: "joined", parts: parts.filter((part) => part !== "") };
}

/** Marks a value as secret. */
export function secret(value: Value): Secret {
  return { $: "secret", value };
}

/** A value that a first preview does not know. */
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
