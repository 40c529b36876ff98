/** Draws what leads into a stack and who may sign, before and after, with the changes marked. */
import type { RawResource } from "../../policy/resources/rawResource";
import { buildModel } from "../../policy/stack/stack";
import { unknownText } from "../../policy/values/unknownValues";
import { type IngressNode, ingressTree } from "../explainStack/ingressTree";
import { visibleLine } from "../visible";
import type { Side } from "./side";
import { type SigningKey, signerText } from "./signers";

interface Node {
  readonly label: string;
  /** Whether it is on a path that bypasses CloudFront. */
  readonly unintended: boolean;
}

/** Nodes by key, and edges as lists in JSON: two keys, and perhaps a label. */
interface Graph {
  readonly nodes: Map<string, Node>;
  readonly edges: Set<string>;
}

/** How a node or an edge is marked, and its colours. */
const marks = {
  same: { word: "", style: "" },
  appears: { word: "new: ", style: "fill:#dafbe1,stroke:#1a7f37,color:#1a7f37" },
  goes: { word: "gone: ", style: "fill:#f6f8fa,stroke:#6e7781,color:#6e7781,stroke-dasharray:4" },
  changes: { word: "changed: ", style: "fill:#fff8c5,stroke:#9a6700,color:#633c01" },
  opens: {
    word: "new, bypasses CloudFront: ",
    style: "fill:#ffebe9,stroke:#cf222e,color:#a40e26,stroke-width:3px",
  },
  bypasses: { word: "bypasses CloudFront: ", style: "stroke:#cf222e,color:#a40e26" },
} as const;

type Mark = keyof typeof marks;

/** The words for a resource that exists on both sides. */
const keptWords: Readonly<Partial<Record<Mark, string>>> = {
  appears: "now on a way: ",
  goes: "no longer on a way: ",
  opens: "now reached without CloudFront: ",
};

/**
 * Draws both sides as one flow chart; undefined if nothing in it changes.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function drawing(
  before: Side,
  after: Side,
  keysBefore: readonly SigningKey[],
  keysAfter: readonly SigningKey[],
): string | undefined {
  const hidden = hiddenOrigins(before, after);
  const old = graphOf(before, keysBefore, hidden);
  const now = graphOf(after, keysAfter, hidden);
  const keys = [...new Set([...old.nodes.keys(), ...now.nodes.keys()])];
  const names = new Map(keys.map((key, index) => [key, `n${index}`]));
  const marked = keys.map((key) => {
    const mark = markOf(old.nodes.get(key), now.nodes.get(key));
    // A resource that exists on both sides is neither new nor gone.
    const isKept = before.byUrn.has(key) && after.byUrn.has(key);
    return { key, mark, word: isKept ? (keptWords[mark] ?? marks[mark].word) : marks[mark].word };
  });
  const edges = [...new Set([...old.edges, ...now.edges])].map((edge) => ({
    edge,
    mark: !old.edges.has(edge)
      ? ("appears" as const)
      : now.edges.has(edge)
        ? ("same" as const)
        : ("goes" as const),
  }));
  if ([...marked, ...edges].every(({ mark }) => mark === "same" || mark === "bypasses")) {
    return undefined;
  }
  const nodeLines = marked.map(({ key, word }) => {
    const { label } = now.nodes.get(key) ?? old.nodes.get(key) ?? { label: "" };
    return `  ${names.get(key) ?? ""}["${word}${labelText(label)}"]`;
  });
  const edgeLines = edges.map(({ edge, mark }) => {
    const [from = "", to = "", label] = JSON.parse(edge) as string[];
    const arrow = mark === "goes" ? "-.->" : mark === "appears" ? "==>" : "-->";
    return `  ${names.get(from) ?? ""} ${arrow}${label === undefined ? "" : `|${label}|`} ${names.get(to) ?? ""}`;
  });
  const classes = (Object.keys(marks) as Mark[]).flatMap((mark) => {
    const of = marked.filter((each) => each.mark === mark).map(({ key }) => names.get(key) ?? "");
    return mark === "same" || of.length === 0
      ? []
      : [`  classDef ${mark} ${marks[mark].style}`, `  class ${of.join(",")} ${mark}`];
  });
  return ["flowchart LR", ...nodeLines, ...edgeLines, ...classes].join("\n");
}

function markOf(before: Node | undefined, after: Node | undefined): Mark {
  if (after === undefined) {
    return "goes";
  }
  if (after.unintended && before?.unintended !== true) {
    return "opens";
  }
  if (before === undefined) {
    return "appears";
  }
  if (before.label !== after.label) {
    return "changes";
  }
  return after.unintended ? "bypasses" : "same";
}

/** Escapes what Mermaid interprets in a quoted label. */
function labelText(label: string): string {
  return visibleLine(label)
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("`", "#96;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}

/** Returns the distributions whose origins one side does not show, since one secret hides them all. */
function hiddenOrigins(...sides: readonly Side[]): ReadonlySet<string> {
  return new Set(
    sides.flatMap(({ model }) =>
      model.distributions.filter(({ origins }) => origins.state !== "known").map(({ urn }) => urn),
    ),
  );
}

function graphOf({ raw }: Side, keys: readonly SigningKey[], hidden: ReadonlySet<string>): Graph {
  const shown = raw.map(
    (each): RawResource =>
      hidden.has(each.urn) ? { ...each, props: { ...each.props, origins: unknownText } } : each,
  );
  const graph: Graph = { nodes: new Map(), edges: new Set() };
  add(graph, ingressTree(buildModel(shown)));
  for (const { key, signers } of keys) {
    const to = `key ${key}`;
    graph.nodes.set(to, { label: key, unintended: false });
    for (const signer of signers.map(signerText)) {
      graph.nodes.set(`signer ${signer}`, { label: signer, unintended: false });
      graph.edges.add(JSON.stringify([`signer ${signer}`, to, "may sign"]));
    }
  }
  return graph;
}

function add(graph: Graph, { key, label: full, unintended, children }: IngressNode): void {
  // Without the numbers of behaviors, which move with every behavior before them.
  const label = full.replaceAll(/behavior #\d+ "([^"]*)"/g, "$1");
  const before = graph.nodes.get(key);
  graph.nodes.set(key, {
    label: before !== undefined && !before.unintended ? before.label : label,
    unintended: unintended || before?.unintended === true,
  });
  for (const child of children) {
    graph.edges.add(JSON.stringify([key, child.key]));
    add(graph, child);
  }
}
