/** The secret header's generation in a stack's configuration file. */
import { CommandError } from "../report";
import { openDocument, type Place, placesOf } from "./places";
import { choosePlace, type Setting, settingIn } from "./settings";

/** The settings by what they decide; signing keys tell where a site's settings are. */
export const names = {
  generation: "headerGeneration",
  dropped: "droppedHeaderGenerations",
  anchor: "signingKeys",
} as const;

/** Where a file decides about the header. */
export interface HeaderSettings {
  readonly file: string;
  readonly text: string;
  readonly place: Place;
  /** Undefined where the file leaves it to the program. */
  readonly generation: number | undefined;
}

/**
 * Finds where a stack file decides about the header; undefined where it has no settings of a site.
 *
 * @param wanted which one, where the file has more
 * @throws CommandError when the file is not understood
 */
export function readHeader(text: string, file: string, wanted?: string): HeaderSettings | undefined {
  const document = openDocument(text, file);
  const places = placesOf(document, text, Object.values(names));
  const place = choosePlace(places, names.generation, file, wanted);
  return (
    place && { file, text, place, generation: generationOf(settingIn(place, names.generation, file), file) }
  );
}

/** Reads a generation; undefined where there is no setting. @throws CommandError for what is none */
export function generationOf(setting: Setting | undefined, file: string): number | undefined {
  if (setting === undefined) {
    return undefined;
  }
  // `pulumi config set` writes numbers as text.
  const { label, value } = setting;
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) {
    throw new CommandError(`${label} in ${file} is not a whole number from 1`, "correct it by hand");
  }
  return number;
}
