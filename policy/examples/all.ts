import type { Examples } from "../rules";
import { hygieneExamples } from "./hygiene";
import { ingressExamples } from "./ingress";
import { keyExamples } from "./keys";
import { signingExamples } from "./signing";
import { tierExamples } from "./tiers";
import { transportExamples } from "./transport";

/** What every rule accepts and rejects, by its name. */
export const examples: Readonly<Record<string, Examples>> = {
  ...ingressExamples,
  ...signingExamples,
  ...tierExamples,
  ...keyExamples,
  ...transportExamples,
  ...hygieneExamples,
};
