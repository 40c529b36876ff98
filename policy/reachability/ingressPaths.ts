import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { is } from "../values/field";
import { type Admission, admission, type Sender, type TrustedSources } from "./admission";
import { Forwarding, type Hop } from "./forwarding";
import type { IngressPoint } from "./ingressPoint";
import { ingressPoints, senderAt } from "./ingressPoints";
import { Network } from "./network";

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
  /** The load balancers and instances behind VPC origins. */
  readonly origins: ReadonlySet<string>;
  /** Those, and everything that they forward requests to. */
  readonly reached: ReadonlySet<string>;
}

const connected = new WeakMap<StackModel, Connections>();

/** Returns the connections of a stack. */
export function connectionsOf(model: StackModel): Connections {
  let found = connected.get(model);
  if (found === undefined) {
    const forwarding = new Forwarding(model);
    const origins = new Set(
      model.vpcOrigins.flatMap(({ urn, endpoint }) =>
        urnsOf(model.links.to(urn, endpoint, t.loadBalancer, t.instance)),
      ),
    );
    found = { network: new Network(model), forwarding, origins, reached: reachedFrom(origins, forwarding) };
    connected.set(model, found);
  }
  return found;
}

/**
 * Finds the shortest ingress path from every ingress point to a protected resource.
 *
 * @param isProtected whether only CloudFront should reach a load balancer or instance
 */
export function ingressPaths(
  model: StackModel,
  isProtected: (urn: string) => boolean,
  trusted: TrustedSources,
): IngressPath[] {
  const { network, forwarding } = connectionsOf(model);
  const search = new Search(model, network, forwarding, isProtected, trusted);
  return ingressPoints(model, network).flatMap((point) => {
    const found = search.from(point);
    return found === undefined ? [] : [{ point, ...found }];
  });
}

function reachedFrom(origins: ReadonlySet<string>, forwarding: Forwarding): ReadonlySet<string> {
  const reached = new Set(origins);
  for (const urn of reached) {
    for (const { to } of forwarding.stepsFrom(urn)) {
      reached.add(to);
    }
  }
  return reached;
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
    const { first, through, to, sender } = point;
    const seen = new Set([to]);
    const hops = [first, ...through];
    const queue: Visit[] = point.isSender
      ? this.neighbours(to, [...hops, { urn: to, argument: "" }])
      : [{ urn: to, sender, hops }];
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

  /** Returns the arguments that admit a sender: none if there are no security groups, `undefined` if it is not admitted. */
  private admits(urn: string, sender: Sender): Admission[] | undefined {
    const memberships = this.network.membershipsOf(urn);
    const balancer = this.balancers.get(urn);
    const isExempt =
      sender.isPrivateLink === true && balancer !== undefined && is(balancer.privateLinkRules, "off");
    if (memberships.length === 0 || isExempt) {
      return [];
    }
    for (const { group, by } of memberships) {
      // The rules of a security group outside this stack are unknown: assume that it admits everyone.
      if (group === undefined) {
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
    const { groups } = senderAt(this.network, urn);
    return { isPublic: preservesClient, groups, ranges: this.network.rangesOf(this.network.subnetsOf(urn)) };
  }

  /** The protected resources that an attacker can try from an unprotected one. */
  private neighbours(urn: string, hops: readonly Hop[]): Visit[] {
    if (!this.network.isPlaced(urn)) {
      return [];
    }
    const sender = senderAt(this.network, urn);
    this.protectedUrns ??= [
      ...this.model.loadBalancers,
      ...this.model.servers,
      ...this.model.autoScalingGroups,
      ...this.model.services,
    ]
      .map((each) => each.urn)
      .filter((each) => this.isProtected(each));
    return this.protectedUrns.map((to) => ({ urn: to, sender, hops }));
  }
}
