import { type ResourceType, resourceTypes as t } from "../resources/resourceTypes";
import { type Link, urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import type { Field } from "../values/field";
import { addressedBy } from "./addresses/publicAddresses";
import { connectionsOf, type IngressPath, isAdvice } from "./ingressPaths";
import { perModel } from "./perModel";
import { type PathOptions, pathsToProtected, protectedResources } from "./protection";

const groupTypes = [t.securityGroup, t.defaultSecurityGroup] as const;
const subnetTypes = [t.subnet, t.defaultSubnet] as const;

/** Why a resource concerns something protected. */
export interface Concern {
  /** What it belongs to or leads to; undefined if its place cannot be known. */
  readonly of: string | undefined;
  /** The ingress path that it is on. */
  readonly path?: IngressPath;
}

const surroundings = perModel<Surroundings>();

/** Returns the surroundings of what is protected in a stack. */
export function surroundingsOf(model: StackModel, options: PathOptions): Surroundings {
  const { protect, protectedOrigins, adminCidrs, cloudFrontPrefixLists } = options;
  const key = [protect, protectedOrigins, adminCidrs, cloudFrontPrefixLists];
  return surroundings(model, key, () => {
    return new Surroundings(model, protectedResources(model, options), pathsToProtected(model, options));
  });
}

/**
 * Finds the resources around what is protected: its security groups and their rules, its network interfaces, launch
 * templates, addresses, listeners and target groups, every resource on an ingress path to it, and resources whose place
 * cannot be known, because the reference to it is unknown and depends on nothing in the stack.
 */
export class Surroundings {
  private readonly found = new Map<string, Concern>();
  private readonly places = new Set<string>();

  constructor(
    private readonly model: StackModel,
    private readonly isProtected: ReadonlySet<string>,
    paths: readonly IngressPath[],
  ) {
    for (const path of paths.filter((each) => !isAdvice(model, each))) {
      this.along(path);
    }
    for (const urn of isProtected) {
      this.add(urn, { of: urn });
      this.around(urn);
    }
    // A bucket has no place in the network.
    if (
      [...isProtected].some(
        (urn) => this.model.links.isOf(urn, []) && !this.model.links.isOf(urn, [t.bucket]),
      )
    ) {
      this.targetGroups();
      this.groupRules();
      this.references();
      this.unknownPlaces();
    }
    this.dependents();
    for (const path of paths) {
      this.along(path);
    }
  }

  /** Returns why a resource concerns something protected, if it does. A distribution always does. */
  of(urn: string): Concern | undefined {
    const isEdge = this.model.links.resource(urn)?.type.startsWith("aws:cloudfront/") === true;
    return this.found.get(urn) ?? (isEdge ? { of: urn } : undefined);
  }

  private add(urn: string, concern: Concern): void {
    if (!this.found.has(urn)) {
      this.found.set(urn, concern);
    }
  }

  private along(path: IngressPath): void {
    for (const { urn } of path.hops) {
      this.add(urn, { of: path.reaches, path });
    }
  }

  private around(urn: string): void {
    const { network, forwarding } = connectionsOf(this.model);
    const launches = network.launchesFrom(urn);
    const members = [urn, ...network.interfacesOf(urn), ...launches];
    for (const { group, by } of members.flatMap((each) => network.membershipsOf(each))) {
      for (const each of [group, by]) {
        // A VPC stands for its default security group, and has no argument that opens it.
        if (each !== undefined && !this.model.links.isOf(each, [t.vpc])) {
          this.add(each, { of: urn });
        }
      }
    }
    const listeners = forwarding.listeners.get(urn);
    const rules = listeners.flatMap((each) => forwarding.rules.get(each));
    const groups = [...listeners, ...rules].flatMap((each) => forwarding.targetGroups.get(each));
    for (const each of [...members, ...listeners, ...rules, ...groups.map(({ to }) => to)]) {
      this.add(each, { of: urn });
    }
    for (const subnet of network.subnetsOf(urn)) {
      this.places.add(subnet);
    }
  }

  /** A target group of another load balancer can have protected targets, too. */
  private targetGroups(): void {
    const { forwarding } = connectionsOf(this.model);
    for (const { urn } of this.model.targetGroups) {
      const target = forwarding.targetsOf(urn).find(({ to }) => this.isProtected.has(to));
      if (target !== undefined) {
        this.add(urn, { of: target.to });
      }
    }
  }

  private groupRules(): void {
    const { network } = connectionsOf(this.model);
    const foreign = new Set([...this.isProtected].flatMap((urn) => network.foreignGroupsOf(urn)));
    for (const { urn, group } of this.model.ingress) {
      const link = this.refer(urn, group, groupTypes);
      if (link.state === "outside" && foreign.has(link.value)) {
        this.add(urn, { of: undefined });
      }
    }
  }

  private references(): void {
    const { links, addresses, listeners, listenerRules, volumeAttachments } = this.model;
    const { network } = connectionsOf(this.model);
    for (const address of addresses) {
      const { urn } = address;
      if (address.kind === "elastic") {
        this.refer(urn, address.target, [t.instance, t.networkInterface, t.loadBalancer]);
      } else if (links.isOf(urn, subnetTypes)) {
        const server = addressedBy(this.model, network, urn).find((each) => this.isProtected.has(each));
        if (server !== undefined) {
          this.add(urn, { of: server });
        }
      }
    }
    for (const { urn, loadBalancer } of listeners) {
      this.refer(urn, loadBalancer, [t.loadBalancer]);
    }
    for (const { urn, listener } of listenerRules) {
      this.refer(urn, listener, [t.listener]);
    }
    for (const { urn, volume, instance } of volumeAttachments) {
      this.refer(urn, instance, [t.instance]);
      const concern = this.found.get(urn);
      for (const each of concern === undefined ? [] : urnsOf(links.to(urn, volume, t.volume))) {
        this.add(each, concern as Concern);
      }
    }
  }

  /** Adds a resource that refers to one of those found, or to something that cannot be known. */
  private refer(urn: string, field: Field<string>, types: readonly ResourceType[]): Link {
    const { links } = this.model;
    const link = links.to(urn, field, ...types);
    const sources = link.state === "unknown" ? links.sourcesOf(urn, field.path, types) : urnsOf(link);
    const concern = sources.map((each) => this.found.get(each)).find((each) => each !== undefined);
    if (concern !== undefined) {
      this.add(urn, concern);
    } else if (link.state === "unknown" && links.isIndependent(urn, field.path)) {
      this.add(urn, { of: undefined });
    }
    return link;
  }

  /** A server of an unknown security group or subnet may be anywhere. */
  private unknownPlaces(): void {
    const { links, loadBalancers, servers, services, functions, vpcLinks, autoScalingGroups } = this.model;
    const isUnknown = (urn: string, field: Field<string>, types: readonly ResourceType[]) =>
      links.to(urn, field, ...types).state === "unknown" && links.isIndependent(urn, field.path);
    for (const { urn, securityGroups, subnets } of [
      ...loadBalancers,
      ...services,
      ...functions,
      ...vpcLinks,
      ...servers.map((server) => ({ ...server, subnets: [server.subnet] })),
      ...autoScalingGroups.map((group) => ({ ...group, securityGroups: [] })),
    ]) {
      if (
        securityGroups.some((field) => isUnknown(urn, field, groupTypes)) ||
        subnets.some((field) => isUnknown(urn, field, subnetTypes))
      ) {
        this.add(urn, { of: undefined });
      }
    }
  }

  /** A resource that the pack does not read concerns what it takes something of: a server, a security group, a subnet. */
  private dependents(): void {
    for (const { urn, propertyDependencies } of this.model.resources) {
      if (!this.model.links.isOf(urn, [])) {
        const used = Object.values(propertyDependencies ?? {})
          .flat()
          .find((each) => this.places.has(each.urn) || this.found.has(each.urn));
        if (used !== undefined) {
          this.add(urn, { of: used.urn });
        }
      }
    }
  }
}
