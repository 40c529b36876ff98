import { type Declaration, Declarations } from "../resources/cloudfront/declarations";
import { canonicalType, type ResourceType } from "../resources/resourceTypes";
import { isUnknown, unwrapped } from "../values/plain";
import { type Kind, kinds, type Records } from "./kinds";
import { Links } from "./links";

/** A resource as the policy SDK hands it over, for one resource or for a whole stack. */
export interface RawResource {
  readonly type: string;
  readonly urn: string;
  readonly props: object;
  readonly opts?: { readonly parent?: string };
  /** By argument, the resources whose outputs its value was made from; only for a whole stack. */
  readonly propertyDependencies?: Readonly<Record<string, readonly RawResource[]>>;
}

/**
 * What the rules decide on: the resources of one analysis, read without the provider's spellings. A record is read
 * when a rule first asks for its kind.
 */
export type StackModel = Records & {
  readonly resources: readonly RawResource[];
  readonly links: Links;
  readonly declarations: Declarations;
  /** What the components above a resource declare; `undefined` if one of them was not seen. */
  declaredFor(urn: string): readonly Declaration[] | undefined;
};

/**
 * Builds the model of one resource, or of a whole stack; a resource of a type that it does not read leaves no record.
 *
 * @param declarations what was declared by components that have been analyzed so far
 */
export function buildModel(
  raw: readonly RawResource[],
  declarations: Declarations = new Declarations(),
): StackModel {
  return new Model(raw, declarations) as unknown as StackModel;
}

class Model {
  readonly resources: readonly RawResource[];
  private readonly read = new Map<string, readonly unknown[]>();
  private linked: Links | undefined;
  private sorted: ReadonlyMap<ResourceType, readonly RawResource[]> | undefined;

  constructor(
    raw: readonly RawResource[],
    readonly declarations: Declarations,
  ) {
    // In the order of their URNs, so that what is found does not depend on what the engine happened to finish first.
    this.resources = raw.map(settled).sort((a, b) => (a.urn < b.urn ? -1 : 1));
  }

  get links(): Links {
    return (this.linked ??= new Links(this.resources));
  }

  declaredFor(urn: string): readonly Declaration[] | undefined {
    const resource = this.resources.find((each) => each.urn === urn);
    return this.declarations.of(urn, resource?.opts?.parent);
  }

  records(name: keyof typeof kinds): readonly unknown[] {
    let found = this.read.get(name);
    if (found === undefined) {
      const kind = kinds[name] as Kind<unknown>;
      const byType = (this.sorted ??= sortedByType(this.resources));
      found = Object.entries(kind).flatMap(([type, read]) =>
        (byType.get(type as ResourceType) ?? []).flatMap(({ urn, props }) => read(urn, props)),
      );
      this.read.set(name, found);
    }
    return found;
  }
}

// One getter for each kind, made once: a model of a single resource is built for each rule that looks at it.
for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  Object.defineProperty(Model.prototype, name, {
    get(this: Model) {
      return this.records(name);
    },
  });
}

function sortedByType(resources: readonly RawResource[]): Map<ResourceType, RawResource[]> {
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
 * The resource without its outputs that are not known yet. For a whole stack the engine gives outputs: among them are
 * arguments that the program left to AWS, which a preview shows as unknown. One that the program set to something
 * unknown depends on another resource, and the engine says so; if it comes from elsewhere, the rules on single
 * resources have judged it.
 */
function settled(resource: RawResource): RawResource {
  const { propertyDependencies: dependencies } = resource;
  const props = unwrapped(resource.props);
  if (dependencies === undefined || props === resource.props) {
    return resource;
  }
  const entries = Object.entries(props).filter(([name, value]) => {
    return !isUnknown(value) || (dependencies[name]?.length ?? 0) > 0;
  });
  return { ...resource, props: Object.fromEntries(entries) };
}
