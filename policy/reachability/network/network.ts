import type { Server } from "../../resources/compute/servers";
import type { Placement } from "../../resources/network/placement";
import type { Ingress } from "../../resources/network/securityGroupRules";
import { type ResourceType, resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import type { Field } from "../../values/field";
import { MultiMap } from "../../values/multiMap";
import { defaultGroups } from "./defaultGroups";
import { serviceHosts } from "./serviceHosts";
import { groupTypes, idsOf, type Place, Subnets } from "./subnets";

/** A security group attached to a resource. */
export interface Membership {
  /** The URN of the security group, or its id if it is not of this stack; undefined if it is unknown. */
  readonly group: string | undefined;
  /** The attachment, if it is a separate resource. */
  readonly by?: string;
}

const launchTypes: readonly ResourceType[] = [t.launchTemplate, t.launchConfiguration];

/** The security groups and subnets of resources, and what each security group admits. */
export class Network {
  /** Instances, Auto Scaling groups and fleets, by the launch template or configuration that they use. */
  readonly launched = new MultiMap<string>();
  /** Launch templates and configurations, by the resource that uses them. */
  readonly launches = new MultiMap<string>();
  /** Instances, by the network interface that is attached to them. */
  private readonly hosts = new MultiMap<string>();
  private readonly serviceHosts: MultiMap<string>;
  private readonly outsideLaunches = new Set<string>();
  /** Where the subnets of resources are. */
  readonly subnets: Subnets;
  private readonly placements = new Map<string, Placement>();
  private readonly servers: ReadonlyMap<string, Server>;
  private readonly interfaces = new MultiMap<string>();
  private readonly attached = new MultiMap<Membership>();
  private readonly admissions = new MultiMap<Ingress>();
  private readonly memberships = new Map<string, readonly Membership[]>();
  private readonly defaultGroups: ReadonlyMap<string, string>;
  /** What can be without a security group: network load balancers, and functions outside a VPC. */
  private readonly withoutDefault: ReadonlySet<string>;

  constructor(private readonly model: StackModel) {
    const { links } = model;
    this.subnets = new Subnets(model);
    for (const each of [...model.loadBalancers, ...model.functions, ...model.vpcLinks, ...model.services]) {
      this.placements.set(each.urn, each);
      this.subnets.place(each.urn, each.subnets);
    }
    this.serviceHosts = serviceHosts(model);
    this.defaultGroups = defaultGroups(model);
    this.withoutDefault = new Set(
      [...model.loadBalancers.filter(({ kind }) => kind === "network"), ...model.functions].map(
        ({ urn }) => urn,
      ),
    );
    this.servers = new Map(model.servers.map((server) => [server.urn, server]));
    for (const { urn, launch, subnets } of model.autoScalingGroups) {
      this.launches.add(urn, ...this.launchesOf(urn, launch));
      this.subnets.place(urn, subnets);
    }
    for (const { urn, launch } of model.services) {
      this.launches.add(urn, ...this.launchesOf(urn, launch));
    }
    for (const { urn, launchTemplate, interfaces, subnet } of model.servers) {
      this.launches.add(urn, ...this.launchesOf(urn, [launchTemplate]));
      this.subnets.place(urn, [subnet]);
      this.attachInterfaces(
        urn,
        interfaces.flatMap((field) => urnsOf(links.to(urn, field, t.networkInterface))),
      );
    }
    for (const { urn, from, to } of model.attachments) {
      for (const server of urnsOf(links.to(urn, to, t.instance))) {
        this.attachInterfaces(server, urnsOf(links.to(urn, from, t.networkInterface)));
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

  /** Returns the ingress rules of a security group; a VPC stands for its default one. */
  ingressOf(group: string): readonly Ingress[] {
    const own = this.admissions.get(group);
    return this.defaultGroups.get(group) === group ? [...own, admittingItself(group)] : own;
  }

  /** Returns the security groups attached to a resource. */
  membershipsOf(urn: string): readonly Membership[] {
    let found = this.memberships.get(urn);
    if (found === undefined) {
      this.memberships.set(urn, []);
      const given = [...this.own(urn), ...this.attached.get(urn)];
      found = given.length > 0 ? given : this.byDefault(urn);
      this.memberships.set(urn, found);
    }
    return found;
  }

  /** Returns the security groups of a network interface, or of the first one of an instance; all of another resource. */
  interfaceGroupsOf(urn: string): readonly Membership[] {
    const server = this.servers.get(urn);
    if (server === undefined || server.subnet.state === "absent" || this.hasLaunch(urn)) {
      return this.membershipsOf(urn);
    }
    const given = [...this.resolve(urn, server.securityGroups), ...this.attached.get(urn)];
    return given.length > 0 ? given : this.byDefault(urn);
  }

  private hasLaunch(urn: string): boolean {
    return this.launches.get(urn).length > 0 || this.outsideLaunches.has(urn);
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
          return [{ group: this.defaultGroupNamed(link.value) ?? link.value }];
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

  /** Returns the VPCs that a resource may be in; undefined if they may be any. */
  vpcsOf(urn: string): readonly string[] | undefined {
    const placement = this.placements.get(urn) ?? this.servers.get(urn);
    const securityGroups = placement?.securityGroups ?? [];
    return this.subnets.vpcsIn(urn, { securityGroups, subnets: this.subnets.argumentsOf(urn) });
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

  /** Returns the subnets of a resource, as far as they are of this stack. */
  subnetsOf(urn: string): readonly string[] {
    return this.placesOf(urn).flatMap(({ subnet }) => subnet ?? []);
  }

  /**
   * Returns the places of a resource: its own subnets, or else those of its network interfaces, of its launch templates, or
   * of the instances that run it. None means that EC2 chooses a default subnet.
   */
  placesOf(urn: string): readonly Place[] {
    const own = this.subnets.placesOf(urn);
    if (own.length > 0) {
      return own;
    }
    const others = [this.interfaces, this.launches, this.serviceHosts];
    return (
      others.map((of) => of.get(urn).flatMap((each) => this.placesOf(each))).find((of) => of.length > 0) ?? []
    );
  }

  /** Returns the instances that have a network interface, or the resource itself. */
  holdersOf(urn: string): readonly string[] {
    const hosts = this.hosts.get(urn);
    return hosts.length > 0 ? hosts : [urn];
  }

  private attachInterfaces(server: string, interfaces: readonly string[]): void {
    this.interfaces.add(server, ...interfaces);
    for (const each of interfaces) {
      this.hosts.add(each, server);
    }
  }

  /** Returns whether a launch template of a resource is not of this stack. */
  hasOutsideLaunch(urn: string): boolean {
    return this.outsideLaunches.has(urn);
  }

  private launchesOf(urn: string, references: readonly Field<string>[]): string[] {
    const links = references.map((field) => this.model.links.to(urn, field, ...launchTypes));
    if (links.some(({ state }) => state === "outside" || state === "unknown")) {
      this.outsideLaunches.add(urn);
    }
    const found = links.flatMap(urnsOf);
    for (const launch of found) {
      this.launched.add(launch, urn);
    }
    return found;
  }

  /**
   * A server has its own security groups and those of its interfaces, or else those of its launch templates or of the
   * instances that run it.
   */
  private own(urn: string): Membership[] {
    const named = this.placements.get(urn)?.securityGroups ?? this.servers.get(urn)?.securityGroups ?? [];
    const own = this.resolve(urn, named);
    const interfaces = this.interfaces.get(urn).flatMap((each) => this.membershipsOf(each));
    if (own.length > 0 || interfaces.length > 0) {
      return [...own, ...interfaces];
    }
    const outside = this.outsideLaunches.has(urn) ? [{ group: undefined }] : [];
    return [
      ...outside,
      ...[...this.launches.get(urn), ...this.serviceHosts.get(urn)].flatMap((each) =>
        this.membershipsOf(each),
      ),
    ];
  }

  /** The default group of the VPC that it is in, which is that of all its subnets; unknown for one that is not of this stack. */
  private byDefault(urn: string): Membership[] {
    if (this.withoutDefault.has(urn) || this.model.links.isOf(urn, launchTypes)) {
      return [];
    }
    const vpcs = [...new Set(this.placesOf(urn).map(({ subnet }) => this.subnets.vpcOf(subnet)))];
    const known = vpcs.filter((vpc) => vpc !== undefined);
    return known.length > 0
      ? known.map((vpc) => ({ group: this.defaultGroups.get(vpc) }))
      : vpcs.map(() => ({ group: undefined }));
  }

  private defaultGroupNamed(id: string): string | undefined {
    const [vpc = ""] = this.model.links.withValue(id);
    return this.defaultGroups.get(vpc);
  }

  private groupsOf({ urn, group }: Ingress): readonly string[] {
    return group.state === "absent"
      ? [urn]
      : (idsOf(this.model, urn, group, groupTypes) ?? []).map((id) => this.defaultGroupNamed(id) ?? id);
  }
}

function admittingItself(urn: string): Ingress {
  const group = { state: "absent", path: "" } as const;
  return {
    urn,
    group,
    ranges: [],
    groups: [],
    prefixLists: [],
    admitsItself: true,
    ports: undefined,
  };
}
