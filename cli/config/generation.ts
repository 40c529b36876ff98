/** Reads generations of secrets from a stack's configuration file. */
import { CommandError } from "../report";
import { openDocument, type Place, placesOf } from "./places";
import { choosePlace, type Setting, settingIn } from "./settings";

/** The names of a secret's settings; `anchor` is a setting that every site has. */
export interface GenerationNames {
  readonly generation: string;
  readonly dropped: string;
  readonly anchor: "signingKeys";
}

/** The settings of the secret header. */
export const headerNames: GenerationNames = {
  generation: "headerGeneration",
  dropped: "droppedHeaderGenerations",
  anchor: "signingKeys",
};

/** The settings of the keys that seal the members site's sessions. */
export const sessionKeyNames: GenerationNames = {
  generation: "sessionKeyGeneration",
  dropped: "droppedSessionKeyGenerations",
  anchor: "signingKeys",
};

/** The generation of a secret in a file. */
export interface GenerationSettings {
  readonly names: GenerationNames;
  readonly file: string;
  readonly text: string;
  readonly place: Place;
  /** Undefined where the file does not set it. */
  readonly generation: number | undefined;
}

/**
 * Finds a secret's generation in a stack file; undefined where the file has no settings of a site.
 *
 * @param wanted the name of the setting, where the file has several
 * @throws CommandError when the file cannot be interpreted
 */
export function readGeneration(
  text: string,
  file: string,
  names: GenerationNames,
  wanted?: string,
): GenerationSettings | undefined {
  const document = openDocument(text, file);
  const places = placesOf(document, text, Object.values(names));
  const place = choosePlace(places, names.generation, file, wanted);
  const setting = place && settingIn(place, names.generation, file);
  return place && { names, file, text, place, generation: generationOf(setting, file) };
}

/** Parses a generation; undefined without a setting. @throws CommandError for another value */
export function generationOf(setting: Setting | undefined, file: string): number | undefined {
  if (setting === undefined) {
    return undefined;
  }
  // `pulumi config set` writes numbers as strings.
  const { label, value } = setting;
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 1) {
    throw new CommandError(`${label} in ${file} is not a whole number from 1`, "correct it by hand");
  }
  return number;
}
