import type { OperationContext, ResourceType } from "../model/resourceType";
import type { Fields } from "../model/schema";
import {
  every,
  holdsUnknown,
  isObject,
  isUnknown,
  type Properties,
  plain,
  UNKNOWN,
  type Value,
} from "../values";

/** Returns the arguments with the schema's defaults, at every depth. */
export function withDefaults(fields: Fields, inputs: Properties): Properties {
  const filled = plain(inputs);
  for (const [key, field] of Object.entries(fields)) {
    const value = filled[key] ?? field.default;
    if (value !== undefined) {
      filled[key] = fill(field, value);
    }
  }
  return filled;
}

function fill(field: Fields[string], value: Value): Value {
  const { item, fields } = field;
  if (Array.isArray(value) && item !== undefined) {
    return value.map((one) => fill(item, one));
  }
  return isObject(value) && fields !== undefined ? withDefaults(fields, value) : value;
}

/** Computes a resource's outputs. Reads and completes `context.outputs`. */
export function computeOutputs(type: ResourceType, context: OperationContext): Properties {
  begin(type, context);
  for (const [key, output] of Object.entries(type.outputs)) {
    const before = context.old?.outputs[key];
    const given = output.kind !== "derived" && context.inputs[key] !== undefined;
    const lasting = output.kind === "stable" ? before : undefined;
    set(context.outputs, key, given ? context.inputs[key] : (lasting ?? output.compute(context)));
  }
  return context.outputs;
}

/** Computes the outputs in a preview: arguments and what follows from them are known. */
export function previewOutputs(type: ResourceType, context: OperationContext): Properties {
  begin(type, context);
  for (const [key, output] of Object.entries(type.outputs)) {
    const before = context.old?.outputs[key];
    if (output.kind === "derived") {
      const unknown = output.from.some((path) =>
        every(context.inputs, path).some((one) => holdsUnknown(one.value)),
      );
      const waits = output.from.some((path) => isUnknown(context.outputs[path.split(".")[0] ?? path]));
      set(context.outputs, key, unknown || waits ? UNKNOWN : output.compute(context));
    } else if (context.inputs[key] === undefined) {
      context.outputs[key] = output.kind === "stable" ? (before ?? UNKNOWN) : UNKNOWN;
    }
  }
  return context.outputs;
}

function begin(type: ResourceType, context: OperationContext): void {
  context.outputs = kept(type, plain(context.inputs));
  if (context.id !== "") {
    context.outputs["id"] = context.id;
  }
  if (type.global !== true && type.stored !== false) {
    context.outputs["region"] = context.region;
  }
}

/** Returns the arguments without the write-only ones, which AWS's provider does not keep. */
export function kept(type: ResourceType, inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => type.inputs[key]?.writeOnly !== true));
}

function set(outputs: Properties, key: string, value: Value | undefined): void {
  if (value !== undefined) {
    outputs[key] = value;
  }
}
