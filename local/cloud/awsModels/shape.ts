/** The structure of the tables of AWS's models in this folder. */

/** A type of value in a request, with its constraints. */
export interface Shape {
  readonly type: string;
  /** The shapes of a structure's members, by name. */
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Members of which exactly one is allowed, according to CloudFormation's schema. */
  readonly exactlyOne?: readonly string[];
  /** The shape of a list's elements. */
  readonly member?: string;
  /** The shape of a map's keys, and that of its values. */
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  /** A regular expression as in the model: in the syntax of Java, Python or ECMAScript. */
  readonly pattern?: string;
  /** The minimum of a number, or of the length of a text, list or map. */
  readonly min?: number;
  readonly max?: number;
  /** True if values must not be shown. */
  readonly sensitive?: boolean;
}

/** The part of a service's models that the resource types use. */
export interface ModelTable {
  /** The service's folder in botocore. */
  readonly service: string;
  /** The date of botocore's model. */
  readonly version: string;
  /** The input shape and error codes by operation. */
  readonly operations: Readonly<
    Record<string, { readonly input: string; readonly errors: readonly string[] }>
  >;
  /** Shapes by name; those of CloudFormation's schemas begin with their type, such as `AWS::EC2::VPC/CidrBlock`. */
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** A place in a request, with its shape. */
export interface Place {
  /** The operation or CloudFormation type. */
  readonly of: string;
  /** The members from the top, such as `IpPermissions[*].IpRanges`; empty for the request itself. */
  readonly path: string;
  /** The shape's name in the table. */
  readonly shape: string;
}

/** Tells whether a place is in CloudFormation's schema rather than the service's own model. */
export function inResource(place: Place): boolean {
  return place.of.startsWith("AWS::");
}

/** Finds the place of a member, element (`[*]`), key (`{key}`) or value (`{*}`) inside another place. */
export function inside(table: ModelTable, place: Place, step: string): Place | undefined {
  const shape = table.shapes[place.shape];
  const steps: Readonly<Record<string, string | undefined>> = {
    "[*]": shape?.member,
    "{key}": shape?.key,
    "{*}": shape?.value,
  };
  const name = steps[step] ?? shape?.members?.[step];
  if (name === undefined) {
    return undefined;
  }
  const path = /^[[{]/.test(step) || place.path === "" ? `${place.path}${step}` : `${place.path}.${step}`;
  return { of: place.of, path, shape: name };
}

/** Splits a path into steps: `rules[*].action` into `rules`, `[*]`, `action`. */
export function stepsOf(path: string): string[] {
  return path.match(/\[\*\]|\{\*\}|\{key\}|[^.[{]+/g) ?? [];
}
