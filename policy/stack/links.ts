import { Reader } from "../resources/reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { Field, UnknownField } from "../values/field";
import type { RawResource } from "./stack";

/**
 * What an argument that refers to another resource leads to.
 *
 * - `inside`: resources of this stack, by their URNs. More than one where the engine only tells which resources a
 *   list of references depends on, and not which element on which: a rule has to hold for all of them.
 * - `outside`: a value that no resource of the stack has.
 * - `unknown`: a value that AWS will only give later, and no resource of the stack it could come from.
 */
export type Link =
  | { readonly state: "inside"; readonly urns: readonly string[] }
  | { readonly state: "outside"; readonly value: string }
  | { readonly state: "unknown"; readonly field: UnknownField }
  | { readonly state: "absent" };

/** By what others refer to a resource, beside its id and ARN. */
const names: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  [t.bucket]: ["bucket", "bucketDomainName", "bucketRegionalDomainName"],
  [t.classicLoadBalancer]: ["name", "dnsName"],
  [t.distribution]: ["domainName"],
  [t.eip]: ["allocationId", "publicIp"],
  [t.function]: ["name", "invokeArn"],
  [t.group]: ["name"],
  [t.instance]: ["primaryNetworkInterfaceId", "privateIp", "privateDns", "publicIp", "publicDns"],
  [t.instanceProfile]: ["name"],
  [t.kmsAlias]: ["name"],
  [t.kmsKey]: ["keyId"],
  [t.launchConfiguration]: ["name"],
  [t.launchTemplate]: ["name"],
  [t.loadBalancer]: ["dnsName"],
  [t.logDeliverySource]: ["name"],
  [t.role]: ["name"],
};

type Identity = Record<string, string>;

/** Finds what references lead to: by the engine's own record of dependencies first, then by known ids and ARNs. */
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
   * What a reference leads to.
   *
   * @param urn the resource that has the argument
   * @param field the argument; its path's first step is what the engine records dependencies for
   * @param types the types that the argument can refer to
   */
  to(urn: string, field: Field<string>, ...types: readonly ResourceType[]): Link {
    if (field.state === "absent") {
      return { state: "absent" };
    }
    const needed = this.needs(urn, field.path, types);
    if (field.state === "unknown") {
      return needed.length > 0 ? { state: "inside", urns: needed } : { state: "unknown", field };
    }
    const named = (this.byValue.get(field.value) ?? []).filter((each) => this.isOf(each, types));
    return named.length > 0 ? { state: "inside", urns: named } : { state: "outside", value: field.value };
  }

  /** The resources of these types that an argument's value was made from, whatever of them it holds. */
  needs(urn: string, path: string, types: readonly ResourceType[]): string[] {
    const [top = ""] = path.split(/[.[]/, 1);
    const dependencies = this.byUrn.get(urn)?.propertyDependencies?.[top] ?? [];
    return [...new Set(dependencies.map((each) => each.urn))].filter((each) => this.isOf(each, types));
  }

  /** The resource itself. */
  resource(urn: string): RawResource | undefined {
    return this.byUrn.get(urn);
  }

  /** Whether a resource is of one of these types; of any where none is named. */
  isOf(urn: string, types: readonly ResourceType[]): boolean {
    const resource = this.byUrn.get(urn);
    const type = resource === undefined ? undefined : canonicalType(resource.type);
    return type !== undefined && (types.length === 0 || types.includes(type));
  }

  private index(resource: RawResource, type: ResourceType): void {
    const reader = Reader.over<Identity>(resource.props);
    for (const name of ["id", "arn", ...(names[type] ?? [])]) {
      const field = reader.at(name).text();
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

/** The URNs that a link leads to; none if it leads out of the stack or nowhere. */
export function urnsOf(link: Link): readonly string[] {
  return link.state === "inside" ? link.urns : [];
}
