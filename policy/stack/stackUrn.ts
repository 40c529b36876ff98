import type { StackModel } from "./stack";

/** Returns the URN of the stack itself, or of its first resource if the engine did not send it. */
export function urnOfStack({ resources }: Pick<StackModel, "resources">): string {
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return (root ?? resources[0])?.urn ?? "";
}
