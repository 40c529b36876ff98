/**
 * Checks the types of arguments, which no compiler has checked in a program in JavaScript or Python. An unknown argument is
 * refused as well: a misspelt restriction must not become no restriction.
 */
import { Output, Resource } from "@pulumi/pulumi";
import { ArgumentError } from "../argumentError";
import { nearest } from "../nearest";
import generated from "./argumentSchema.json";

/** The type of an argument. */
export interface ArgumentType {
  /** A type of JSON, or the name of an object or a choice. */
  readonly type: string;
  /** The type of the elements of a list, or of the values of a map. */
  readonly of?: ArgumentType;
  /** Whether it has to be known before deployment. */
  readonly plain?: boolean;
  readonly required?: boolean;
}

type Members = Readonly<Record<string, ArgumentType>>;

/** The types of all arguments. */
export interface ArgumentTypes {
  readonly components: Readonly<Record<string, Members>>;
  readonly objects: Readonly<Record<string, Members>>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const types: ArgumentTypes = generated;

/**
 * Refuses arguments of the wrong type, unknown ones and missing ones. Called before anything reads them.
 *
 * @param component the kind of component
 * @param name the name that the caller gave it
 * @throws ArgumentError
 */
export function refuseWrongTypes(component: string, name: string, args: unknown): void {
  const problems = isObject(args)
    ? memberProblems("", args, types.components[component] ?? {})
    : [`the arguments are ${kindOf(args)}; allowed: an object.`];
  if (problems.length > 0) {
    throw new ArgumentError(`${component} "${name}"`, problems);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value becomes known during deployment. */
function isDeferred(value: unknown): boolean {
  return Output.isInstance(value) || (isObject(value) && typeof value.then === "function");
}

/** Names what a value is, not the value: it may be a misplaced secret. */
function kindOf(value: unknown): string {
  if (value === undefined) {
    return "missing";
  }
  if (value === null) {
    return "null";
  }
  if (isDeferred(value)) {
    return "an output";
  }
  const kinds: Record<string, string> = { string: "text", number: "a number", boolean: "true or false" };
  return Array.isArray(value)
    ? "a list"
    : (kinds[typeof value] ?? `a ${typeof value}`).replace("a object", "an object");
}

/** Names what a type allows. */
function allowedBy({ type }: ArgumentType): string {
  const names: Record<string, string> = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    array: "a list",
  };
  return types.choices[type]?.map((value) => `"${value}"`).join(" or ") ?? names[type] ?? "an object";
}

function memberProblems(path: string, value: Readonly<Record<string, unknown>>, members: Members): string[] {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  return [
    ...unknownNames(value, members).flatMap((name) => unknownProblems(at, name, Object.keys(members))),
    ...Object.entries(members).flatMap(([name, type]) => valueProblems(at(name), value[name], type)),
  ];
}

function unknownNames(value: Readonly<Record<string, unknown>>, members: Members): string[] {
  return Resource.isInstance(value)
    ? []
    : Object.keys(value).filter((name) => !Object.hasOwn(members, name) && value[name] !== undefined);
}

/** Refuses a name that is similar to an argument's, and any of a component itself: a nested object may be part of a larger one. */
function unknownProblems(at: (name: string) => string, name: string, known: readonly string[]): string[] {
  const near = nearest(known, name);
  if (near !== undefined) {
    return [`Unknown argument \`${at(name)}\`. Did you mean \`${at(near)}\`?`];
  }
  return at(name) === name
    ? [`Unknown argument \`${name}\`. Remove it; docs/reference/components.md lists the arguments.`]
    : [];
}

function valueProblems(what: string, value: unknown, type: ArgumentType): string[] {
  if (value === undefined && !type.required) {
    return [];
  }
  if (isDeferred(value)) {
    return type.plain
      ? [
          `${what} is an output; allowed: ${allowedBy(type)}, known before deployment. To fix: give the value itself.`,
        ]
      : [];
  }
  if (!hasType(value, type)) {
    const fix = value === null && !type.required ? "leave it out" : `give ${allowedBy(type)}`;
    return [`${what} is ${kindOf(value)}; allowed: ${allowedBy(type)}. To fix: ${fix}.`];
  }
  const { of } = type;
  if (Array.isArray(value)) {
    return of === undefined
      ? []
      : value.flatMap((each, at) => valueProblems(`${what}[${at}]`, each, { ...of, required: true }));
  }
  if (!isObject(value)) {
    return [];
  }
  const members = types.objects[type.type];
  if (members !== undefined) {
    return memberProblems(what, value, members);
  }
  return of === undefined
    ? []
    : Object.entries(value).flatMap(([key, each]) => valueProblems(`${what}.${key}`, each, of));
}

function hasType(value: unknown, { type }: ArgumentType): boolean {
  switch (type) {
    case "integer":
    case "number":
      return typeof value === "number";
    case "string":
    case "boolean":
      return typeof value === type;
    case "array":
      return Array.isArray(value);
    default:
      return types.choices[type] === undefined
        ? isObject(value) && !isDeferred(value)
        : typeof value === "string";
  }
}
