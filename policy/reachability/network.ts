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
  /** The security group; undefined if it is not of this stack. */
  readonly group: string | undefined;
  /** The id of a security group that is not of this stack. */
  readonly foreign?: string;
  /** The attachment, if it is a separate resource. */
  readonly by?: string;
}

const groupTypes: readonly ResourceType[] = [t.securityGroup, t.defaultSecurityGroup];
const launchTypes: readonly ResourceType[] = [t.launchTemplate, t.launchConfiguration];

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

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const each of [...model.loadBalancers, ...model.functions, ...model.vpcLinks, ...model.services]) {
      this.placements.set(each.urn, each);
    }
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
    return this.membershipsOf(urn).flatMap(({ foreign }) => foreign ?? []);
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
      if (link.state === "absent") {
        return [];
      }
      const groups = urnsOf(link);
      if (groups.length > 0) {
        return groups.map((group) => ({ group }));
      }
      return [{ group: undefined, ...(link.state === "outside" && { foreign: link.value }) }];
    });
  }

  /** Returns the subnets of a resource, as far as they are of this stack. */
  subnetsOf(urn: string): readonly string[] {
    const server = this.servers.get(urn);
    const subnets = server === undefined ? this.placements.get(urn)?.subnets : [server.subnet];
    return (subnets ?? []).flatMap((field) => this.subnetsIn(urn, field));
  }

  /** Resolves a reference to subnets. */
  subnetsIn(urn: string, field: Field<string>): readonly string[] {
    return urnsOf(this.model.links.to(urn, field, t.subnet, t.defaultSubnet));
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
    return group.state === "absent" ? [urn] : urnsOf(this.model.links.to(urn, group, ...groupTypes));
  }
}
