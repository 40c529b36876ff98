import type { Input } from "@pulumi/pulumi";

/** Returns a text that is known before deployment; undefined for an output, such as that of another stack. */
export function knownText(text: Input<string> | undefined): string | undefined {
  return typeof text === "string" ? text : undefined;
}
