/** What AWS's models say about requests, as the tables in this folder hold it. */

/** A kind of value in a request, with what AWS takes there. */
export interface Shape {
  readonly type: string;
  /** Of a structure: its members' shapes by name. */
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Of these members exactly one is given, says CloudFormation's schema. */
  readonly exactlyOne?: readonly string[];
  /** The shape of a list's elements. */
  readonly member?: string;
  /** The shape of a map's keys, and that of its values. */
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  /** As the model writes it: a regular expression of Java, Python or ECMAScript. */
  readonly pattern?: string;
  /** Smallest number, or shortest text, list or map. */
  readonly min?: number;
  readonly max?: number;
  /** Values are never to be shown. */
  readonly sensitive?: boolean;
}

/** The part of one service's models that the resource types use. */
export interface ModelTable {
  /** The service's folder in botocore. */
  readonly service: string;
  /** The date of botocore's model. */
  readonly version: string;
  /** Input shape and error codes by operation. */
  readonly operations: Readonly<
    Record<string, { readonly input: string; readonly errors: readonly string[] }>
  >;
  /** By name; a shape of CloudFormation's schemas begins with its type, `AWS::EC2::Vpc/CidrBlock`. */
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** A place in a request: the shape there, and how the request comes to it. */
export interface Place {
  /** The operation, or CloudFormation's type. */
  readonly of: string;
  /** Members from the top, `IpPermissions[*].IpRanges`; empty for the request itself. */
  readonly path: string;
  /** The shape's name in the table. */
  readonly shape: string;
}

/** Says whether a place is in CloudFormation's schema, not in an operation of the service's own model. */
export function inResource(place: Place): boolean {
  return place.of.startsWith("AWS::");
}

/** The place of a member, element (`[*]`), key (`{key}`) or value (`{*}`) inside another; undefined where there is none. */
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

/** The steps of a path: `rules[*].action` is `rules`, `[*]`, `action`. */
export function stepsOf(path: string): string[] {
  return path.match(/\[\*\]|\{\*\}|\{key\}|[^.[{]+/g) ?? [];
}
