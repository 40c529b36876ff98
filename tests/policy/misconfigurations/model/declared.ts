import type { OutputInstance } from "@pulumi/pulumi";
import type { ArgumentsOf } from "./arguments";
import { computedOutputs } from "./computed";
import type { Resource } from "./stack";
import type { Leaf, Properties } from "./values";

/** An input type with the fixtures' leaves in the place of outputs and promises. */
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

/** Where a resource stands in its stack. */
type Place = Pick<Resource, "parent" | "dependsOn">;

/** The arguments of a type, as a fixture writes them. */
export type PropsOf<Type extends keyof ArgumentsOf> = {
  readonly [Name in keyof ArgumentsOf[Type]]: Plain<ArgumentsOf[Type][Name]>;
};

/** A resource whose arguments are checked against the package that has its type. */
export function declared<Type extends keyof ArgumentsOf>(
  type: Type,
  name: string,
  props: PropsOf<Type>,
  place: Place = {},
): Resource {
  return { type, name, props: props as Properties, outputs: computedOutputs(type, name), ...place };
}

/** A resource of a type that no installed package has: of an older provider, or of another one. */
export function declaredRaw(
  type: string,
  name: string,
  props: Properties,
  outputs: Properties = {},
): Resource {
  return { type, name, props, outputs: { ...computedOutputs(type, name), ...outputs } };
}

/** A component, which only groups the resources that it made. */
export function component(type: string, name: string, parent?: string): Resource {
  const place = parent === undefined ? {} : { parent };
  return { type, name, props: {}, outputs: {}, component: true, ...place };
}
