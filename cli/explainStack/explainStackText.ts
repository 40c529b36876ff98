/** Draws ingress paths as a tree and as a Mermaid diagram. */
import { visibleLine } from "../visible";
import type { IngressNode } from "./ingressTree";

/** Draws a tree with one line for each node. */
export function toTree(place: IngressNode): string {
  return [visibleLine(place.label), ...branches(place.children, "")].join("\n");
}

function branches(places: readonly IngressNode[], indent: string): string[] {
  return places.flatMap((place, i) => {
    const isLast = i === places.length - 1;
    const mark = place.unintended ? "✗ " : "";
    return [
      `${indent}${isLast ? "└─" : "├─"} ${mark}${visibleLine(place.label)}`,
      ...branches(place.children, `${indent}${isLast ? "   " : "│  "}`),
    ];
  });
}

/**
 * Draws a flow chart; ingress paths that bypass CloudFront are red.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function toMermaid(root: IngressNode): string {
  const names = new Map<string, string>();
  const lines = new Set<string>();
  const marked = new Set<string>();
  const nameOf = ({ key, label, unintended }: IngressNode): string => {
    let name = names.get(key);
    if (name === undefined) {
      name = `n${names.size}`;
      names.set(key, name);
      lines.add(`  ${name}["${visibleLine(label).replaceAll('"', "'")}"]`);
    }
    if (unintended) {
      marked.add(name);
    }
    return name;
  };
  const draw = (place: IngressNode) => {
    const from = nameOf(place);
    for (const child of place.children) {
      lines.add(`  ${from} --> ${nameOf(child)}`);
      draw(child);
    }
  };
  draw(root);
  const red =
    marked.size === 0
      ? []
      : ["  classDef unintended stroke:#c00,color:#c00", `  class ${[...marked].join(",")} unintended`];
  return ["flowchart LR", ...lines, ...red].join("\n");
}
