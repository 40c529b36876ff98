import type { ResourceType } from "../model/resourceType";
import { type Field, type Fields, holdsImmutable } from "../model/schema";
import {
  asList,
  asObject,
  asText,
  asTexts,
  canonical,
  DEFAULTS,
  holdsUnknown,
  isUnknown,
  type Properties,
  plain,
  type Value,
} from "../values";

/** A changed path. */
export interface Change {
  kind: "add" | "delete" | "update";
  replace: boolean;
}

/** The response to the engine's Diff request. */
export interface Difference {
  changes: Map<string, Change>;
  deleteBeforeReplace: boolean;
}

/** The two sides of a comparison. */
export interface DiffCall {
  oldInputs: Properties;
  oldOutputs: Properties;
  news: Properties;
  /** Region of a resource without the argument. */
  region: string;
}

/** Compares a resource's previous arguments with its new ones. */
export function diffResource(type: ResourceType, call: DiffCall): Difference {
  const changes = new Map<string, Change>();
  const olds = plain(call.oldInputs);
  const news = plain(call.news);
  for (const [key, field] of Object.entries(type.inputs)) {
    const sides = sidesOf(type, key, field, olds[key], news[key], call);
    compare(field, sides.old, sides.now, { path: key, immutable: false }, changes);
  }
  const replaces = [...changes.values()].some((change) => change.replace);
  return {
    changes,
    deleteBeforeReplace: replaces && (type.deleteBeforeReplace === true || hasOwnName(type, call.news)),
  };
}

/**
 * Returns whether a replacement deletes first: a name that the program chose would conflict with itself.
 *
 * @see https://github.com/pulumi/pulumi-aws/issues/4220
 */
function hasOwnName(type: ResourceType, news: Properties): boolean {
  const field = type.naming?.field;
  return field !== undefined && news[field] !== undefined && !asTexts(news[DEFAULTS]).includes(field);
}

interface Sides {
  old: Value | undefined;
  now: Value | undefined;
}

function sidesOf(
  type: ResourceType,
  key: string,
  field: Field,
  old: Value | undefined,
  now: Value | undefined,
  call: DiffCall,
): Sides {
  if (field.writeOnly === true) {
    return { old: undefined, now: undefined };
  }
  if (key === "region" && type.global !== true) {
    return { old: call.oldOutputs["region"] ?? old ?? call.region, now: now ?? call.region };
  }
  if (field.readBack === true && old !== undefined) {
    return { old: call.oldOutputs[key] ?? old, now };
  }
  const kept = type.outputs[key] !== undefined && type.outputs[key].kind !== "derived";
  if (kept && now === undefined) {
    return { old: undefined, now: undefined };
  }
  return { old: kept ? (old ?? call.oldOutputs[key]) : old, now };
}

interface Place {
  path: string;
  /** Whether an enclosing argument is immutable. */
  immutable: boolean;
}

function compare(
  field: Field,
  oldValue: Value | undefined,
  newValue: Value | undefined,
  place: Place,
  changes: Map<string, Change>,
): void {
  const old = oldValue ?? field.default;
  const now = newValue ?? field.default;
  if (same(field, old, now)) {
    return;
  }
  const here = { path: place.path, immutable: place.immutable || field.immutable === true };
  if (old === undefined || now === undefined || isUnknown(now) || isUnknown(old)) {
    const kind = old === undefined ? "add" : now === undefined ? "delete" : "update";
    changes.set(here.path, { kind, replace: here.immutable || holdsImmutable(field) });
    return;
  }
  if (field.type === "object") {
    compareObjects(field.fields ?? {}, asObject(old), asObject(now), here, changes);
  } else if (field.type === "map" && field.item !== undefined) {
    compareObjects(mapFields(field.item, old, now), asObject(old), asObject(now), here, changes);
  } else if (field.type === "list" && field.item !== undefined) {
    compareLists(field.item, asList(old), asList(now), here, changes);
  } else if (field.type === "set" && field.item !== undefined) {
    compareSets(field, field.item, asList(old), asList(now), here, changes);
  } else {
    changes.set(here.path, { kind: "update", replace: here.immutable });
  }
}

