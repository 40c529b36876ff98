/** Prints a stack as a case that can be pasted into a test. */
import type { Resource, Value } from "../misconfigurations/stackModel";
import { render } from "./render";
import type { World } from "./world/world";

/** Returns the resources of a stack as TypeScript, one a line. */
export function asCase(world: World): string {
  return render(world).resources.map(line).join("\n");
}

function line({ type, name, props, component }: Resource): string {
  const shown = Object.keys(props).length === 0 ? "{}" : text(props);
  return component
    ? `{ ...component("${type}", "${name}"), props: ${shown} },`
    : `declaredRaw("${type}", "${name}", ${shown}),`;
}

function text(value: Value | undefined): string {
  if (value === null || typeof value !== "object") {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${(value as readonly Value[]).map(text).join(", ")}]`;
  }
  const leaf = value as { $?: string; resource?: string; output?: string; parts?: readonly Value[] };
  if (leaf.$ === "output") {
    return leaf.output === "id"
      ? `idOf("${leaf.resource ?? ""}")`
      : `output("${leaf.resource ?? ""}", "${leaf.output ?? ""}")`;
  }
  if (leaf.$ === "joined") {
    return `joined\`${(leaf.parts ?? []).map((part) => (typeof part === "string" ? part : `\${${text(part)}}`)).join("")}\``;
  }
  const entries = Object.entries(value as Readonly<Record<string, Value | undefined>>);
  return `{ ${entries.map(([name, each]) => `${name}: ${text(each)}`).join(", ")} }`;
}
