/** Converts CloudFormation's resource schemas to shapes like those of the services' models. */
import type { Shape } from "../../local/cloud/awsModels/shape";

/** The parts of a JSON schema that are read. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly requiredXor?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** Converts the schema of a resource type to shapes; the resource's shape has the type's name. */
export function shapesOf(
  type: string,
  schema: Schema,
  formats: Readonly<Record<string, string>>,
): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  const add = (name: string, part: Schema): string => {
    const { $ref } = part;
    const referred = $ref === undefined ? undefined : $ref.replace("#/definitions/", "");
    const at = referred === undefined ? name : `${type}#${referred}`;
    const found = referred === undefined ? part : find(schema, $ref ?? "");
    if (shapes[at] === undefined) {
      shapes[at] = { type: "any" };
      shapes[at] = shapeOf(at, found, formats, add);
    }
    return at;
  };
  add(type, schema);
  return shapes;
}

function find(schema: Schema, reference: string): Schema {
  const steps = reference.replace("#/", "").split("/");
  const found = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[step],
    schema,
  );
  return found ?? {};
}

function shapeOf(
  name: string,
  part: Schema,
  formats: Readonly<Record<string, string>>,
  add: (name: string, part: Schema) => string,
): Shape {
  const { properties, items, requiredXor } = part;
  const type = typeOf(part);
  const pattern = part.pattern ?? formats[part.format ?? ""];
  const values = part.enum?.filter((value): value is string | number =>
    ["string", "number"].includes(typeof value),
  );
  const min = part.minLength ?? part.minimum ?? part.minItems;
  const max = part.maxLength ?? part.maximum ?? part.maxItems;
  return {
    type,
    ...(type === "structure" &&
      properties !== undefined && {
        members: Object.fromEntries(
          Object.entries(properties).map(([key, one]) => [key, add(`${name}/${key}`, one)]),
        ),
      }),
    ...(type === "structure" && part.required !== undefined && { required: part.required }),
    ...(type === "structure" && requiredXor !== undefined && { exactlyOne: requiredXor }),
    ...(type === "list" && items !== undefined && { member: add(`${name}/*`, items) }),
    ...(values !== undefined && values.length > 0 && { enum: values.map(String) }),
    ...(pattern !== undefined && { pattern }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function typeOf({ type, properties }: Schema): string {
  const names: Readonly<Record<string, string>> = {
    object: "structure",
    array: "list",
    number: "double",
  };
  const only = typeof type === "string" ? type : (type?.find((one) => one !== "object") ?? "any");
  return properties !== undefined ? "structure" : (names[only] ?? only);
}
