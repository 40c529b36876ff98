/** Edits a secret's generation in a stack's configuration file; every other byte stays. */
import { isDeepStrictEqual } from "node:util";
import { isScalar, isSeq } from "yaml";
import { CommandError } from "../report";
import { type GenerationSettings, generationOf } from "./generation";
import { appendItem, replaceScalar } from "./listEdit";
import { dataWithout } from "./otherData";
import { labelOf, openDocument, type Place, pairIn, placesOf } from "./places";
import { type Setting, settingIn, withLayer } from "./settings";
import { lineBreak, lineStart, rangeOf, type Splice, splice } from "./text";

/** The default of the program. */
const unset = 1;

/**
 * Raises the generation by one.
 *
 * @param leaked whether to drop the current generation: it is refused once the new one is in use
 * @throws CommandError, and changes nothing, when the file cannot be edited safely
 */
export function nextGeneration(before: GenerationSettings, leaked: boolean): string {
  const { file, names, generation = unset } = before;
  const next = generation + 1;
  const raised = edit(before, names.generation, (layer, setting) =>
    setting === undefined
      ? insertion(before, layer, names.generation, String(next))
      : [replaceScalar(layer, setting.layer.document.getIn(setting.path, true), String(next))],
  );
  const place = placeIn(raised, before);
  const text = !leaked
    ? raised
    : edit({ file, text: raised, place }, names.dropped, (layer, setting) =>
        setting === undefined
          ? insertion({ names, place }, layer, names.dropped, `[${generation}]`)
          : dropping(layer, setting, generation, file),
      );
  if (!holds(before, text, next, leaked ? [generation] : [])) {
    throw new CommandError(
      `${labelOf(before.place, names.generation)} in ${file} is written in a form that cannot be edited safely`,
      `set it by hand to ${next}${leaked ? `, and add ${generation} to ${names.dropped}` : ""}`,
    );
  }
  return text;
}

/** Tells whether the edited text has the new values and everything else is unchanged. */
function holds(before: GenerationSettings, text: string, next: number, dropped: readonly number[]): boolean {
  const { file, names, place } = before;
  try {
    const after = placeIn(text, before);
    const former = droppedIn(place, before);
    const expected = dropped.length === 0 ? former : [...(former ?? []), ...dropped];
    return (
      generationOf(settingIn(after, names.generation, file), file) === next &&
      isDeepStrictEqual(droppedIn(after, before), expected) &&
      isDeepStrictEqual(rest(text, before), rest(before.text, before))
    );
  } catch (error) {
    if (error instanceof CommandError) {
      return false;
    }
    throw error;
  }
}

/** Finds the group of settings in the edited text. */
function placeIn(text: string, { file, names, place }: GenerationSettings): Place {
  const places = placesOf(openDocument(text, file), text, Object.values(names));
  const found = places.find(({ prefix }) => prefix === place.prefix);
  if (found === undefined) {
    throw new CommandError(`${file} no longer has ${place.prefix}`, "correct it by hand");
  }
  return found;
}

const droppedIn = (place: Place, { file, names }: GenerationSettings): readonly unknown[] | undefined =>
  settingIn(place, names.dropped, file)?.value as readonly unknown[] | undefined;

/** Returns the data of the file without the two settings. */
function rest(text: string, { file, names, place }: GenerationSettings): unknown {
  const { path, outer, namespace } = place;
  const changed = [names.generation, names.dropped].map((name) => ({
    outer,
    path: [...path, `${namespace}${name}`],
  }));
  return dataWithout(text, file, changed);
}

/** Edits one setting, inside JSON text if it is in one. */
function edit(
  { file, text, place }: Pick<GenerationSettings, "file" | "text" | "place">,
  name: string,
  change: (layer: string, setting: Setting | undefined) => readonly Splice[],
): string {
  const setting = settingIn(place, name, file);
  const layer = setting?.layer ?? place.layer;
  const changed = splice(layer.text, change(layer.text, setting));
  return withLayer(text, file, setting === undefined ? place.outer : setting.outer, changed);
}

/** Inserts a new setting before another one of the site's. */
function insertion(
  { names, place }: Pick<GenerationSettings, "names" | "place">,
  text: string,
  name: string,
  value: string,
): readonly Splice[] {
  const anchor = [names.generation, names.anchor, names.dropped].flatMap(
    (one) => pairIn(place, one) ?? [],
  )[0];
  const [at] = rangeOf(anchor?.key, text);
  const quote = /["']/.exec(text[at] ?? "")?.[0] ?? "";
  const member = `${quote}${place.namespace}${name}${quote}: ${value}`;
  const separator =
    place.map.flow === true ? ", " : `${lineBreak(text)}${" ".repeat(at - lineStart(text, at))}`;
  return [{ at, to: at, text: `${member}${separator}` }];
}

/** Appends to the list of dropped generations. */
function dropping(
  text: string,
  { label, layer, path }: Setting,
  generation: number,
  file: string,
): readonly Splice[] {
  const list = layer.document.getIn(path, true);
  if (!isSeq(list) || !list.items.every((item) => isScalar(item))) {
    throw new CommandError(`${label} in ${file} is not a list of numbers`, "write it as: [1, 2]");
  }
  if (list.items.length === 0) {
    const [at, to] = rangeOf(list, text);
    return [{ at, to, text: `[${generation}]` }];
  }
  return appendItem(text, list, { flow: String(generation) });
}
