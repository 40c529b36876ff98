/** Edits the signing keys in a stack's configuration file; every other byte stays. */
import { isDeepStrictEqual } from "node:util";
import { parse, stringify, type YAMLMap } from "yaml";
import { type KeyChange, type KeyEntry, type KeyState, listAfter } from "../keys/keyStates";
import { CommandError } from "../report";
import { entriesOf, type KeyList, readKeyList, scalarOf } from "./keyList";
import { setNote } from "./keyNotes";
import { appendItem, type ItemText, removeItem, replaceScalar } from "./listEdit";
import { dataWithout } from "./otherData";
import { withLayer } from "./settings";
import { commentsOf, lineBreak, lineEnd, lineStart, rangeOf, type Splice, splice } from "./text";

/**
 * Applies changes to the keys, one after the other.
 *
 * @throws CommandError, and changes nothing, when the file cannot be edited safely
 */
export function editKeys(before: KeyList, changes: readonly KeyChange[]): string {
  const { file, setting } = before;
  let { text } = before;
  for (const change of changes) {
    const noted = withNote(listIn(text, before), change);
    text = withChange(listIn(noted, before), change);
  }
  const expected = listAfter(setting.value as readonly KeyEntry[], changes);
  if (!holds(before, text, expected, changes)) {
    const ids = expected.map(({ id, state }) => `${id} ${state ?? "active"}`).join(", ");
    throw new CommandError(
      `${setting.label} in ${file} is written in a form that cannot be edited safely`,
      `change it by hand to: ${ids}`,
    );
  }
  return text;
}

function listIn(text: string, { file, setting }: KeyList): KeyList {
  const list = readKeyList(text, file, setting.label);
  if (list === undefined) {
    throw new Error(`no ${setting.label}`);
  }
  return list;
}

/** Tells whether the edited text has the expected keys and everything else is unchanged. */
function holds(
  before: KeyList,
  text: string,
  expected: readonly KeyEntry[],
  changes: readonly KeyChange[],
): boolean {
  const { file, setting } = before;
  try {
    const after = listIn(text, before);
    const last = new Map(changes.map((change) => [change.id, change]));
    const moments = [...last.values()].every(
      (change) =>
        change.kind !== "state" ||
        seconds(after.keys.find(({ id }) => id === change.id)?.retiredAt) === seconds(change.retiredAt),
    );
    return (
      moments &&
      isDeepStrictEqual(after.setting.value, expected) &&
      isDeepStrictEqual(dataWithout(text, file, [setting]), dataWithout(before.text, file, [setting]))
    );
  } catch (error) {
    if (error instanceof CommandError) {
      return false;
    }
    throw error;
  }
}

const seconds = (date: Date | undefined): number | undefined => date && Math.floor(date.getTime() / 1_000);

function withNote(list: KeyList, change: KeyChange): string {
  const { text, noted } = list;
  const key = noted.keys.find(({ id }) => id === change.id);
  // Removing a key also removes the comments on its own lines.
  if (key === undefined || (change.kind === "remove" && key.lines !== undefined)) {
    return text;
  }
  const moment = change.kind === "state" ? change.retiredAt : undefined;
  return splice(text, setNote(text, commentsOf(text), noted, key, moment));
}

function withChange(list: KeyList, change: KeyChange): string {
  const { file, text, setting } = list;
  const layer = splice(setting.layer.text, changeOf(list, change));
  return withLayer(text, file, setting.outer, layer);
}

function changeOf({ setting, list, keys }: KeyList, change: KeyChange): readonly Splice[] {
  const { text } = setting.layer;
  const entries = entriesOf(list);
  if (change.kind === "add") {
    return appendItem(text, list, itemText(change.entry, entries.at(-1), text));
  }
  const index = keys.findIndex(({ id }) => id === change.id);
  const entry = entries[index];
  if (entry === undefined) {
    throw new Error(`no key ${change.id}`);
  }
  return change.kind === "remove" ? removeItem(text, list, index) : [setState(text, entry, change.state)];
}

const isJson = (entry: YAMLMap | undefined, text: string): boolean => {
  const key = entry?.items[0]?.key;
  return entry?.flow === true && text[rangeOf(key, text)[0]] === '"';
};

function setState(text: string, entry: YAMLMap, state: KeyState): Splice {
  if (entry.has("state")) {
    return replaceScalar(text, entry.get("state", true), state);
  }
  const [, end] = rangeOf(scalarOf(entry, "id"), text);
  if (entry.flow === true) {
    return { at: end, to: end, text: isJson(entry, text) ? `, "state": "${state}"` : `, state: ${state}` };
  }
  const key = entry.items.find((pair) => (pair.key as { value?: unknown }).value === "id")?.key;
  const [column] = rangeOf(key, text);
  const indent = " ".repeat(column - lineStart(text, column));
  const at = lineEnd(text, end);
  return { at, to: at, text: `${lineBreak(text)}${indent}state: ${state}` };
}

/** Formats a new entry in the style of the last one; values of several lines make it a block in a block list. */
function itemText(entry: KeyEntry, last: YAMLMap | undefined, text: string): ItemText {
  const json = isJson(last, text);
  const members = Object.entries(entry).map(([name, value]) =>
    json ? `${JSON.stringify(name)}: ${JSON.stringify(value)}` : `${name}: ${plain(String(value))}`,
  );
  const flow = json ? `{${members.join(", ")}}` : `{ ${members.join(", ")} }`;
  const long = Object.values(entry).some((value) => String(value).includes("\n"));
  const block = stringify(entry, { lineWidth: 0 }).trimEnd().split("\n");
  return long || last?.flow !== true ? { flow, block } : { flow };
}

/** Formats a string for flow style, in quotes where YAML would read it as something else. */
function plain(value: string): string {
  return /^[A-Za-z][\w-]*$/.test(value) && parse(value) === value ? value : JSON.stringify(value);
}
