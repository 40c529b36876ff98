/** Writes the types of the components' arguments, as components check them, from the schema. */
import type { ArgumentType, ArgumentTypes } from "../../components/internal/types/argumentTypes";
import type { Schema } from "./pluginSchema";

/** A property of a schema. */
interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly plain?: boolean;
}

interface Owner {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly inputProperties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly requiredInputs?: readonly string[];
  readonly enum?: readonly { readonly value: string }[];
}

const nameOf = (token: string): string => token.split(":").at(-1) ?? token;

function typeOf({ type, $ref, items, additionalProperties, plain }: Property): ArgumentType {
  const of = items ?? additionalProperties;
  return {
    type: $ref === undefined ? (type ?? "object") : nameOf($ref),
    ...(of && { of: typeOf(of) }),
    ...(plain && { plain }),
  };
}

function membersOf(properties: Readonly<Record<string, Property>> = {}, required: readonly string[] = []) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      { ...typeOf(property), ...(required.includes(name) && { required: true }) },
    ]),
  );
}

/** Returns what components check of their arguments, as JSON. */
export function argumentTypes(schema: Schema): string {
  const owners = (part: "resources" | "types") => Object.entries(schema[part] as Record<string, Owner>);
  const types: ArgumentTypes = {
    components: Object.fromEntries(
      owners("resources").map(([token, owner]) => [
        nameOf(token),
        membersOf(owner.inputProperties, owner.requiredInputs),
      ]),
    ),
    objects: Object.fromEntries(
      owners("types").flatMap(([token, owner]) =>
        owner.enum ? [] : [[nameOf(token), membersOf(owner.properties, owner.required)]],
      ),
    ),
    choices: Object.fromEntries(
      owners("types").flatMap(([token, owner]) =>
        owner.enum ? [[nameOf(token), owner.enum.map(({ value }) => value)]] : [],
      ),
    ),
  };
  return `${JSON.stringify(types, null, 2)}\n`;
}
