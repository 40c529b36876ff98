import type { Examples } from "../rules";
import { entryExamples } from "./entry";
import { hygieneExamples } from "./hygiene";
import { keyExamples } from "./keys";
import { signingExamples } from "./signing";
import { tierExamples } from "./tiers";
import { transportExamples } from "./transport";

/** What every rule accepts and rejects, by its name. */
export const examples: Readonly<Record<string, Examples>> = {
  ...entryExamples,
  ...signingExamples,
  ...tierExamples,
  ...keyExamples,
  ...transportExamples,
  ...hygieneExamples,
};
