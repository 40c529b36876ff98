import type { Example, ExampleResource } from "../rules/rule";

/** How an example writes a value that is not known in preview. */
export const later = { later: true } as const;

/** An example of one resource. */
export function one(what: string, type: string, props: object, options?: Example["options"]): Example {
  return { what, resources: [{ type, props }], ...(options === undefined ? {} : { options }) };
}

/** An example of several resources. */
export function several(what: string, ...resources: ExampleResource[]): Example {
  return { what, resources };
}
