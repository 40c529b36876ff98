import type { OutputInstance } from "@pulumi/pulumi";
import type { ArgumentsOf } from "./arguments";
import { computedOutputs } from "./computed";
import type { Resource } from "./stack";
import type { Leaf, Properties } from "./values";

/** An input type with {@link Leaf} in place of outputs and promises. */
type Plain<T> =
  T extends OutputInstance<unknown>
    ? never
    : T extends Promise<unknown>
      ? never
      : T extends readonly (infer Element)[]
        ? readonly Plain<Element>[] | Leaf
        : T extends object
          ? { readonly [Name in keyof T]: Plain<T[Name]> } | Leaf
          : T | Leaf;

/** The options of a resource. */
type Options = Pick<Resource, "parent" | "dependsOn">;

/** The arguments of a type in a fixture. */
export type PropsOf<Type extends keyof ArgumentsOf> = {
  readonly [Name in keyof ArgumentsOf[Type]]: Plain<ArgumentsOf[Type][Name]>;
};

/** Declares a resource, with arguments of its type. */
export function declared<Type extends keyof ArgumentsOf>(
  type: Type,
  name: string,
  props: PropsOf<Type>,
  options: Options = {},
): Resource {
  return { type, name, props: props as Properties, outputs: computedOutputs(type, name), ...options };
}

/** Declares a resource of a type that is not in an installed package: of an older provider, or of another one. */
export function declaredRaw(
  type: string,
  name: string,
  props: Properties,
  outputs: Properties = {},
): Resource {
  return { type, name, props, outputs: { ...computedOutputs(type, name), ...outputs } };
}

/** Declares a component. */
export function component(type: string, name: string, parent?: string): Resource {
  const options = parent === undefined ? {} : { parent };
  return { type, name, props: {}, outputs: {}, component: true, ...options };
}
