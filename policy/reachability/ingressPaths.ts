import { resourceTypes as t } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";
import { is } from "../values/field";
import { overlap, type Range } from "../values/ranges";
import { Forwarding, type Hop } from "./forwarding";
import type { IngressPoint } from "./ingressPoint";
import { ingressPoints } from "./ingressPoints";
import { type Admission, admission, type Sender, type TrustedSources } from "./network/admission";
import { Network } from "./network/network";
import { senderAt } from "./network/senders";
import { connectedByCloudfront } from "./originTargets";
import { Reach } from "./reach";

/** A path from the internet to a load balancer or instance that only CloudFront should reach. */
export interface IngressPath {
  readonly point: IngressPoint;
  /** Every resource on the path, in order. */
  readonly hops: readonly Hop[];
  readonly reaches: string;
}

/** The connections of a stack, which several rules share. */
export interface Connections {
  readonly network: Network;
  readonly forwarding: Forwarding;
  readonly reach: Reach;
  /** What CloudFront connects to; a target that is not of this stack is an ARN or a host name. */
  readonly origins: ReadonlySet<string>;
  /** Those, and everything that they forward requests to. */
  readonly reached: ReadonlySet<string>;
}

const connected = new WeakMap<StackModel, Connections>();

/** Returns the connections of a stack. */
export function connectionsOf(model: StackModel): Connections {
  let found = connected.get(model);
  if (found === undefined) {
    const network = new Network(model);
    const forwarding = new Forwarding(model);
    const reach = new Reach(model, network, forwarding);
    const origins = connectedByCloudfront(model);
    found = { network, forwarding, reach, origins, reached: reach.from(origins) };
    connected.set(model, found);
  }
  return found;
}

/**
 * Finds the shortest ingress path from every ingress point to a protected resource.
 *
 * @param protections tests for what only CloudFront should reach; a path to a resource of an earlier one is preferred
 */
export function ingressPaths(
  model: StackModel,
  protections: readonly ((urn: string) => boolean)[],
  trusted: TrustedSources,
): IngressPath[] {
  const { network } = connectionsOf(model);
  return pathsFrom(ingressPoints(model, network), model, protections, trusted);
}

/** Finds the shortest ingress path from each of these points to a protected resource. */
export function pathsFrom(
  points: readonly IngressPoint[],
  model: StackModel,
  protections: readonly ((urn: string) => boolean)[],
  trusted: TrustedSources,
): IngressPath[] {
  const { network, forwarding } = connectionsOf(model);
  const searches = protections.map((isProtected) => {
    return new Search(model, network, forwarding, isProtected, trusted);
  });
  return points.flatMap((point) => {
    for (const search of searches) {
      const found = search.from(point);
      if (found !== undefined) {
        return [{ point, ...found }];
      }
    }
    return [];
  });
}

/** Names every resource on an ingress path, in order, with the argument that leads to the next one. */
export function pathText({
  point: { from = "internet" },
  hops,
}: Pick<IngressPath, "point" | "hops">): string {
  const names = hops.map(({ urn, argument }) => (argument === "" ? urn : `${urn} (${argument})`));
  return [from.replace(/^the /, ""), ...names].join(" → ");
}

interface Visit {
  readonly urn: string;
  readonly sender: Sender;
  readonly hops: readonly Hop[];
}

class Search {
  private readonly balancers: ReadonlyMap<string, StackModel["loadBalancers"][number]>;
  private protectedUrns: readonly string[] | undefined;

  constructor(
    private readonly model: StackModel,
    private readonly network: Network,
    private readonly forwarding: Forwarding,
    private readonly isProtected: (urn: string) => boolean,
    private readonly trusted: TrustedSources,
  ) {
    this.balancers = new Map(model.loadBalancers.map((each) => [each.urn, each]));
  }

