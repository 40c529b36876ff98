import { bucketExamples, functionUrlExamples } from "./buckets";
import type { Examples } from "./example";
import { hygieneExamples } from "./hygiene";
import { ingressExamples } from "./ingress";
import { keyExamples } from "./keys";
import { signingExamples } from "./signing";
import { tierExamples } from "./tiers";
import { transportExamples } from "./transport";

/** The examples of every rule, by its name. */
export const examples: Readonly<Record<string, Examples>> = {
  ...ingressExamples,
  ...functionUrlExamples,
  ...signingExamples,
  ...bucketExamples,
  ...tierExamples,
  ...keyExamples,
  ...transportExamples,
  ...hygieneExamples,
};
