import type { Field } from "../../values/field";
import { isUnknownValue, withoutProxy } from "../../values/unknownValues";
import type { Placement } from "../network/placement";

const depth = 5;

/** Reads the security groups and subnets of a resource whose type is not modelled, by the names of its arguments. */
export function placementIn(props: object): Placement {
  const found: { securityGroups: Field<string>[]; subnets: Field<string>[] } = {
    securityGroups: [],
    subnets: [],
  };
  walk(withoutProxy(props), "", 0, (name, path, value) => {
    // All of it is unknown, the security groups and subnets inside as well.
    if (isUnknownValue(value) && /^(?:vpc|network)\w*(?:config|options|settings)/i.test(name)) {
      found.securityGroups.push({ state: "unknown", path, reason: "preview" });
      found.subnets.push({ state: "unknown", path, reason: "preview" });
      return;
    }
    const list = /security-?group/i.test(name)
      ? found.securityGroups
      : /subnet/i.test(name)
        ? found.subnets
        : undefined;
    if (isUnknownValue(value) || typeof value !== "string") {
      list?.push({ state: "unknown", path, reason: "preview" });
    } else {
      // An annotation of Kubernetes lists several.
      list?.push(...value.split(",").map((each) => ({ state: "known", path, value: each.trim() }) as const));
    }
  });
  return found;
}

/** Returns every text in the arguments of a resource. */
export function textsIn(props: object): string[] {
  const texts: string[] = [];
  walk(withoutProxy(props), "", 0, (_name, _path, value) => {
    if (typeof value === "string" && !isUnknownValue(value)) {
      texts.push(value);
    }
  });
  return texts;
}

type Visit = (name: string, path: string, value: unknown) => void;

/** Visits each text, with the name of the innermost argument that is not an index. */
function walk(value: unknown, path: string, level: number, visit: Visit, name = ""): void {
  if (typeof value === "string") {
    visit(name, path, value);
  } else if (typeof value === "object" && value !== null && level < depth) {
    for (const [key, each] of Object.entries(value)) {
      const isIndex = Array.isArray(value);
      const next = isIndex ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      walk(each, next, level + 1, visit, isIndex ? name : key);
    }
  }
}