  from(point: IngressPoint): { hops: readonly Hop[]; reaches: string } | undefined {
    const { first, through, to } = point;
    const seen = new Set([to]);
    const hops = [first, ...through];
    if (point.isSender && point.within === undefined && this.isProtected(to)) {
      return { hops: [...hops, { urn: to, argument: "" }], reaches: to };
    }
    const queue = this.firstVisits(point, hops);
    for (const { urn, sender: from, hops: before } of queue) {
      const admitted = this.admits(urn, from);
      if (admitted === undefined) {
        continue;
      }
      const path = [...before, ...admitted.map(({ urn: by, argument }) => ({ urn: by, argument }))];
      const here = path.some((hop) => hop.urn === urn) ? path : [...path, { urn, argument: "" }];
      if (this.isProtected(urn)) {
        return { hops: here, reaches: urn };
      }
      for (const next of this.targetsOf(urn, here)) {
        if (!seen.has(next.urn)) {
          seen.add(next.urn);
          queue.push(next);
        }
      }
    }
    return undefined;
  }

  private firstVisits({ to, sender, isSender, within }: IngressPoint, hops: readonly Hop[]): Visit[] {
    if (within !== undefined) {
      return this.reachableFrom(sender, hops).filter(({ urn }) => this.mayHave(urn, within));
    }
    return isSender ? this.neighbours(to, [...hops, { urn: to, argument: "" }]) : [{ urn: to, sender, hops }];
  }

  private mayHave(urn: string, addresses: readonly Range[]): boolean {
    const { ranges } = this.network.subnets.addressesOf(urn);
    return ranges === undefined || ranges.some((each) => addresses.some((range) => overlap(each, range)));
  }

  /** Returns the arguments that admit a sender: none if there are no security groups, `undefined` if it is not admitted. */
  private admits(urn: string, sender: Sender): Admission[] | undefined {
    // A function is called through the Lambda service, which needs no security group's leave.
    if (this.model.links.isOf(urn, [t.function])) {
      return [];
    }
    const memberships = this.network.membershipsOf(urn);
    const balancer = this.balancers.get(urn);
    const isExempt =
      sender.isPrivateLink === true && balancer !== undefined && is(balancer.privateLinkRules, "off");
    if (memberships.length === 0 || isExempt) {
      return [];
    }
    for (const { group, by } of memberships) {
      // The rules of a security group outside this stack are unknown: assume that it admits everyone.
      if (group === undefined || !this.network.isOwn(group)) {
        return [];
      }
      const found = admission(this.model, this.network, group, sender, this.trusted);
      if (found !== undefined) {
        return by === undefined ? [found] : [{ urn: by, argument: "securityGroupId" }, found];
      }
    }
    return undefined;
  }

  private targetsOf(urn: string, hops: readonly Hop[]): Visit[] {
    const balancer = this.balancers.get(urn);
    if (balancer === undefined) {
      return this.neighbours(urn, hops);
    }
    const sender = this.senderBehind(urn, balancer.kind === "network");
    return this.forwarding
      .stepsFrom(urn)
      .map(({ through, to }) => ({ urn: to, sender, hops: [...hops, ...through] }));
  }

  /** A load balancer sends from its own addresses and security groups; a network one can preserve the client's address. */
  private senderBehind(urn: string, preservesClient: boolean): Sender {
    const ranges = this.network.subnets.rangesOf(this.network.subnetsOf(urn));
    return { ...senderAt(this.network, urn), isPublic: preservesClient, ranges };
  }

  /** The protected resources that an attacker can try from an unprotected one. */
  private neighbours(urn: string, hops: readonly Hop[]): Visit[] {
    const isElsewhere = this.model.links.isOf(urn, [t.function]) && !this.network.hasPlace(urn);
    return isElsewhere ? [] : this.reachableFrom(senderAt(this.network, urn), hops);
  }

  /** The protected resources that a sender has a connection to. */
  private reachableFrom(sender: Sender, hops: readonly Hop[]): Visit[] {
    this.protectedUrns ??= [
      ...this.model.loadBalancers,
      ...this.model.servers,
      ...this.model.autoScalingGroups,
      ...this.model.services,
    ]
      .map((each) => each.urn)
      .filter((each) => this.isProtected(each));
    return this.protectedUrns
      .filter((to) => this.network.isConnected(sender.vpcs, to))
      .map((to) => ({ urn: to, sender, hops }));
  }
}
