import type { Options } from "../options/options";

/** A resource of an example. */
export interface ExampleResource {
  readonly type: string;
  /** Default: `it`. */
  readonly name?: string;
  /** Its arguments, and outputs that others refer to. */
  readonly props: object;
  /** The name of its parent. */
  readonly parent?: string;
  /** By argument, the names of the resources whose outputs its value depends on. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

/** A stack, or part of one, that a rule accepts or rejects. */
export interface Example {
  /** Completes "accepts …" or "rejects …". */
  readonly what: string;
  readonly resources: readonly ExampleResource[];
  readonly options?: Partial<Options>;
}

/** The examples of a rule, for its tests and its page. */
export interface Examples {
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
}

/** Represents a value unknown in preview. */
export const unknownValue = { unknownInPreview: true } as const;

/** Creates an example of one resource. */
export function one(what: string, type: string, props: object, options?: Example["options"]): Example {
  return { what, resources: [{ type, props }], ...(options === undefined ? {} : { options }) };
}

/** Creates an example of several resources. */
export function several(what: string, ...resources: ExampleResource[]): Example {
  return { what, resources };
}

/** The day on which the examples are judged: the dates of their waivers are near it. */
export const exampleDay = (): Date => new Date("2026-12-01T12:00:00Z");
