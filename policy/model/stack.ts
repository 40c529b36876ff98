import { type Kind, kinds, type Records } from "./kinds";
import { Links } from "./links";
import { isUnknown, unwrapped } from "./plain";
import { canonicalType, type ResourceType } from "./tokens";

/** A resource as the policy SDK hands it over, for one resource or for a whole stack. */
export interface RawResource {
  readonly type: string;
  readonly urn: string;
  readonly props: object;
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
};

/**
 * Builds the model of one resource, or of a whole stack; a resource of a type that it does not read leaves no record.
 */
export function buildModel(raw: readonly RawResource[]): StackModel {
  // In the order of their URNs, so that what is found does not depend on what the engine happened to finish first.
  const resources = raw.map(settled).sort((a, b) => (a.urn < b.urn ? -1 : 1));
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
  const model = { resources };
  lazily(model, "links", () => new Links(resources));
  for (const [name, kind] of Object.entries(kinds)) {
    lazily(model, name, () => records(kind as Kind<unknown>, byType));
  }
  return model as unknown as StackModel;
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

function records(kind: Kind<unknown>, byType: ReadonlyMap<ResourceType, readonly RawResource[]>): unknown[] {
  return Object.entries(kind).flatMap(([type, read]) =>
    (byType.get(type as ResourceType) ?? []).flatMap(({ urn, props }) => read(urn, props)),
  );
}

function lazily(model: object, name: string, make: () => unknown): void {
  let made: unknown;
  Object.defineProperty(model, name, { enumerable: true, get: () => (made ??= make()) });
}
