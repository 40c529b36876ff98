import type { Placement } from "../../resources/network/placement";
import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import type { Field } from "../../values/field";
import { parseRange, type Range } from "../../values/ranges";
import type { Hop } from "../forwarding";

/** A subnet of servers, and the argument that places them there. */
export interface Place {
  /** The subnet; undefined if it is not of this stack. */
  readonly subnet: string | undefined;
  readonly by: Hop;
}

/** The addresses that a resource may have. */
export interface Addresses {
  /** Undefined if they may be any. */
  readonly ranges: readonly Range[] | undefined;
  /** Whether it names subnets. */
  readonly isNamed: boolean;
}

/** The types of security groups. */
export const groupTypes: readonly ResourceType[] = [t.securityGroup, t.defaultSecurityGroup];
const subnetTypes: readonly ResourceType[] = [t.subnet, t.defaultSubnet];
const vpcTypes: readonly ResourceType[] = [t.vpc, t.defaultVpc];

/** The subnets that resources name, with their addresses and their VPCs. */
export class Subnets {
  private readonly fields = new Map<string, readonly Field<string>[]>();
  private readonly ranges: ReadonlyMap<string, Field<string>>;
  private readonly vpcs: ReadonlyMap<string, string | undefined>;

  constructor(private readonly model: StackModel) {
    this.ranges = new Map(model.subnets.map(({ urn, range }) => [urn, range]));
    this.vpcs = new Map(
      model.vpcMembers.map(({ urn, vpc }) => [urn, idsOf(model, urn, vpc, vpcTypes)?.at(0)]),
    );
  }

  /** Records the arguments that place a resource in subnets. */
  place(urn: string, subnets: readonly Field<string>[]): void {
    this.fields.set(urn, subnets);
  }

  /** Returns the arguments that place a resource in subnets. */
  argumentsOf(urn: string): readonly Field<string>[] {
    return this.fields.get(urn) ?? [];
  }

  /** Returns the places that a resource names itself. */
  placesOf(urn: string): readonly Place[] {
    return this.argumentsOf(urn).flatMap((field) => this.placesIn(urn, field));
  }

  /** Resolves a reference to subnets. */
  subnetsIn(urn: string, field: Field<string>): readonly string[] {
    return urnsOf(this.model.links.to(urn, field, ...subnetTypes));
  }

  /** Returns the URNs of the subnets of a resource, and the ids of those that are not of this stack. */
  subnetIdsOf(urn: string): readonly string[] {
    return this.argumentsOf(urn).flatMap((field) => idsOf(this.model, urn, field, subnetTypes) ?? []);
  }

  /** Returns the addresses of a resource. */
  addressesOf(urn: string): Addresses {
    return this.addressesIn(urn, this.argumentsOf(urn));
  }

  /** Returns the addresses of subnets that a resource names. */
  addressesIn(urn: string, subnets: readonly Field<string>[]): Addresses {
    const named = subnets.filter(({ state }) => state !== "absent");
    const own = named.map((field) => this.subnetsIn(urn, field));
    const ranges = own.some((each) => each.length === 0) ? undefined : this.rangesOf(own.flat());
    return { ranges, isNamed: named.length > 0 };
  }

  /**
   * Returns the VPCs of a placement; undefined if they may be any. All its subnets are in one VPC, and say more than its
   * security groups, which other VPCs can use as well.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
   */
  vpcsIn(urn: string, { securityGroups, subnets }: Placement): readonly string[] | undefined {
    const vpcsOf = (fields: readonly Field<string>[], types: readonly ResourceType[]) =>
      fields
        .flatMap((field) => idsOf(this.model, urn, field, types) ?? [])
        .map((each) => this.vpcs.get(each));
    const bySubnets = vpcsOf(subnets, subnetTypes).filter((vpc) => vpc !== undefined);
    if (bySubnets.length > 0) {
      return [...new Set(bySubnets)];
    }
    const byGroups = vpcsOf(securityGroups, groupTypes);
    const known = byGroups.filter((vpc) => vpc !== undefined);
    return subnets.some(({ state }) => state !== "absent") ||
      known.length === 0 ||
      known.length < byGroups.length
      ? undefined
      : [...new Set(known)];
  }

  /** Returns the VPC of a subnet, or its id if it is not of this stack; undefined if it is unknown. */
  vpcOf(subnet: string | undefined): string | undefined {
    return subnet === undefined ? undefined : this.vpcs.get(subnet);
  }

  /** Returns the address ranges of subnets, or `undefined` if one is unknown. */
  rangesOf(subnets: readonly string[]): readonly Range[] | undefined {
    const ranges = subnets.map((urn) => {
      const range = this.ranges.get(urn);
      return range?.state === "known" ? parseRange(range.value) : undefined;
    });
    const known = ranges.filter((range) => range !== undefined);
    return known.length === 0 || known.length < ranges.length ? undefined : known;
  }

  private placesIn(urn: string, field: Field<string>): Place[] {
    const by = { urn, argument: field.path };
    const link = this.model.links.to(urn, field, t.subnet, t.defaultSubnet);
    if (link.state === "absent") {
      return [];
    }
    return link.state === "inside"
      ? link.urns.map((subnet) => ({ subnet, by }))
      : [{ subnet: undefined, by }];
  }
}

/** Returns URNs, or the id of a resource that is not of this stack; undefined if it is unknown. */
export function idsOf(
  model: StackModel,
  urn: string,
  field: Field<string>,
  types: readonly ResourceType[],
): readonly string[] | undefined {
  const link = model.links.to(urn, field, ...types);
  switch (link.state) {
    case "inside":
      return link.urns;
    case "outside":
      return [link.value];
    case "absent":
      return [];
    case "unknown":
      return undefined;
  }
}
