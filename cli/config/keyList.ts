/** Reads the signing keys from a stack's configuration file. */
import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { ConfiguredKey, KeyState } from "../keys/keyStates";
import { CommandError } from "../report";
import { type NotedKey, type NotedList, retiredAt } from "./keyNotes";
import { itemPlaces } from "./listEdit";
import { openDocument, placesOf } from "./places";
import { choosePlace, type Setting, settingIn } from "./settings";
import { commentsOf, lineEnd, lineStart, rangeOf } from "./text";

const states: readonly string[] = ["announced", "active", "retired"];

/** A list of signing keys in a file. */
export interface KeyList {
  readonly file: string;
  readonly text: string;
  readonly setting: Setting;
  readonly list: YAMLSeq;
  readonly keys: readonly ConfiguredKey[];
  /** Where the comments of the keys are. */
  readonly noted: NotedList;
}

/** Returns the nodes of a list's entries. */
export function entriesOf(list: YAMLSeq): readonly YAMLMap[] {
  return list.items.filter((item) => isMap(item));
}

/** Returns the scalar value of a member. */
export function scalarOf(entry: YAMLMap, name: string): Scalar | undefined {
  const value = entry.get(name, true);
  return isScalar(value) ? value : undefined;
}

/**
 * Finds the list of signing keys in a stack file; undefined where the file has none.
 *
 * @param wanted the name of the setting, where the file has several
 * @throws CommandError when the file cannot be interpreted
 */
export function readKeyList(text: string, file: string, wanted?: string): KeyList | undefined {
  const document = openDocument(text, file);
  const place = choosePlace(placesOf(document, text, ["signingKeys"]), "signingKeys", file, wanted);
  const setting = place && settingIn(place, "signingKeys", file);
  if (setting === undefined) {
    return undefined;
  }
  const list = setting.layer.document.getIn(setting.path, true);
  if (!isSeq(list) || !list.items.every((item) => isMap(item)) || list.items.length === 0) {
    throw new CommandError(
      `${setting.label} in ${file} is not a list of signing keys`,
      isSeq(list) && list.items.some((item) => isAlias(item))
        ? "it has an alias: replace it by the key itself"
        : "write it as a list of maps, for example: - { id: k1, state: active }",
    );
  }
  const entries = (setting.value as readonly Record<string, unknown>[]).map((entry) =>
    toKey(entry, setting.label, file),
  );
  const noted = notedList(text, setting, list, file, entries);
  const comments = commentsOf(text);
  const keys = entries.map((key) => ({ ...key, retiredAt: retiredAt(comments, noted, key.id) }));
  const twice = keys.find(({ id }, index) => keys.findIndex((key) => key.id === id) !== index);
  if (twice !== undefined) {
    throw new CommandError(`${setting.label} in ${file} has two keys ${twice.id}`, "remove one of them");
  }
  return { file, text, setting, list, keys, noted };
}

function toKey(
  { id, state = "active" }: Readonly<Record<string, unknown>>,
  label: string,
  file: string,
): { id: string; state: KeyState } {
  if (typeof id !== "string" || typeof state !== "string" || !states.includes(state)) {
    throw new CommandError(
      `${label} in ${file} has an entry without an id, or with an unknown state`,
      `correct it by hand; states: ${states.join(", ")}`,
    );
  }
  return { id, state: state as KeyState };
}

function notedList(
  text: string,
  { outer }: Setting,
  list: YAMLSeq,
  file: string,
  entries: readonly { readonly id: string }[],
): NotedList {
  const around = outer === undefined ? list : openDocument(text, file).getIn(outer, true);
  const [start, end] = rangeOf(around, text);
  const [from, to] = [lineStart(text, start), lineEnd(text, end)];
  const oneLine = list.flow === true && !text.slice(start, end).includes("\n");
  const places = outer === undefined && !oneLine ? itemPlaces(text, list) : [];
  const keys = entriesOf(list).map((entry, index): NotedKey => {
    const place = places[index];
    const id = entries[index]?.id ?? "";
    if (place === undefined || !(place.alone || list.flow !== true)) {
      return { id, lines: undefined, spot: end };
    }
    const lines = { from: lineStart(text, place.at), to: lineEnd(text, place.end) };
    return { id, lines, spot: rangeOf(scalarOf(entry, "id") ?? entry, text)[1] };
  });
  return { keys, from, to };
}
