import type { EngineProperties, EngineValue } from "./readings";
import type { UnknownKind } from "./values";

/** JSON, as the engine sends it. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * The texts by which the engine represents unknown values.
 *
 * @see @pulumi/policy proxy.js
 */
const UNKNOWN: Record<UnknownKind, string> = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

/** The key and value that mark a secret. */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** The form of a secret: a value in a request, text in a state file. */
type SecretForm = "request" | "state";

/** Converts arguments or outputs to the engine's format. */
export function toWire(properties: EngineProperties, form: SecretForm): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, valueToWire(value, form)]),
  );
}

function valueToWire(value: EngineValue, form: SecretForm): Json {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if ("unknown" in value) {
    return UNKNOWN[value.unknown];
  }
  if ("list" in value) {
    return value.list.map((element) => valueToWire(element, form));
  }
  if ("object" in value) {
    return toWire(value.object, form);
  }
  const inside = valueToWire(value.secret, form);
  return form === "state" ? { ...SECRET, plaintext: JSON.stringify(inside) } : { ...SECRET, value: inside };
}
