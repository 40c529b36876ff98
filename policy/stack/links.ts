import type { RawResource } from "../resources/rawResource";
import { Reader } from "../resources/reader";
import { canonicalType, type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import type { Field, UnknownField } from "../values/field";
import { hostOf, identifiersIn } from "./references";

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
  [t.accessPoint]: ["alias", "domainName"],
  [t.bucket]: ["bucket", "bucketDomainName", "bucketRegionalDomainName"],
  [t.capacityProvider]: ["name"],
  [t.classicLoadBalancer]: ["name", "dnsName"],
  [t.defaultVpc]: ["mainRouteTableId", "defaultRouteTableId"],
  [t.distribution]: ["domainName"],
  [t.ecsCluster]: ["name"],
  [t.ecsTaskDefinition]: ["arnWithoutRevision", "family"],
  [t.eip]: ["allocationId", "publicIp"],
  [t.function]: ["name", "invokeArn", "qualifiedArn", "qualifiedInvokeArn", "responseStreamingInvokeArn"],
  [t.functionAlias]: ["invokeArn"],
  [t.functionUrl]: ["functionUrl"],
  [t.httpApi]: ["apiEndpoint"],
  [t.autoScalingGroup]: ["name"],
  [t.instance]: ["primaryNetworkInterfaceId", "privateIp", "privateDns", "publicIp", "publicDns"],
  [t.instanceProfile]: ["name"],
  [t.kmsAlias]: ["name"],
  [t.group]: ["name"],
  [t.kmsExternalKey]: ["keyId"],
  [t.kmsKey]: ["keyId"],
  [t.kmsReplicaKey]: ["keyId"],
  [t.launchConfiguration]: ["name"],
  [t.launchTemplate]: ["name"],
  [t.loadBalancer]: ["dnsName"],
  [t.logDeliverySource]: ["name"],
  [t.originAccessIdentity]: ["cloudfrontAccessIdentityPath"],
  [t.parameter]: ["name"],
  [t.policy]: ["name"],
  [t.role]: ["name"],
  [t.secret]: ["name"],
  [t.user]: ["name"],
  [t.vpc]: ["mainRouteTableId", "defaultRouteTableId", "defaultSecurityGroupId"],
};

/** The argument of a resource that names the one it represents: an alias of a function is that function. */
const represented: Readonly<Partial<Record<ResourceType, string>>> = {
  [t.functionAlias]: "functionName",
};

type Identity = Record<string, string>;

/** Resolves references: known values by id, ARN or name, unknown ones by the engine's record of dependencies. */
export class Links {
  private readonly byValue = new Map<string, string[]>();
  private readonly byUrn = new Map<string, RawResource>();
  private readonly types = new Map<string, ResourceType>();

  constructor(resources: readonly RawResource[]) {
    for (const resource of resources) {
      this.byUrn.set(resource.urn, resource);
      const type = canonicalType(resource.type);
      if (type !== undefined) {
        this.types.set(resource.urn, type);
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
    if (field.state === "unknown") {
      const dependencies = this.ofTypes(this.dependenciesOf(urn, field.path, []), types);
      return dependencies.length > 0 ? { state: "inside", urns: dependencies } : { state: "unknown", field };
    }
    const named = this.named(field.value, types);
    return named.length > 0 ? { state: "inside", urns: named } : { state: "outside", value: field.value };
  }

  /** Returns whether an argument's value depends on a resource of any type. */
  dependsOn(urn: string, path: string, on: string): boolean {
    return this.dependencies(urn, path).includes(on);
  }

  /** Returns the resources of these types that an argument's value depends on. */
  dependenciesOf(urn: string, path: string, types: readonly ResourceType[]): string[] {
    return this.dependencies(urn, path).filter((each) => this.isOf(each, types));
  }

  /** Returns the resources that have a value as their id, ARN or another output by which others refer to them. */
  withValue(value: string): readonly string[] {
    return this.byValue.get(value) ?? [];
  }

  /** Returns the nearest resources of these types among those that an argument's value is computed from. */
  sourcesOf(urn: string, path: string, types: readonly ResourceType[]): string[] {
    const queue = [...this.dependencies(urn, path)];
    const seen = new Set(queue);
    const found: string[] = [];
    for (const each of queue) {
      if (this.isOf(each, types)) {
        found.push(each);
        continue;
      }
      for (const { urn: next } of Object.values(this.byUrn.get(each)?.propertyDependencies ?? {}).flat()) {
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    return [...new Set(found)];
  }

  /** Returns whether an argument's value depends on no resource of the stack. */
  isIndependent(urn: string, path: string): boolean {
    return this.dependencies(urn, path).length === 0;
  }

  /** Returns the resource with a URN. */
  resource(urn: string): RawResource | undefined {
    return this.byUrn.get(urn);
  }

  /** Returns whether a resource has one of these types, or any known type if none is given. */
  isOf(urn: string, types: readonly ResourceType[]): boolean {
    const type = this.types.get(urn);
    return type !== undefined && (types.length === 0 || types.includes(type));
  }

  private dependencies(urn: string, path: string): string[] {
    const [top = ""] = path.split(/[.[]/, 1);
    const resources = this.byUrn.get(urn)?.propertyDependencies?.[top] ?? [];
    return [...new Set(resources.map((each) => each.urn))];
  }

  /** Finds the resources that a value names: as it is, or else by the identifiers inside it. */
  private named(value: string, types: readonly ResourceType[]): string[] {
    const direct = this.ofTypes(this.byValue.get(value) ?? [], types);
    if (direct.length > 0) {
      return direct;
    }
    const inner = identifiersIn(value).flatMap((each) => this.byValue.get(each) ?? []);
    return this.ofTypes(inner, types);
  }

  /** Keeps resources of these types, and replaces those that represent one of these types. */
  private ofTypes(urns: readonly string[], types: readonly ResourceType[]): string[] {
    const [only] = urns;
    if (only !== undefined && urns.length === 1 && this.isOf(only, types)) {
      return [only];
    }
    const found = urns.flatMap((urn) => (this.isOf(urn, types) ? [urn] : this.representedBy(urn, types)));
    return found.length < 2 ? found : [...new Set(found)];
  }

  private representedBy(urn: string, types: readonly ResourceType[]): readonly string[] {
    const resource = this.byUrn.get(urn);
    const type = this.types.get(urn);
    const argument = type === undefined ? undefined : represented[type];
    if (resource === undefined || argument === undefined) {
      return [];
    }
    const link = this.to(urn, Reader.over<Identity>(resource.props).at(argument).string(), ...types);
    return urnsOf(link);
  }

  private index(resource: RawResource, type: ResourceType): void {
    const reader = Reader.over<Identity>(resource.props);
    for (const name of ["id", "arn", ...(identifiers[type] ?? [])]) {
      const field = reader.at(name).string();
      if (field.state !== "known") {
        continue;
      }
      for (const value of field.value.includes("://")
        ? [field.value, ...hostOf(field.value)]
        : [field.value]) {
        const urns = this.byValue.get(value);
        if (urns === undefined) {
          this.byValue.set(value, [resource.urn]);
        } else if (!urns.includes(resource.urn)) {
          urns.push(resource.urn);
        }
      }
    }
  }
}

/** Returns the URNs of a link's targets in this stack. */
export function urnsOf(link: Link): readonly string[] {
  return link.state === "inside" ? link.urns : [];
}
