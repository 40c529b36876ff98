/** Generations of secrets in a stack's configuration file. */
import { CommandError } from "../report";
import { openDocument, type Place, placesOf } from "./places";
import { choosePlace, type Setting, settingIn } from "./settings";

/** The settings of a secret that has generations; signing keys tell where a site's settings are. */
export interface GenerationNames {
  readonly generation: string;
  readonly dropped: string;
  readonly anchor: "signingKeys";
}

/** Settings of the secret header. */
export const headerNames: GenerationNames = {
  generation: "headerGeneration",
  dropped: "droppedHeaderGenerations",
  anchor: "signingKeys",
};

/** Settings of the keys that seal the members site's sessions. */
export const sessionKeyNames: GenerationNames = {
  generation: "sessionKeyGeneration",
  dropped: "droppedSessionKeyGenerations",
  anchor: "signingKeys",
};

/** Where a file decides about a secret's generation. */
export interface GenerationSettings {
  readonly names: GenerationNames;
  readonly file: string;
  readonly text: string;
  readonly place: Place;
  /** Undefined where the file leaves it to the program. */
  readonly generation: number | undefined;
}

/**
 * Finds where a stack file decides about a secret's generation; undefined where it has no settings of a site.
 *
 * @param wanted which one, where the file has more
 * @throws CommandError when the file is not understood
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
