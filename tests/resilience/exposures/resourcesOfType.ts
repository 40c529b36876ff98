import type { AccountResource } from "../../../local/cloud";

/** Returns the resources of a type that are in effect at a moment. */
export type ResourcesOfType = (type: string) => readonly AccountResource[];
