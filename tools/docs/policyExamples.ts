/** Shows a rule's examples: the first accepted one as a whole, the others by what differs from it. */
import { Document, stringify, visit } from "yaml";
import {
  type Example,
  type ExampleResource,
  type Examples,
  unknownValue,
} from "../../policy/examples/example";
import type { Rule } from "../../policy/rules/rule";
import { findingsIn } from "../../tests/policy/support/exampleFindings";

const style = { lineWidth: 0, flowCollectionPadding: false } as const;
/** Shorter collections are written on one line. */
const inlineWidth = 100;

/** Returns the Markdown of a rule's examples, with the messages for the rejected ones. */
export function exampleText(rule: Rule, { good, bad }: Examples): string[] {
  const [base, ...alsoGood] = good;
  if (base === undefined) {
    return [];
  }
  const shown = [
    ...alsoGood.map((example) => ({ verdict: "Also accepted", example, messages: [] })),
    ...bad.map((example) => ({ verdict: "Rejected", example, messages: messagesOf(rule, example) })),
  ];
  return [
    ...heading("Accepted", base),
    ...block("yaml", base.resources.flatMap(yamlOf)),
    ...shown.flatMap(({ verdict, example, messages }) => {
      const earlier = good.filter((each) => each !== example);
      const [heading = "", ...code] = comparison(
        verdict,
        example,
        example === alsoGood[0] ? [base] : earlier,
      );
      return [heading, ...messages, ...code];
    }),
  ];
}

/** Quotes the message of the first finding in a rejected example. */
function messagesOf(rule: Rule, example: Example): string[] {
  return findingsIn(rule, example)
    .slice(0, 1)
    .map(({ path, why, fix }) => `\`${path === "" ? "" : `${path}: `}${why}. Fix: ${fix}.\``);
}

function heading(verdict: string, { what, options }: Example, than = ""): string[] {
  const withOptions = options === undefined ? "" : `, with the options \`${JSON.stringify(options)}\``;
  return [`**${verdict}**: ${what}${withOptions}${than}.`];
}

/** Shows what differs from the most similar accepted example, or the whole example if that is shorter. */
function comparison(verdict: string, example: Example, accepted: readonly Example[]): string[] {
  const whole = example.resources.flatMap(yamlOf);
  const [closest] = accepted
    .map(({ what, resources }) => ({ what, lines: differences(resources, example.resources) }))
    .sort((a, b) => a.lines.length - b.lines.length);
  if (closest === undefined || closest.lines.length > whole.length) {
    return [...heading(verdict, example), ...block("yaml", whole)];
  }
  const than = closest.what === accepted[0]?.what ? "" : ` (compared with ${closest.what})`;
  return [
    ...heading(verdict, example, than),
    ...(closest.lines.length === 0 ? [""] : block("diff", closest.lines)),
  ];
}

function differences(before: readonly ExampleResource[], after: readonly ExampleResource[]): string[] {
  const names = new Set([...before, ...after].map(nameOf));
  return [...names].flatMap((name) => {
    const [old = [], now = []] = [before, after].map((list) => list.filter((each) => nameOf(each) === name));
    return diff(old.flatMap(yamlOf), now.flatMap(yamlOf));
  });
}

function nameOf({ name = "it" }: ExampleResource): string {
  return name;
}

/** Writes a resource as Pulumi YAML does; `dependencies` are the resources whose outputs an argument depends on. */
function yamlOf(resource: ExampleResource): string[] {
  const { type, name, props, parent, from } = resource;
  const body = {
    type,
    ...(parent === undefined ? {} : { parent }),
    properties: withUnknowns(props),
    ...(from === undefined ? {} : { dependencies: from }),
  };
  // The path of the node `properties` in the document, through maps and pairs.
  const propertiesDepth = name === undefined ? 3 : 5;
  const document = new Document(name === undefined ? body : { [name]: body });
  visit(document, {
    Collection(key, node, path) {
      if (
        path.length >= propertiesDepth &&
        stringify(node, { ...style, collectionStyle: "flow" }).length <= inlineWidth
      ) {
        node.flow = true;
      }
    },
  });
  return document.toString(style).trimEnd().split("\n");
}

function withUnknowns(props: object): unknown {
  return JSON.parse(JSON.stringify(props), (_, value: unknown) =>
    JSON.stringify(value) === JSON.stringify(unknownValue) ? "<unknown in preview>" : value,
  );
}

interface DiffLine {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** Returns the changed lines of a text, below the lines that contain them. */
function diff(old: readonly string[], now: readonly string[]): string[] {
  const all = diffLines(old, now);
  const kept = new Set<number>();
  all.forEach(({ sign, text }, at) => {
    if (sign === " ") {
      return;
    }
    kept.add(at);
    let indent = indentOf(text);
    for (let above = at - 1; above >= 0; above--) {
      const line = all[above] as DiffLine;
      if (line.sign === " " && indentOf(line.text) < indent) {
        indent = indentOf(line.text);
        kept.add(above);
      }
    }
  });
  return all.filter((_, at) => kept.has(at)).map(({ sign, text }) => `${sign} ${text}`);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** Compares two texts by their longest common subsequence of lines. */
function diffLines(old: readonly string[], now: readonly string[]): DiffLine[] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      (common[i] as number[])[j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ sign: " ", text: old[i] as string });
      i++;
      j++;
    } else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: "-", text: old[i] as string });
      i++;
    } else {
      lines.push({ sign: "+", text: now[j] as string });
      j++;
    }
  }
  return lines;
}

function block(language: string, lines: readonly string[]): string[] {
  return [`\`\`\`${language}`, ...lines, "```", ""];
}
