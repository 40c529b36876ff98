import { type Declaration, Declarations } from "../resources/cloudfront/declarations";
import type { RawResource } from "../resources/rawResource";
import type { RecordReaders } from "../resources/recordReaders";
import { canonicalType, type ResourceType } from "../resources/resourceTypes";
import { isUnknownValue, withoutProxy } from "../values/unknownValues";
import { Links } from "./links";
import { type Records, recordKinds } from "./recordKinds";
import { UnknownArguments } from "./unknownArguments";

/**
 * The resources of one analysis, as records without the provider's spellings. A kind of record is read when a rule first
 * asks for it.
 */
export type StackModel = Records & {
  readonly resources: readonly RawResource[];
  readonly links: Links;
  readonly declarations: Declarations;
  /** Returns what the components above a resource declare, or `undefined` if one of them was not recorded. */
  declaredFor(urn: string): readonly Declaration[] | undefined;
  /** Returns whether the program sets an argument of a resource; false if that was not recorded. */
  isArgument(urn: string, name: string): boolean;
};

/**
 * Builds the model of a stack, or of a single resource. Resources of other types are in `resources` only.
 *
 * @param declarations what the components analyzed so far declare
 * @param unknown the unknown arguments of the resources analyzed so far
 */
export function buildModel(
  raw: readonly RawResource[],
  declarations: Declarations = new Declarations(),
  unknown: UnknownArguments = new UnknownArguments(),
): StackModel {
  return new Model(raw, declarations, unknown) as unknown as StackModel;
}

class Model {
  readonly resources: readonly RawResource[];
  private readonly read = new Map<string, readonly unknown[]>();
  private linked: Links | undefined;
  private byType: ReadonlyMap<ResourceType, readonly RawResource[]> | undefined;

  constructor(
    raw: readonly RawResource[],
    readonly declarations: Declarations,
    private readonly unknown: UnknownArguments,
  ) {
    // Sorted by URN, so that findings do not depend on the order in which the engine finished.
    this.resources = raw
      .map((resource) => withoutUnknownOutputs(resource, unknown))
      .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  }

  get links(): Links {
    return (this.linked ??= new Links(this.resources));
  }

  declaredFor(urn: string): readonly Declaration[] | undefined {
    const resource = this.resources.find((each) => each.urn === urn);
    return this.declarations.of(urn, resource?.opts?.parent);
  }

  isArgument(urn: string, name: string): boolean {
    return this.unknown.isGiven(urn, name);
  }

  records(name: keyof typeof recordKinds): readonly unknown[] {
    let found = this.read.get(name);
    if (found === undefined) {
      const readers = recordKinds[name] as RecordReaders<unknown>;
      const byType = (this.byType ??= groupByType(this.resources));
      found = Object.entries(readers).flatMap(([type, read]) =>
        (byType.get(type as ResourceType) ?? []).flatMap(({ urn, props }) => read(urn, props)),
      );
      this.read.set(name, found);
    }
    return found;
  }
}

// One getter for each kind, on the prototype: a model is built for every resource and every rule that checks it.
for (const name of Object.keys(recordKinds) as (keyof typeof recordKinds)[]) {
  Object.defineProperty(Model.prototype, name, {
    get(this: Model) {
      return this.records(name);
    },
  });
}

function groupByType(resources: readonly RawResource[]): Map<ResourceType, RawResource[]> {
  const byType = new Map<ResourceType, RawResource[]>();
  for (const resource of resources) {
    const type = canonicalType(resource.type);
    if (type !== undefined) {
      const same = byType.get(type);
      if (same === undefined) {
        byType.set(type, [resource]);
      } else {
        same.push(resource);
      }
    }
  }
  return byType;
}

/**
 * Removes outputs that are unknown in preview. For a whole stack the engine sends outputs, among them arguments that the
 * program left to AWS. An unknown value that the program set depends on another resource, and the engine records that, or
 * was unknown when the resource was analyzed alone.
 */
function withoutUnknownOutputs(resource: RawResource, unknown: UnknownArguments): RawResource {
  const { urn, propertyDependencies: dependencies } = resource;
  const props = withoutProxy(resource.props);
  if (dependencies === undefined || props === resource.props) {
    return resource;
  }
  const entries = Object.entries(props).filter(([name, value]) => {
    return !isUnknownValue(value) || (dependencies[name]?.length ?? 0) > 0 || unknown.has(urn, name);
  });
  return { ...resource, props: Object.fromEntries(entries) };
}
