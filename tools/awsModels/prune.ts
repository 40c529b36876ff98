/** Reduces a service's models to the parts that the resource types use. */
import { argumentPaths, fieldAt } from "../../local/cloud/awsModels/argumentPaths";
import { Locator } from "../../local/cloud/awsModels/locate";
import type { ServiceRequests } from "../../local/cloud/awsModels/requests/request";
import { inside, type ModelTable, type Place, type Shape, stepsOf } from "../../local/cloud/awsModels/shape";
import { catalogue } from "../../local/cloud/services/catalogue";

/** The used members of each shape; "all" if a free-form document may have any. */
type Used = Map<string, Set<string> | "all">;

/** Reduces a service's table to the used operations, shapes and members. */
export function prune(service: ServiceRequests, full: ModelTable): ModelTable {
  const used: Used = new Map();
  const operations = new Set<string>();
  for (const [token, request] of Object.entries(service.types)) {
    const type = catalogue.resource(token);
    const locator = new Locator(full, type, request);
    for (const root of [...locator.roots(), ...locator.places("")]) {
      mark(full, used, root);
      operations.add(root.of);
    }
    const paths = new Set([...argumentPaths(type.inputs), ...Object.keys(request.members ?? {})]);
    for (const path of paths) {
      const keyed = path.endsWith("{*}") ? [path, path.replace(/\{\*\}$/, "{key}")] : [path];
      for (const place of keyed.flatMap((one) => locator.places(one))) {
        operations.add(place.of);
        mark(full, used, place);
        if (fieldAt(type.inputs, path)?.type === "any") {
          markAll(full, used, place.shape);
        }
      }
    }
  }
  return {
    service: full.service,
    version: full.version,
    operations: pick(full.operations, (name) => operations.has(name)),
    shapes: Object.fromEntries(
      Object.entries(pick(full.shapes, (name) => used.has(name))).map(([name, shape]) => [
        name,
        trimmed(shape, used.get(name) ?? "all"),
      ]),
    ),
  };
}

/** Marks every shape on the path to a place as used. */
function mark(table: ModelTable, used: Used, place: Place): void {
  let at: Place = {
    of: place.of,
    path: "",
    shape: table.operations[place.of]?.input ?? place.of,
  };
  note(used, at.shape);
  for (const step of stepsOf(place.path)) {
    note(used, at.shape, step);
    at = inside(table, at, step) ?? at;
    note(used, at.shape);
  }
}

function note(used: Used, shape: string, member?: string): void {
  const known = used.get(shape) ?? new Set<string>();
  if (known !== "all" && member !== undefined) {
    known.add(member);
  }
  used.set(shape, known);
}

function markAll(table: ModelTable, used: Used, name: string): void {
  if (used.get(name) === "all") {
    return;
  }
  used.set(name, "all");
  const { members = {}, member, key, value } = table.shapes[name] ?? {};
  for (const inner of [...Object.values(members), member, key, value]) {
    if (inner !== undefined) {
      markAll(table, used, inner);
    }
  }
}

/** Reduces a shape to its used members. */
function trimmed(shape: Shape, used: Set<string> | "all"): Shape {
  if (used === "all" || shape.members === undefined) {
    return shape;
  }
  const { members, required, exactlyOne, ...rest } = shape;
  const needed = required?.filter((name) => used.has(name)) ?? [];
  const choice = exactlyOne?.filter((name) => used.has(name)) ?? [];
  return {
    ...rest,
    members: pick(members, (name) => used.has(name)),
    ...(needed.length > 0 && { required: needed.sort() }),
    ...(choice.length > 1 && { exactlyOne: choice.sort() }),
  };
}

/** Returns the entries whose names pass a filter, sorted. */
function pick<T>(from: Readonly<Record<string, T>>, keep: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(
    Object.entries(from)
      .filter(([name]) => keep(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
