import { direct } from "./buckets/direct";
import { served } from "./buckets/served";
import { harmless } from "./edge/harmless";
import { unsigned } from "./edge/unsigned";
import type { IndependentCase } from "./independentCase";

/** The cases by root cause. */
export const rootCauses: Readonly<Record<string, readonly IndependentCase[]>> = {
  buckets: [...direct, ...served],
  "code at the edge": [...unsigned, ...harmless],
};
