/** The signing keys in a stack's configuration file, changed line by line: comments and layout stay as they are. */
import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from "yaml";
import type { ConfiguredKey, KeyChange, KeyState } from "./keyStates";
import { CommandError } from "./report";

const states: readonly string[] = ["announced", "active", "retired"];

/** A key with its place in the text. */
interface Entry extends ConfiguredKey {
  readonly node: YAMLMap;
  /** From the start of its first line to the end of its last one, line end left out. */
  readonly start: number;
  readonly end: number;
}

/** What the file says about signing keys. */
export interface KeyConfiguration {
  readonly text: string;
  readonly keys: readonly Entry[];
}

interface Splice {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

const retiredNote = /(?:;)? retired (\d{4}-\d{2}-\d{2}T[0-9:.]+Z)/;

function scalar(node: YAMLMap, name: string): Scalar | undefined {
  const value = node.get(name, true);
  return isScalar(value) ? value : undefined;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function toEntry(node: YAMLMap, text: string): Entry {
  const [from = 0, to = 0] = node.range ?? [];
  const last = from + text.slice(from, to).trimEnd().length;
  const start = lineStart(text, from);
  const end = lineEnd(text, last);
  const id = scalar(node, "id")?.value;
  const state = scalar(node, "state")?.value ?? "active";
  if (typeof id !== "string" || typeof state !== "string" || !states.includes(state)) {
    throw new CommandError(
      "signingKeys has an entry without an id, or with a state that is none",
      "mend it by hand",
    );
  }
  const retired = retiredNote.exec(text.slice(start, lineEnd(text, start)))?.[1];
  return {
    id,
    state: state as KeyState,
    retiredAt: retired === undefined ? undefined : new Date(retired),
    node,
    start,
    end,
  };
}

/**
 * Reads the keys.
 *
 * @throws CommandError when the file has no list of signing keys, one a line
 */
export function readKeys(text: string, file: string): KeyConfiguration {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) {
    throw new CommandError(
      `${file} is not YAML: ${problem.message.split("\n", 1)[0] ?? ""}`,
      "mend it by hand",
    );
  }
  const config = document.get("config", true);
  const pair = isMap(config)
    ? config.items.find(({ key }) => isScalar(key) && String(key.value).endsWith(":signingKeys"))
    : undefined;
  const list = pair?.value;
  if (!isSeq(list) || list.flow === true || !list.items.every((item) => isMap(item))) {
    throw new CommandError(
      `${file} has no list of signingKeys, one a line`,
      "write it as: - { id: k1, state: active }",
    );
  }
  return { text, keys: list.items.filter((item) => isMap(item)).map((item) => toEntry(item, text)) };
}

function setState(text: string, { node }: Entry, state: KeyState): Splice {
  const value = scalar(node, "state");
  const [at, to] = value?.range ?? [];
  if (at !== undefined && to !== undefined) {
    return { at, to, text: state };
  }
  const [from = 0, end = 0] = scalar(node, "id")?.range ?? [];
  const indent = " ".repeat((node.range?.[0] ?? from) - lineStart(text, node.range?.[0] ?? from));
  return { at: end, to: end, text: node.flow ? `, state: ${state}` : `\n${indent}state: ${state}` };
}

/** The comment on an entry's first line, with the moment of its retirement or without it. */
function setNote(text: string, { start }: Entry, retiredAt: Date | undefined): Splice {
  const to = lineEnd(text, start);
  const plain = text
    .slice(start, to)
    .replace(retiredNote, "")
    .replace(/\s*#\s*$/, "");
  const note = retiredAt ? ` retired ${retiredAt.toISOString().replace(/\.\d+Z$/, "Z")}` : "";
  const whole = note === "" ? plain : /\s#/.test(plain) ? `${plain};${note}` : `${plain} #${note}`;
  return { at: start, to, text: whole };
}

function apply(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((one, other) => other.at - one.at)
    .reduce((result, { at, to, text: part }) => result.slice(0, at) + part + result.slice(to), text);
}

/** Changes the text; each change is made on the text that the one before left. */
export function changeKeys({ text }: KeyConfiguration, changes: readonly KeyChange[], file: string): string {
  return changes.reduce((current, change) => {
    const entry = readKeys(current, file).keys.find(({ id }) => id === change.id);
    if (!entry) {
      throw new Error(`no key ${change.id}`);
    }
    if (change.kind === "remove") {
      return apply(current, [{ at: entry.start, to: entry.end + 1, text: "" }]);
    }
    const noted = apply(current, [setNote(current, entry, change.retiredAt)]);
    const again = readKeys(noted, file).keys.find(({ id }) => id === change.id) ?? entry;
    return apply(noted, [setState(noted, again, change.state)]);
  }, text);
}

/** Adds an entry behind the last one, at the same indent. */
export function addKey({ text, keys }: KeyConfiguration, entry: Readonly<Record<string, string>>): string {
  const last = keys.at(-1);
  if (!last) {
    throw new CommandError(
      "signingKeys is empty",
      "write the first key by hand: - { id: k1, state: active }",
    );
  }
  const indent = /^\s*/.exec(text.slice(last.start))?.[0] ?? "";
  const members = Object.entries(entry);
  const pem = members.some(([, value]) => value.includes("\n"));
  const lines = pem
    ? members.map(
        ([name, value], index) =>
          `${indent}${index === 0 ? "- " : "  "}${name}: ${block(value, `${indent}    `)}`,
      )
    : [`${indent}- { ${members.map(([name, value]) => `${name}: ${value}`).join(", ")} }`];
  return apply(text, [{ at: last.end, to: last.end, text: `\n${lines.join("\n")}` }]);
}

function block(value: string, indent: string): string {
  return value.includes("\n") ? `|\n${indent}${value.trimEnd().replaceAll("\n", `\n${indent}`)}` : value;
}
