import type { Server } from "../resources/compute/servers";
import type { Place } from "../resources/network/otherEndpoints";
import type { Ingress } from "../resources/network/securityGroupRules";
import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { MultiMap } from "../values/multiMap";
import { parseRange, type Range } from "../values/ranges";

/** A security group on something. */
export interface Membership {
  /** The group; nothing for one that the stack does not make. */
  readonly group: string | undefined;
  /** The attachment that put it there, where it was not the thing's own argument. */
  readonly by?: string;
}

const groupTypes: readonly ResourceType[] = [t.securityGroup, t.defaultSecurityGroup];
const launchTypes: readonly ResourceType[] = [t.launchTemplate, t.launchConfiguration];

/** Who is in which security group and in which subnet, and what each group admits. */
export class Network {
  /** What launches from a template or a configuration, by its URN. */
  readonly launched = new MultiMap<string>();
  private readonly places = new Map<string, Place>();
  private readonly servers: ReadonlyMap<string, Server>;
  private readonly launches = new MultiMap<string>();
  private readonly cards = new MultiMap<string>();
  private readonly attached = new MultiMap<Membership>();
  private readonly admissions = new MultiMap<Ingress>();
  private readonly ranges: ReadonlyMap<string, Field<string>>;
  private readonly memberships = new Map<string, readonly Membership[]>();

  constructor(private readonly model: StackModel) {
    const { links } = model;
    for (const each of [...model.loadBalancers, ...model.functions, ...model.vpcLinks, ...model.services]) {
      this.places.set(each.urn, each);
    }
    this.servers = new Map(model.servers.map((server) => [server.urn, server]));
    this.ranges = new Map(model.subnets.map(({ urn, range }) => [urn, range]));
    for (const { urn, launch } of model.groups) {
      this.launches.add(urn, ...this.launchesOf(urn, launch));
    }
    for (const { urn, launchTemplate, interfaces } of model.servers) {
      this.launches.add(urn, ...this.launchesOf(urn, [launchTemplate]));
      this.cards.add(urn, ...interfaces.flatMap((field) => urnsOf(links.to(urn, field, t.networkInterface))));
    }
    for (const { urn, from, to } of model.attachments) {
      for (const server of urnsOf(links.to(urn, to, t.instance))) {
        this.cards.add(server, ...urnsOf(links.to(urn, from, t.networkInterface)));
      }
    }
    for (const { urn, networkInterface, securityGroup } of model.interfaceGroups) {
      const groups = this.resolve(urn, [securityGroup]).map(({ group }) => ({ group, by: urn }));
      for (const on of urnsOf(links.to(urn, networkInterface, t.networkInterface, t.instance))) {
        this.attached.add(on, ...groups);
      }
    }
    for (const ingress of model.ingress) {
      for (const group of this.entered(ingress)) {
        this.admissions.add(group, ingress);
      }
    }
  }

  /** The rules that admit somebody into a group. */
  ingressOf(group: string): readonly Ingress[] {
    return this.admissions.get(group);
  }

  /** The groups on a load balancer, a server, a scaling group, a function or a VPC link. */
  membershipsOf(urn: string): readonly Membership[] {
    let found = this.memberships.get(urn);
    if (found === undefined) {
      this.memberships.set(urn, []);
      found = [...this.own(urn), ...this.attached.get(urn)];
      this.memberships.set(urn, found);
    }
    return found;
  }

  /** The groups that a list of references leads to. */
  resolve(urn: string, references: readonly Field<string>[]): Membership[] {
    return references.flatMap((field): Membership[] => {
      const link = this.model.links.to(urn, field, ...groupTypes);
      if (link.state === "absent") {
        return [];
      }
      const groups = urnsOf(link);
      return groups.length > 0 ? groups.map((group) => ({ group })) : [{ group: undefined }];
    });
  }

  /** The subnets that something is in, by URN, as far as the stack makes them. */
  subnetsOf(urn: string): readonly string[] {
    const server = this.servers.get(urn);
    const subnets = server === undefined ? this.places.get(urn)?.subnets : [server.subnet];
    return (subnets ?? []).flatMap((field) => this.subnetsIn(urn, field));
  }

  /** The subnets that a reference leads to. */
  subnetsIn(urn: string, field: Field<string>): readonly string[] {
    return urnsOf(this.model.links.to(urn, field, t.subnet, t.defaultSubnet));
  }

  /** Where the addresses of subnets lie; nothing where that cannot be told. */
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

  /** A server has its own groups, those of its interfaces, and, if it names none, those of its template. */
  private own(urn: string): Membership[] {
    const named = this.places.get(urn)?.securityGroups ?? this.servers.get(urn)?.securityGroups ?? [];
    const own = this.resolve(urn, named);
    const cards = this.cards.get(urn).flatMap((card) => this.membershipsOf(card));
    return own.length > 0 || cards.length > 0
      ? [...own, ...cards]
      : this.launches.get(urn).flatMap((launch) => this.membershipsOf(launch));
  }

  private entered({ urn, group }: Ingress): readonly string[] {
    return group.state === "absent" ? [urn] : urnsOf(this.model.links.to(urn, group, ...groupTypes));
  }
}
