/** Lists the arguments of a resource type as paths. */
import type { Field, Fields } from "../model/schema";
import { stepsOf } from "./shape";

/** Lists every argument, containers first: `rules`, `rules[*]`, `rules[*].name`, `tags{*}`. */
export function argumentPaths(fields: Fields, from = ""): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    pathsOf(field, from === "" ? name : `${from}.${name}`),
  );
}

function pathsOf({ type, item, fields }: Field, path: string): string[] {
  if ((type === "list" || type === "set") && item !== undefined) {
    return [path, ...pathsOf(item, `${path}[*]`)];
  }
  if (type === "map") {
    return [path, `${path}{*}`];
  }
  return fields === undefined ? [path] : [path, ...argumentPaths(fields, path)];
}

/** Finds the field of an argument; inside a free-form document, that of the document. */
export function fieldAt(fields: Fields, path: string): Field | undefined {
  return stepsOf(path).reduce<Field | undefined>(
    (at, step) => {
      if (at === undefined || at.type === "any") {
        return at;
      }
      return step === "[*]" || step === "{*}" ? at.item : at.fields?.[step];
    },
    { type: "object", fields },
  );
}
