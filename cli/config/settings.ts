/** Settings of a stack file, with the YAML text that contains them: the file itself, or JSON text in it. */
import { type Document, isAlias, isMap, isScalar, isSeq } from "yaml";
import { CommandError } from "../report";
import { type Layer, labelOf, openDocument, type Place, pairIn, parseJson } from "./places";
import { rangeOf, splice } from "./text";

/** A setting in a file. */
export interface Setting {
  readonly label: string;
  /** Its value as plain data. */
  readonly value: unknown;
  readonly layer: Layer;
  /** The path of the value in its layer. */
  readonly path: readonly (string | number)[];
  /** The path of the JSON text that contains the value; undefined for a value in YAML. */
  readonly outer: readonly (string | number)[] | undefined;
}

/**
 * Finds a setting of a group; undefined where the group does not have it.
 *
 * @throws CommandError for a secret or an alias
 */
export function settingIn(place: Place, name: string, file: string): Setting | undefined {
  const pair = pairIn(place, name);
  if (pair === undefined) {
    return undefined;
  }
  const label = labelOf(place, name);
  const { value } = pair;
  const path = [...place.path, `${place.namespace}${name}`];
  if (isMap(value) && value.has("secure")) {
    throw new CommandError(
      `${label} in ${file} is a secret, which this command does not read`,
      "store it in plain text, without --secret: it is not confidential",
    );
  }
  if (isAlias(value)) {
    throw new CommandError(
      `${label} in ${file} is the alias *${value.source}`,
      `replace it by its value, or change &${value.source} by hand`,
    );
  }
  const json = isScalar(value) && typeof value.value === "string" ? parseJson(value.value) : undefined;
  if (isScalar(value) && json !== undefined && place.outer === undefined) {
    const layer = { text: String(value.value), document: json };
    return { label, value: json.toJS(), layer, path: [], outer: path };
  }
  const found = place.layer.document.getIn(path, true) as { toJS: (document: Document) => unknown };
  return {
    label,
    value: isSeq(found) || isMap(found) || isScalar(found) ? found.toJS(place.layer.document) : undefined,
    layer: place.layer,
    path,
    outer: place.outer,
  };
}

/** Writes the text of a layer into the file. @throws CommandError for JSON text without quotes */
export function withLayer(
  text: string,
  file: string,
  outer: readonly (string | number)[] | undefined,
  layer: string,
): string {
  if (outer === undefined) {
    return layer;
  }
  const node = openDocument(text, file).getIn(outer, true);
  const style = isScalar(node) ? node.type : undefined;
  if (style !== "QUOTE_SINGLE" && style !== "QUOTE_DOUBLE") {
    throw new CommandError(
      `${outer.slice(1).join(".")} in ${file} is JSON in a block scalar`,
      "write it as a YAML list",
    );
  }
  const [at, to] = rangeOf(node, text);
  const quoted = style === "QUOTE_SINGLE" ? `'${layer.replaceAll("'", "''")}'` : JSON.stringify(layer);
  return splice(text, [{ at, to, text: quoted }]);
}

/**
 * Selects the group of a command.
 *
 * @param wanted the setting in --config-key
 * @throws CommandError when there are several and none is named, or when the named one does not exist
 */
export function choosePlace(
  places: readonly Place[],
  name: string,
  file: string,
  wanted: string | undefined,
): Place | undefined {
  const labels = places.map((place) => labelOf(place, name));
  if (wanted !== undefined) {
    const found = places.find((place) => labelOf(place, name) === wanted);
    if (found === undefined) {
      throw new CommandError(
        `${file} has no ${name} at ${wanted}`,
        labels.length === 0 ? "leave --config-key out" : `it has ${labels.join(", ")}`,
      );
    }
    return found;
  }
  if (places.length > 1) {
    throw new CommandError(
      `${file} has ${places.length} places for ${name}: ${labels.join(", ")}`,
      `choose one: --config-key ${labels[0] ?? ""}`,
    );
  }
  return places[0];
}
