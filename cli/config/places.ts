/** Finds settings in a stack's configuration file: anywhere under `config`, in any namespace, also in JSON text. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from "yaml";
import { CommandError } from "../report";

/** A YAML text: the file, or JSON text that is the value of a setting. */
export interface Layer {
  readonly text: string;
  readonly document: Document;
}

/** A group of settings with at least one of those that are searched for. */
export interface Place {
  /** The name of the group in `pulumi config get --path`: `shop:site` or, at the top, `shop:`. */
  readonly prefix: string;
  /** The prefix of the setting names in the group: `shop:` at the top, else empty. */
  readonly namespace: string;
  /** The map with the settings. */
  readonly map: YAMLMap;
  /** The path of the map in its layer. */
  readonly path: readonly (string | number)[];
  /** The layer that the map is in. */
  readonly layer: Layer;
  /** For a map in JSON text: the path of that text in the file. */
  readonly outer?: readonly (string | number)[];
}

/** Parses a stack file. @throws CommandError when it is not one YAML document */
export function openDocument(text: string, file: string): Document {
  // Pulumi merges `<<` as YAML 1.1 does.
  const document = parseDocument(text, { merge: true });
  const [problem] = document.errors;
  if (problem?.code === "MULTIPLE_DOCS") {
    throw new CommandError(`${file} has more than one YAML document`, "keep the one that has config");
  }
  if (problem) {
    const [said = ""] = problem.message.split("\n", 1);
    throw new CommandError(`${file} is not YAML: ${said.replace(/:$/, "")}`, "correct it by hand");
  }
  return document;
}

/** Returns the pair of a setting in a group. */
export function pairIn({ map, namespace }: Place, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === `${namespace}${name}`);
}

/** Returns the name of a setting on the command line: `shop:signingKeys`, `shop:site.signingKeys`. */
export function labelOf({ prefix }: Place, name: string): string {
  return prefix === "" || prefix.endsWith(":") ? `${prefix}${name}` : `${prefix}.${name}`;
}

/** Finds the groups with at least one of the settings. */
export function placesOf(document: Document, text: string, names: readonly string[]): readonly Place[] {
  const config = document.get("config", true);
  if (!isMap(config)) {
    return [];
  }
  const layer = { text, document };
  const found: Place[] = [];
  const namespaces = new Set<string>();
  for (const { key, value } of config.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const namespace = name.slice(0, name.indexOf(":") + 1);
    if (names.includes(name.slice(namespace.length))) {
      namespaces.add(namespace);
    }
    found.push(...inside(value, { prefix: name, path: ["config", name], layer }, names));
  }
  const top = [...namespaces].map((namespace) => ({
    prefix: namespace,
    namespace,
    map: config,
    path: ["config"],
    layer,
  }));
  return [...top, ...found];
}

type Walk = Pick<Place, "prefix" | "path" | "layer" | "outer">;

function inside(node: unknown, walk: Walk, names: readonly string[]): Place[] {
  if (isScalar(node) && typeof node.value === "string" && walk.outer === undefined) {
    return insideJson(node.value, walk, names);
  }
  const { prefix, path } = walk;
  if (isSeq(node)) {
    return node.items.flatMap((item, index) =>
      inside(item, { ...walk, prefix: `${prefix}[${index}]`, path: [...path, index] }, names),
    );
  }
  if (!isMap(node) || isAlias(node)) {
    return [];
  }
  const own = node.items.some(({ key }) => isScalar(key) && names.includes(String(key.value)));
  const below = node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    return names.includes(name)
      ? []
      : inside(value, { ...walk, prefix: `${prefix}.${name}`, path: [...path, name] }, names);
  });
  return own ? [{ ...walk, namespace: "", map: node }, ...below] : below;
}

/** Parses the JSON text of a setting; undefined for other text. */
export function parseJson(text: string): Document | undefined {
  if (!/^\s*[[{]/.test(text)) {
    return undefined;
  }
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return parseDocument(text);
}

function insideJson(text: string, { path, ...walk }: Walk, names: readonly string[]): Place[] {
  const document = parseJson(text);
  return document === undefined
    ? []
    : inside(document.contents, { ...walk, path: [], outer: path, layer: { text, document } }, names);
}
