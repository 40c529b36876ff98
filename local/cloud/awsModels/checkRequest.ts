/** Checks the arguments of a resource against AWS's models of the requests that contain them. */
import { asText, every, holdsUnknown, isObject, isUnknown, type Properties, type Value } from "../values";
import { type Kind, type ViolatedConstraint, violatedConstraints } from "./constraints";
import { type Model, modelOf } from "./model";
import { inResource, type Place, type Shape } from "./shape";
import { versions } from "./tables";

/** A violation of AWS's models by an argument. */
export interface Violation extends ViolatedConstraint {
  /** The path of the argument, such as `rules[0].name`. */
  readonly path: string;
  /** The argument's value or length; absent if it may be secret or would not help. */
  readonly got?: string;
  readonly place: Place;
  /** The model with the constraint: "botocore 1.44.8, kms 2014-11-01, CreateKey Description (DescriptionType)". */
  readonly source: string;
}

/** The state of one resource's check. */
interface Check {
  readonly model: Model;
  readonly inputs: Properties;
  readonly violations: Violation[];
}

/** Lists the violations of AWS's models by a resource's arguments; none for types without a model. */
export function checkRequest(token: string, inputs: Properties): Violation[] {
  const model = modelOf(token);
  if (model === undefined) {
    return [];
  }
  const check: Check = { model, inputs, violations: [] };
  for (const place of model.locator.places("")) {
    checkStructure(check, inputs, { path: "", pattern: "" }, place);
  }
  for (const root of model.locator.roots()) {
    if (!model.locator.places("").some((place) => place.of === root.of && place.path === "")) {
      checkStructure(check, inputs, { path: "", pattern: "" }, root);
    }
  }
  checkMembers(check, inputs, { path: "", pattern: "" });
  return check.violations;
}

/** An argument: its exact path, and the path with `[*]` for each index. */
interface Argument {
  readonly path: string;
  readonly pattern: string;
}

function checkMembers(check: Check, value: Properties, at: Argument): void {
  for (const [key, item] of Object.entries(value)) {
    const free = check.model.isMap(at.pattern);
    const join = (path: string, step: string): string => (path === "" ? step : `${path}.${step}`);
    const pattern = free ? `${at.pattern}{*}` : join(at.pattern, key);
    if (free) {
      checkOne(check, key, { path: join(at.path, key), pattern: `${at.pattern}{key}` });
    }
    checkArgument(check, item, { path: join(at.path, key), pattern });
  }
}

function checkArgument(check: Check, value: Value, at: Argument): void {
  if (value === null || isUnknown(value)) {
    return;
  }
  checkOne(check, value, at);
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkArgument(check, item, { path: `${at.path}[${index}]`, pattern: `${at.pattern}[*]` });
    });
  } else if (isObject(value) && check.model.locator.notSent(at.pattern) === undefined) {
    for (const place of check.model.locator.places(at.pattern)) {
      checkStructure(check, value, at, place);
    }
    checkMembers(check, value, at);
  }
}

function checkOne(check: Check, value: Value, at: Argument): void {
  // The provider omits empty lists and maps.
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0) {
    return;
  }
  for (const { place, shape } of check.model.constraintsOf(at.pattern)) {
    for (const one of violatedConstraints(shape, value, !inResource(place))) {
      check.violations.push(violation(check, one, at.path, place, got(one.kind, shape, value)));
    }
  }
}

/** Checks the required and mutually exclusive members of a structure. */
function checkStructure(check: Check, value: Properties, at: Argument, place: Place): void {
  const { model, inputs } = check;
  const structure = model.structure(place);
  for (const member of structure?.required ?? []) {
    const candidates = model.argumentsFor(at.pattern, place, member, Object.keys(value));
    const needed = candidates.some((one) => model.isNeeded(one));
    if (needed && !candidates.some((one) => given(value, inputs, at, one))) {
      const path = nearest(at, candidates);
      check.violations.push(
        violation(check, { kind: "required", allowed: `${member} is required` }, path, place),
      );
    }
  }
  const choice = structure?.exactlyOne ?? [];
  const made = choice.filter((member) =>
    model
      .argumentsFor(at.pattern, place, member, Object.keys(value))
      .some((one) => given(value, inputs, at, one)),
  );
  if (made.length > 1) {
    check.violations.push(
      violation(
        check,
        { kind: "exactly one", allowed: `exactly one of ${choice.join(", ")}` },
        at.path,
        place,
      ),
    );
  }
}

/** Tells whether an argument is set, in the current element if it belongs to one. */
function given(value: Properties, inputs: Properties, at: Argument, argument: string): boolean {
  const inside = argument.startsWith(at.pattern) && at.pattern !== "";
  const path = inside ? argument.slice(at.pattern.length).replace(/^\./, "") : argument;
  return every(inside ? value : inputs, path.replace(/\{\*\}$/, "")).length > 0;
}

function nearest(at: Argument, candidates: readonly string[]): string {
  const [first = ""] = candidates;
  return first.startsWith(at.pattern) ? `${at.path}${first.slice(at.pattern.length)}` : first;
}

function violation(
  check: Check,
  one: ViolatedConstraint,
  path: string,
  place: Place,
  value?: string,
): Violation {
  return {
    ...one,
    path,
    place,
    source: sourceOf(check.model, place),
    ...(value !== undefined && { got: value }),
  };
}

/** Describes a value: numbers and enumerated values as they are, other texts, which may be secret, by their length. */
function got(kind: Kind, shape: Shape, value: Value): string | undefined {
  if (shape.sensitive === true || holdsUnknown(value)) {
    return undefined;
  }
  const text = asText(value);
  switch (kind) {
    case "enum":
    case "below minimum":
    case "above maximum":
      return text === undefined ? undefined : `value ${text}`;
    case "too long":
    case "too short":
      return Array.isArray(value)
        ? `size ${value.length}`
        : text === undefined
          ? undefined
          : `length ${text.length}`;
    default:
      return undefined;
  }
}

function sourceOf(model: Model, place: Place): string {
  const { botocore, "cfn-lint": lint } = versions();
  const { service, version } = model.table;
  const member = place.path === "" ? "" : ` ${place.path}`;
  return inResource(place)
    ? `cfn-lint ${lint}, ${place.of}${member}`
    : `botocore ${botocore}, ${service} ${version}, ${place.of}${member} (${place.shape})`;
}
