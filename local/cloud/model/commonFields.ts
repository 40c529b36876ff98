/** Arguments and outputs that many resource types share. */
import { asObject, asText, type Value } from "../values";
import { derived, type OperationContext, type Output } from "./resourceType";
import { map, str } from "./schema";

/** Reads one argument as text; empty if absent. */
export function input(context: OperationContext, name: string): string {
  return asText(context.inputs[name]) ?? "";
}

/** What all resources have in one output: addresses that are taken. */
export function outputsOf(
  context: Pick<OperationContext, "account">,
  name: string,
): ReadonlySet<Value | undefined> {
  return new Set(context.account.all().map((one) => one.outputs[name]));
}

/** Arguments of what can be tagged. */
export const TAGS = { tags: map(str()) };
/** Argument of what lives in a region. */
export const REGION = { region: str({ immutable: true }) };
/** Outputs of what can be tagged. */
export const TAGS_ALL: Record<string, Output> = {
  tagsAll: derived(["tags"], (context) => asObject(context.inputs["tags"])),
};

/** Arguments `name` and `namePrefix`; both are for good. */
export const NAME = { name: str({ immutable: true }), namePrefix: str({ immutable: true }) };
