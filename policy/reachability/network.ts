import type { Server } from "../resources/compute/servers";
import type { Placement } from "../resources/network/placement";
import type { Ingress } from "../resources/network/securityGroupRules";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { parseRange, type Range } from "../values/ranges";

/** A security group attached to a resource. */
export interface Membership {
  /** The URN of the security group, or its id if it is not of this stack; undefined if it is unknown. */
  readonly group: string | undefined;
  /** The attachment, if it is a separate resource. */
  readonly by?: string;
}

const groupTypes: readonly ResourceType[] = [t.securityGroup, t.defaultSecurityGroup];
const subnetTypes: readonly ResourceType[] = [t.subnet, t.defaultSubnet];
const vpcTypes: readonly ResourceType[] = [t.vpc, t.defaultVpc];
const launchTypes: readonly ResourceType[] = [t.launchTemplate, t.launchConfiguration];

/** The addresses that a resource may have. */
export interface Addresses {
  /** Undefined if they may be any. */
  readonly ranges: readonly Range[] | undefined;
  /** Whether it names subnets. */
  readonly isNamed: boolean;
}

/** The security groups and subnets of resources, and what each security group admits. */
export class Network {
  /** Instances and Auto Scaling groups, by the launch template or configuration that they use. */
  readonly launched = new MultiMap<string>();
  private readonly placements = new Map<string, Placement>();
  private readonly servers: ReadonlyMap<string, Server>;
  private readonly launches = new MultiMap<string>();
  private readonly interfaces = new MultiMap<string>();
  private readonly attached = new MultiMap<Membership>();
  private readonly admissions = new MultiMap<Ingress>();
  private readonly ranges: ReadonlyMap<string, Field<string>>;
  private readonly memberships = new Map<string, readonly Membership[]>();
  private readonly vpcs: ReadonlyMap<string, string | undefined>;
  private readonly scalingSubnets: ReadonlyMap<string, readonly Field<string>[]>;

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const each of [...model.loadBalancers, ...model.functions, ...model.vpcLinks, ...model.services]) {
      this.placements.set(each.urn, each);
    }
    this.vpcs = new Map(model.vpcMembers.map(({ urn, vpc }) => [urn, this.idsOf(urn, vpc, vpcTypes)?.at(0)]));
    this.scalingSubnets = new Map(model.autoScalingGroups.map(({ urn, subnets }) => [urn, subnets]));
    this.servers = new Map(model.servers.map((server) => [server.urn, server]));
    this.ranges = new Map(model.subnets.map(({ urn, range }) => [urn, range]));
    for (const { urn, launch } of model.autoScalingGroups) {
      this.launches.add(urn, ...this.launchesOf(urn, launch));
    }
    for (const { urn, launchTemplate, interfaces } of model.servers) {
      this.launches.add(urn, ...this.launchesOf(urn, [launchTemplate]));
      this.interfaces.add(
        urn,
        ...interfaces.flatMap((field) => urnsOf(links.to(urn, field, t.networkInterface))),
      );
    }
    for (const { urn, from, to } of model.attachments) {
      for (const server of urnsOf(links.to(urn, to, t.instance))) {
        this.interfaces.add(server, ...urnsOf(links.to(urn, from, t.networkInterface)));
      }
    }
    for (const { urn, networkInterface, securityGroup } of model.interfaceSecurityGroups) {
      const groups = this.resolve(urn, [securityGroup]).map(({ group }) => ({ group, by: urn }));
      for (const on of urnsOf(links.to(urn, networkInterface, t.networkInterface, t.instance))) {
        this.attached.add(on, ...groups);
      }
    }
    for (const ingress of model.ingress) {
      for (const group of this.groupsOf(ingress)) {
        this.admissions.add(group, ingress);
      }
    }
  }

  /** Returns the ingress rules of a security group. */
  ingressOf(group: string): readonly Ingress[] {
    return this.admissions.get(group);
  }

  /** Returns the security groups attached to a resource. */
  membershipsOf(urn: string): readonly Membership[] {
    let found = this.memberships.get(urn);
    if (found === undefined) {
      this.memberships.set(urn, []);
      found = [...this.own(urn), ...this.attached.get(urn)];
      this.memberships.set(urn, found);
    }
    return found;
  }

  /** Returns the ids of a resource's security groups that are not of this stack. */
  foreignGroupsOf(urn: string): string[] {
    return this.membershipsOf(urn).flatMap(({ group }) =>
      group === undefined || group.startsWith("urn:") ? [] : [group],
    );
  }

  /** Returns the network interfaces of a server that are resources. */
  interfacesOf(urn: string): readonly string[] {
    return this.interfaces.get(urn);
  }

  /** Returns the launch templates and configurations that a resource launches instances from. */
  launchesFrom(urn: string): readonly string[] {
    return this.launches.get(urn);
  }

  /** Resolves references to security groups. */
  resolve(urn: string, references: readonly Field<string>[]): Membership[] {
    return references.flatMap((field): Membership[] => {
      const link = this.model.links.to(urn, field, ...groupTypes);
      switch (link.state) {
        case "absent":
          return [];
        case "inside":
          return link.urns.map((group) => ({ group }));
        case "outside":
          return [{ group: link.value }];
        case "unknown":
          return [{ group: undefined }];
      }
    });
  }

  /** Returns whether a security group is a resource of this stack, so that its rules are known. */
  isOwn(group: string): boolean {
    return this.model.links.resource(group) !== undefined;
  }

  /** Returns whether a function or another sender names subnets or security groups, and so has a place in a VPC. */
  hasPlace(urn: string): boolean {
    const { securityGroups = [], subnets = [] } = this.placements.get(urn) ?? {};
    return [...securityGroups, ...subnets].some(({ state }) => state !== "absent");
  }

  /** Returns the subnets of a resource, as far as they are of this stack. */
  subnetsOf(urn: string): readonly string[] {
    return this.subnetFields(urn).flatMap((field) => this.subnetsIn(urn, field));
  }

  /** Resolves a reference to subnets. */
  subnetsIn(urn: string, field: Field<string>): readonly string[] {
    return urnsOf(this.model.links.to(urn, field, ...subnetTypes));
  }

  /** Returns the URNs of the subnets of a resource, and the ids of those that are not of this stack. */
  subnetIdsOf(urn: string): readonly string[] {
    return this.subnetFields(urn).flatMap((field) => this.idsOf(urn, field, subnetTypes) ?? []);
  }

  /** Returns the addresses of a resource. */
  addressesOf(urn: string): Addresses {
    return this.addressesIn(urn, this.subnetFields(urn));
  }

  /** Returns the addresses of subnets that a resource names. */
  addressesIn(urn: string, subnets: readonly Field<string>[]): Addresses {
    const named = subnets.filter(({ state }) => state !== "absent");
    const own = named.map((field) => this.subnetsIn(urn, field));
    const ranges = own.some((each) => each.length === 0) ? undefined : this.rangesOf(own.flat());
    return { ranges, isNamed: named.length > 0 };
  }

  /** Returns the VPCs that a resource may be in; undefined if they may be any. */
  vpcsOf(urn: string): readonly string[] | undefined {
    const placement = this.placements.get(urn) ?? this.servers.get(urn);
    const securityGroups = placement?.securityGroups ?? [];
    return this.vpcsIn(urn, { securityGroups, subnets: this.subnetFields(urn) });
  }

  /** Returns the VPCs of a placement; undefined if they may be any. */
  vpcsIn(urn: string, { securityGroups, subnets }: Placement): readonly string[] | undefined {
    const found = [
      ...subnets.map((field) => this.idsOf(urn, field, subnetTypes)),
      ...securityGroups.map((field) => this.idsOf(urn, field, groupTypes)),
    ].flatMap((ids) => ids ?? []);
    const vpcs = found.map((each) => this.vpcs.get(each));
    const known = vpcs.filter((each) => each !== undefined);
    return known.length === 0 || known.length < vpcs.length ? undefined : [...new Set(known)];
  }

  /** Returns whether a sender in these VPCs may have a connection to a resource: it is in one of them, or VPCs are connected. */
  isConnected(from: readonly string[] | undefined, to: string): boolean {
    const vpcs = this.vpcsOf(to);
    return (
      from === undefined ||
      vpcs === undefined ||
      this.model.vpcConnections.length > 0 ||
      vpcs.some((each) => from.includes(each))
    );
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

  private subnetFields(urn: string): readonly Field<string>[] {
    const server = this.servers.get(urn);
    if (server !== undefined) {
      return [server.subnet];
    }
    return this.placements.get(urn)?.subnets ?? this.scalingSubnets.get(urn) ?? [];
  }

  /** Returns URNs, or the id of a resource that is not of this stack; undefined if it is unknown. */
  private idsOf(
    urn: string,
    field: Field<string>,
    types: readonly ResourceType[],
  ): readonly string[] | undefined {
    const link = this.model.links.to(urn, field, ...types);
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

  private launchesOf(urn: string, references: readonly Field<string>[]): string[] {
    const found = references.flatMap((field) => urnsOf(this.model.links.to(urn, field, ...launchTypes)));
    for (const launch of found) {
      this.launched.add(launch, urn);
    }
    return found;
  }

  /** A server has its own security groups and those of its interfaces, or else those of its launch template. */
  private own(urn: string): Membership[] {
    const named = this.placements.get(urn)?.securityGroups ?? this.servers.get(urn)?.securityGroups ?? [];
    const own = this.resolve(urn, named);
    const interfaces = this.interfaces.get(urn).flatMap((each) => this.membershipsOf(each));
    return own.length > 0 || interfaces.length > 0
      ? [...own, ...interfaces]
      : this.launches.get(urn).flatMap((launch) => this.membershipsOf(launch));
  }

  private groupsOf({ urn, group }: Ingress): readonly string[] {
    return group.state === "absent" ? [urn] : (this.idsOf(urn, group, groupTypes) ?? []);
  }
}