function mapFields(item: Field, old: Value, now: Value): Fields {
  return Object.fromEntries(
    [...Object.keys(asObject(old)), ...Object.keys(asObject(now))].map((key) => [key, item]),
  );
}

function compareObjects(
  fields: Fields,
  old: Properties,
  now: Properties,
  place: Place,
  changes: Map<string, Change>,
): void {
  for (const [key, field] of Object.entries(fields)) {
    compare(
      field,
      old[key],
      now[key],
      { path: member(place.path, key), immutable: place.immutable },
      changes,
    );
  }
}

function compareLists(
  item: Field,
  old: Value[],
  now: Value[],
  place: Place,
  changes: Map<string, Change>,
): void {
  for (let index = 0; index < Math.max(old.length, now.length); index++) {
    compare(
      item,
      old[index],
      now[index],
      { path: `${place.path}[${index}]`, immutable: place.immutable },
      changes,
    );
  }
}

/** Ignores elements on both sides; pairs the others by key, then by order. */
function compareSets(
  field: Field,
  item: Field,
  old: Value[],
  now: Value[],
  place: Place,
  changes: Map<string, Change>,
): void {
  const gone = old.map((value, index) => ({ value, index }));
  const come = now
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => take(gone, (one) => same(item, one, value)) === undefined);
  for (const { value, index } of come) {
    const key = field.key === undefined ? undefined : asText(asObject(value)[field.key]);
    const pair =
      key === undefined
        ? holdsUnknown(value)
          ? gone.shift()
          : undefined
        : take(gone, (one) => asText(asObject(one)[field.key ?? ""]) === key);
    compare(
      item,
      pair?.value,
      value,
      { path: `${place.path}[${index}]`, immutable: place.immutable },
      changes,
    );
  }
  for (const { index } of gone) {
    const path = `${place.path}[${index}]`;
    const kind = changes.has(path) ? "update" : "delete";
    changes.set(path, { kind, replace: place.immutable || holdsImmutable(item) });
  }
}

function take<T extends { value: Value }>(from: T[], fits: (value: Value) => boolean): T | undefined {
  const at = from.findIndex((one) => fits(one.value));
  return at < 0 ? undefined : from.splice(at, 1)[0];
}

/** Compares by meaning: numbers by value, JSON by content, sets without order, defaults as if set. */
function same(field: Field, old: Value | undefined, now: Value | undefined): boolean {
  return canonical(normal(field, old)) === canonical(normal(field, now));
}

function normal(field: Field, given: Value | undefined): Value {
  const value = given ?? field.default ?? null;
  if (value === null || isUnknown(value)) {
    return value;
  }
  const { item, fields } = field;
  switch (field.type) {
    case "string":
      return asText(value) ?? value;
    case "number":
      return Number(value);
    case "boolean":
      return asText(value) === "true";
    case "json":
      return typeof value === "string" ? meaning(value) : value;
    case "list":
      return orNothing(asList(value).map((one) => (item === undefined ? one : normal(item, one))));
    case "set":
      return orNothing(
        asList(value)
          .map((one) => (item === undefined ? one : normal(item, one)))
          .sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1)),
      );
    case "map":
      return Object.keys(asObject(value)).length === 0 ? null : value;
    case "object":
      return Object.fromEntries(
        Object.entries(fields ?? {}).map(([key, one]) => [key, normal(one, asObject(value)[key])]),
      );
    case "asset":
      return asObject(value)["hash"] ?? value;
    case "any":
      return value;
  }
}

/** Treats an empty list as no list. */
function orNothing(items: Value[]): Value {
  return items.length === 0 ? null : items;
}

function meaning(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function member(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`;
}
