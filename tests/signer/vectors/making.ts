/** What the vectors are made of: short names for signatures by hand. */
import { type Asking, B, T } from "../support/asking";
import { cannedPairs, customPairs, policy, query } from "../support/handMade";

/** Number, title, URL, what goes with it, and the answer: outcome and code. */
export type Row = readonly [number, string, string, Asking, string];

export const canned = (
  resource: string,
  ...rest: Parameters<typeof cannedPairs> extends [string, ...infer R] ? R : never
) => query(cannedPairs(resource, ...rest));
export const custom = (...given: Parameters<typeof customPairs>) => query(customPairs(...given));
export const until = (resource: string | undefined, more: object = {}) =>
  policy({ ...(resource === undefined ? {} : { resource }), expires: T, ...more });

export const image = `${B}/image.jpg`;
export const sized = `${image}?size=large`;
export const http = (url: string): string => url.replace(/^https/, "http");
