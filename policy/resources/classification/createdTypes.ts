import { known } from "../../values/field";
import type { RawResource } from "../rawResource";
import { Reader } from "../reader";
import { classOf, isQuietService } from "./classify";
import type { TypeClass } from "./typeClass";

/**
 * Returns how the policies treat a resource: as its type, unless it is certain that it creates only resources of services that
 * open no way.
 */
export function classOfResource({ type, props }: RawResource): TypeClass {
  const found = classOf(type);
  const created = found.kind === "anything" ? createdTypes(type, props) : [];
  const isQuiet = created.length > 0 && created.every(isQuietType);
  return isQuiet
    ? { kind: "none", reason: "creates only resources of services without a place in the network" }
    : found;
}

function isQuietType(type: string): boolean {
  const [owner, service = ""] = type.split("::");
  return owner === "AWS" && isQuietService(service.toLowerCase());
}

interface Creator {
  readonly typeName: string;
  readonly templateBody: string;
}

/** Returns the types that Cloud Control or a template creates; none if they are unknown. */
function createdTypes(type: string, props: object): readonly string[] {
  const args = Reader.over<Creator>(props);
  switch (type) {
    case "aws:cloudcontrol/resource:Resource": {
      const name = known(args.at("typeName").string());
      return name === undefined ? [] : [name];
    }
    case "aws:cloudformation/stack:Stack":
    case "aws:cloudformation/stackSet:StackSet":
      return typesIn(known(args.at("templateBody").string()) ?? "");
    default:
      return [];
  }
}

/**
 * Returns everything in a template that has the form of a type: more than its resources' types, but never less. None if it
 * includes other templates, or spells texts in a way that is not read.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
function typesIn(template: string): readonly string[] {
  const text = withoutEscapes(template);
  const isPartial = text === undefined || /\bTransform\b|\\[ux\s]/.test(text);
  return isPartial ? [] : [...new Set(text.match(/\b[A-Za-z]\w*::\w+(?:::\w+)+|\bCustom::\w+/g) ?? [])];
}

/** Spells a JSON text anew, without escapes that are not needed; returns a YAML text as it is. */
function withoutEscapes(template: string): string | undefined {
  if (!template.trimStart().startsWith("{")) {
    return template;
  }
  try {
    return JSON.stringify(JSON.parse(template));
  } catch {
    return undefined;
  }
}
