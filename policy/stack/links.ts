import type { RawResource } from "../resources/rawResource";
import { Reader } from "../resources/reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { Field, UnknownField } from "../values/field";

/**
 * The target of an argument that refers to another resource.
 *
 * - `inside`: resources of this stack. More than one if the engine knows only which resources the whole argument depends
 *   on, not which element depends on which; a rule must then hold for all of them.
 * - `outside`: a value that no resource of this stack has.
 * - `unknown`: a value unknown in preview that depends on no resource of this stack.
 */
export type Link =
  | { readonly state: "inside"; readonly urns: readonly string[] }
  | { readonly state: "outside"; readonly value: string }
  | { readonly state: "unknown"; readonly field: UnknownField }
  | { readonly state: "absent" };

/** The outputs by which others refer to a resource, besides its id and ARN. */
const identifiers: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  [t.bucket]: ["bucket", "bucketDomainName", "bucketRegionalDomainName"],
  [t.capacityProvider]: ["name"],
  [t.classicLoadBalancer]: ["name", "dnsName"],
  [t.defaultVpc]: ["mainRouteTableId", "defaultRouteTableId"],
  [t.distribution]: ["domainName"],
  [t.ecsCluster]: ["name"],
  [t.eip]: ["allocationId", "publicIp"],
  [t.function]: ["name", "invokeArn"],
  [t.autoScalingGroup]: ["name"],
  [t.instance]: ["primaryNetworkInterfaceId", "privateIp", "privateDns", "publicIp", "publicDns"],
  [t.instanceProfile]: ["name"],
  [t.kmsAlias]: ["name"],
  [t.kmsKey]: ["keyId"],
  [t.launchConfiguration]: ["name"],
  [t.launchTemplate]: ["name"],
  [t.loadBalancer]: ["dnsName"],
  [t.logDeliverySource]: ["name"],
  [t.role]: ["name"],
  [t.vpc]: ["mainRouteTableId", "defaultRouteTableId"],
};

type Identity = Record<string, string>;

/** Resolves references: known values by id, ARN or name, unknown ones by the engine's record of dependencies. */
export class Links {
  private readonly byValue = new Map<string, string[]>();
  private readonly byUrn = new Map<string, RawResource>();

  constructor(resources: readonly RawResource[]) {
    for (const resource of resources) {
      this.byUrn.set(resource.urn, resource);
      const type = canonicalType(resource.type);
      if (type !== undefined) {
        this.index(resource, type);
      }
    }
  }

  /**
   * Resolves a reference.
   *
   * @param urn the resource that has the argument
   * @param field the argument; the engine records dependencies for the first part of its path
   * @param types the resource types that the argument can refer to
   */
  to(urn: string, field: Field<string>, ...types: readonly ResourceType[]): Link {
    if (field.state === "absent") {
      return { state: "absent" };
    }
    const dependencies = this.dependenciesOf(urn, field.path, types);
    if (field.state === "unknown") {
      return dependencies.length > 0 ? { state: "inside", urns: dependencies } : { state: "unknown", field };
    }
    const named = (this.byValue.get(field.value) ?? []).filter((each) => this.isOf(each, types));
    return named.length > 0 ? { state: "inside", urns: named } : { state: "outside", value: field.value };
  }

  /** Returns the resources of these types that an argument's value depends on. */
  dependenciesOf(urn: string, path: string, types: readonly ResourceType[]): string[] {
    const [top = ""] = path.split(/[.[]/, 1);
    const resources = this.byUrn.get(urn)?.propertyDependencies?.[top] ?? [];
    return [...new Set(resources.map((each) => each.urn))].filter((each) => this.isOf(each, types));
  }

  /** Returns the resource with a URN. */
  resource(urn: string): RawResource | undefined {
    return this.byUrn.get(urn);
  }

  /** Returns whether a resource has one of these types, or any known type if none is given. */
  isOf(urn: string, types: readonly ResourceType[]): boolean {
    const resource = this.byUrn.get(urn);
    const type = resource === undefined ? undefined : canonicalType(resource.type);
    return type !== undefined && (types.length === 0 || types.includes(type));
  }

  private index(resource: RawResource, type: ResourceType): void {
    const reader = Reader.over<Identity>(resource.props);
    for (const name of ["id", "arn", ...(identifiers[type] ?? [])]) {
      const field = reader.at(name).string();
      if (field.state !== "known") {
        continue;
      }
      const urns = this.byValue.get(field.value);
      if (urns === undefined) {
        this.byValue.set(field.value, [resource.urn]);
      } else if (!urns.includes(resource.urn)) {
        urns.push(resource.urn);
      }
    }
  }
}

/** Returns the URNs of a link's targets in this stack. */
export function urnsOf(link: Link): readonly string[] {
  return link.state === "inside" ? link.urns : [];
}
