import type { Making, ResourceFact } from "../services/resourceType";
import type { Fields } from "../services/schema";
import {
  every,
  holdsUnknown,
  isObject,
  isUnknown,
  type Properties,
  plain,
  UNKNOWN,
  type Value,
} from "./values";

/** The arguments with the schema's defaults written in, at every depth. */
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

/** Everything that a resource shows once it exists. Reads and completes `making.outputs`. */
export function computeOutputs(fact: ResourceFact, making: Making): Properties {
  begin(fact, making);
  for (const [key, output] of Object.entries(fact.outputs)) {
    const before = making.old?.outputs[key];
    const given = output.kind !== "derived" && making.inputs[key] !== undefined;
    const lasting = output.kind === "stable" ? before : undefined;
    set(making.outputs, key, given ? making.inputs[key] : (lasting ?? output.compute(making)));
  }
  return making.outputs;
}

/** The same before anything exists: arguments and what follows from them are known, the rest is not. */
export function previewOutputs(fact: ResourceFact, making: Making): Properties {
  begin(fact, making);
  for (const [key, output] of Object.entries(fact.outputs)) {
    const before = making.old?.outputs[key];
    if (output.kind === "derived") {
      const unknown = output.from.some((path) =>
        every(making.inputs, path).some((one) => holdsUnknown(one.value)),
      );
      const waits = output.from.some((path) => isUnknown(making.outputs[path.split(".")[0] ?? path]));
      set(making.outputs, key, unknown || waits ? UNKNOWN : output.compute(making));
    } else if (making.inputs[key] === undefined) {
      making.outputs[key] = output.kind === "stable" ? (before ?? UNKNOWN) : UNKNOWN;
    }
  }
  return making.outputs;
}

function begin(fact: ResourceFact, making: Making): void {
  making.outputs = kept(fact, plain(making.inputs));
  if (making.id !== "") {
    making.outputs["id"] = making.id;
  }
  if (fact.global !== true && fact.stored !== false) {
    making.outputs["region"] = making.region;
  }
}

/** What AWS's provider keeps of arguments: all but the write-only ones. */
export function kept(fact: ResourceFact, inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => fact.inputs[key]?.writeOnly !== true));
}

function set(outputs: Properties, key: string, value: Value | undefined): void {
  if (value !== undefined) {
    outputs[key] = value;
  }
}
