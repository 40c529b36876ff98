/** Arguments and outputs that many resource types share. */
import { asObject, asText, type Value } from "../values";
import { derived, type OperationContext, type Output } from "./resourceType";
import { map, str } from "./schema";

/** Returns an argument as text; empty if absent. */
export function input(context: OperationContext, name: string): string {
  return asText(context.inputs[name]) ?? "";
}

/** Returns the values of one output across all resources, such as addresses in use. */
export function outputsOf(
  context: Pick<OperationContext, "account">,
  name: string,
): ReadonlySet<Value | undefined> {
  return new Set(context.account.all().map((one) => one.outputs[name]));
}

/** Argument of taggable types. */
export const TAGS = { tags: map(str()) };
/** Argument of regional types. */
export const REGION = { region: str({ immutable: true }) };
/** Output of taggable types. */
export const TAGS_ALL: Record<string, Output> = {
  tagsAll: derived(["tags"], (context) => asObject(context.inputs["tags"])),
};

/** Arguments `name` and `namePrefix`, both immutable. */
export const NAME = { name: str({ immutable: true }), namePrefix: str({ immutable: true }) };
