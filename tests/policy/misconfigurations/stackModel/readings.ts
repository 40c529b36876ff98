import { named, type Resource, type Stack } from "./stack";
import { isLeaf, isList, type Leaf, type Properties, type UnknownKind, type Value } from "./values";

/** The moment at which a stack is read: in a first preview, or after an update. */
export type Moment = "preview" | "known";

/** A value in the engine: JSON, unknowns and secrets. */
export type EngineValue =
  | string
  | number
  | boolean
  | null
  | { readonly unknown: UnknownKind }
  | { readonly secret: EngineValue }
  | { readonly list: readonly EngineValue[] }
  | { readonly object: Readonly<Record<string, EngineValue>> };

/** Arguments or outputs in the engine, by name. */
export type EngineProperties = Readonly<Record<string, EngineValue>>;

/** A resource as the engine presents it to a policy pack. */
export interface EngineResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** False for components and for the stack itself. */
  readonly custom: boolean;
  /** Undefined while unknown, and for components. */
  readonly id?: string;
  readonly parent?: string;
  readonly inputs: EngineProperties;
  readonly outputs: EngineProperties;
  /** URNs by argument. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** URNs. */
  readonly dependencies: readonly string[];
}

/** A stack as the engine presents it, the stack's own resource first. */
export interface Reading {
  readonly moment: Moment;
  readonly resources: readonly EngineResource[];
}

const PROJECT = "members";
const ROOT_TYPE = "pulumi:pulumi:Stack";

/** Reads a stack as the engine presents it at a moment. */
export function read(stack: Stack, moment: Moment): Reading {
  const context: Context = { stack, moment };
  const duplicates = stack.resources.filter((one, at) =>
    stack.resources.some((other, before) => before < at && other.name === one.name),
  );
  if (duplicates.length > 0) {
    throw new Error(`two resources are named ${duplicates.map(({ name }) => name).join(", ")}`);
  }
  const root: EngineResource = {
    urn: rootUrn(stack),
    type: ROOT_TYPE,
    name: `${PROJECT}-${stack.name}`,
    custom: false,
    inputs: {},
    outputs: resolveAll(context, stack.outputs),
    propertyDependencies: {},
    dependencies: [],
  };
  return { moment, resources: [root, ...stack.resources.map((resource) => readOne(context, resource))] };
}

/** Returns the URN of a resource, by name. */
export function urnOf(stack: Stack, name: string): string {
  return urn(stack, named(stack, name));
}

interface Context {
  stack: Stack;
  moment: Moment;
}

function readOne(context: Context, resource: Resource): EngineResource {
  const { stack, moment } = context;
  const inputs = resolveAll(context, resource.props);
  const computed =
    moment === "known"
      ? resolveAll(context, resource.outputs)
      : Object.fromEntries(
          Object.keys(resource.outputs).map((name) => [name, { unknown: "string" as const }]),
        );
  const propertyDependencies = Object.fromEntries(
    Object.entries(resource.props)
      .map(([name, value]) => [name, value === undefined ? [] : sources(value)] as const)
      .filter(([, names]) => names.length > 0)
      .map(([name, names]) => [name, names.map((source) => urnOf(stack, source))]),
  );
  const needed = [...Object.values(propertyDependencies).flat(), ...needs(stack, resource)];
  const id = computed.id;
  return {
    urn: urn(stack, resource),
    type: resource.type,
    name: resource.name,
    custom: resource.component !== true,
    ...(typeof id === "string" ? { id } : {}),
    parent: resource.parent === undefined ? rootUrn(stack) : urnOf(stack, resource.parent),
    inputs,
    outputs: { ...computed, ...inputs },
    propertyDependencies,
    dependencies: [...new Set(needed)].sort(),
  };
}

function needs(stack: Stack, resource: Resource): string[] {
  return (resource.dependsOn ?? []).map((name) => urnOf(stack, name));
}

/** Returns the URN of the stack's own resource. */
export function rootUrn(stack: Stack): string {
  return `urn:pulumi:${stack.name}::${PROJECT}::${ROOT_TYPE}::${PROJECT}-${stack.name}`;
}

function urn(stack: Stack, resource: Resource): string {
  return `urn:pulumi:${stack.name}::${PROJECT}::${qualifiedType(stack, resource)}::${resource.name}`;
}

/** Returns the types of a resource's parents and its own, as in URNs. */
function qualifiedType(stack: Stack, resource: Resource): string {
  if (resource.parent === undefined) {
    return resource.type;
  }
  return `${qualifiedType(stack, named(stack, resource.parent))}$${resource.type}`;
}

function resolveAll(context: Context, properties: Properties): EngineProperties {
  const entries = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, resolve(context, value)] as const],
  );
  return Object.fromEntries(entries);
}

function resolve(context: Context, value: Value): EngineValue {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (isList(value)) {
    return { list: value.map((element) => resolve(context, element)) };
  }
  return isLeaf(value) ? resolveLeaf(context, value) : { object: resolveAll(context, value) };
}

function resolveLeaf(context: Context, leaf: Leaf): EngineValue {
  switch (leaf.$) {
    case "secret":
      return { secret: resolve(context, leaf.value) };
    case "later":
      return context.moment === "preview" ? { unknown: leaf.kind } : resolve(context, leaf.value);
    case "joined": {
      const parts = leaf.parts.map((part) => resolve(context, part));
      const texts = parts.map(textOf);
      if (!texts.every((text) => text !== undefined)) {
        return { unknown: "string" };
      }
      return texts.every((text, i) => text === parts[i]) ? texts.join("") : { secret: texts.join("") };
    }
    case "output":
      return resolveOutput(context, leaf.resource, leaf.output);
  }
}

/** Returns a text, also if it is secret; undefined for anything else. */
function textOf(value: EngineValue): string | undefined {
  const inner = typeof value === "object" && value !== null && "secret" in value ? value.secret : value;
  return typeof inner === "string" ? inner : undefined;
}

function resolveOutput(context: Context, name: string, output: string): EngineValue {
  const resource = named(context.stack, name);
  const argument = resource.props[output];
  if (argument !== undefined) {
    return resolve(context, argument);
  }
  const computed = resource.outputs[output];
  if (computed === undefined) {
    throw new Error(`${name} (${resource.type}) has no output ${output}`);
  }
  return context.moment === "preview" ? { unknown: "string" } : resolve(context, computed);
}

/** Lists the resources that a value comes from. */
function sources(value: Value): string[] {
  if (value === null || typeof value !== "object") {
    return [];
  }
  if (isList(value)) {
    return unique(value.flatMap(sources));
  }
  if (!isLeaf(value)) {
    return unique(Object.values(value).flatMap((part) => (part === undefined ? [] : sources(part))));
  }
  switch (value.$) {
    case "output":
      return [value.resource];
    case "joined":
      return unique(value.parts.flatMap(sources));
    case "secret":
      return sources(value.value);
    case "later":
      return unique([...value.from, ...sources(value.value)]);
  }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
