import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { is } from "../values/field";
import { type Admission, admission, type Sender, type Trusted } from "./admission";
import { Delivery, type Hop } from "./delivery";
import { type IngressPoint, ingressPoints, senderAt } from "./ingressPoints";
import { Network } from "./network";

/** A way from the internet to something that only CloudFront should reach. */
export interface IngressPath {
  readonly entry: IngressPoint;
  /** Every resource on the way, the first one first, with its argument that leads on. */
  readonly hops: readonly Hop[];
  readonly reaches: string;
}

/** The connections of a stack, worked out once and asked by several rules. */
export interface Connections {
  readonly network: Network;
  readonly delivery: Delivery;
  /** What CloudFront calls: load balancers and servers behind VPC origins. */
  readonly called: ReadonlySet<string>;
  /** What CloudFront calls and what that passes requests on to. */
  readonly reached: ReadonlySet<string>;
}

const connected = new WeakMap<StackModel, Connections>();

/** Works out the connections of a stack. */
export function connectionsOf(model: StackModel): Connections {
  let found = connected.get(model);
  if (found === undefined) {
    const delivery = new Delivery(model);
    const called = new Set(
      model.vpcOrigins.flatMap(({ urn, endpoint }) =>
        urnsOf(model.links.to(urn, endpoint, t.loadBalancer, t.instance)),
      ),
    );
    found = { network: new Network(model), delivery, called, reached: onwards(delivery, called) };
    connected.set(model, found);
  }
  return found;
}

/**
 * Finds, for every place where the internet gets in, the shortest way to something protected, if there is one.
 *
 * @param isProtected whether a load balancer or server is what only CloudFront should reach
 */
export function ingressPaths(
  model: StackModel,
  isProtected: (urn: string) => boolean,
  trusted: Trusted,
): IngressPath[] {
  const { network, delivery } = connectionsOf(model);
  const search = new Search(model, network, delivery, isProtected, trusted);
  return ingressPoints(model, network).flatMap((entry) => {
    const found = search.from(entry);
    return found === undefined ? [] : [{ entry, ...found }];
  });
}

function onwards(delivery: Delivery, from: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(from);
  for (const urn of reached) {
    for (const { to } of delivery.stepsFrom(urn)) {
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
  private guarded: readonly string[] | undefined;

  constructor(
    private readonly model: StackModel,
    private readonly network: Network,
    private readonly delivery: Delivery,
    private readonly isProtected: (urn: string) => boolean,
    private readonly trusted: Trusted,
  ) {
    this.balancers = new Map(model.loadBalancers.map((each) => [each.urn, each]));
  }

  from(entry: IngressPoint): { hops: readonly Hop[]; reaches: string } | undefined {
    const { first, through, to, sender } = entry;
    const seen = new Set([to]);
    const hops = [first, ...through];
    const queue: Visit[] = entry.isSender
      ? this.neighbours(to, [...hops, { urn: to, argument: "" }])
      : [{ urn: to, sender, hops }];
    for (const { urn, sender: from, hops: before } of queue) {
      const admitted = this.admits(urn, from);
      if (admitted === undefined) {
        continue;
      }
      const entered = [...before, ...admitted.map(({ urn: by, argument }) => ({ urn: by, argument }))];
      const here = entered.some((hop) => hop.urn === urn) ? entered : [...entered, { urn, argument: "" }];
      if (this.isProtected(urn)) {
        return { hops: here, reaches: urn };
      }
      for (const next of this.after(urn, here)) {
        if (!seen.has(next.urn)) {
          seen.add(next.urn);
          queue.push(next);
        }
      }
    }
    return undefined;
  }

  /** The rules by which a place lets a sender in; none of them where it has no groups; nothing where it does not. */
  private admits(urn: string, sender: Sender): Admission[] | undefined {
    const memberships = this.network.membershipsOf(urn);
    const balancer = this.balancers.get(urn);
    const unguarded =
      sender.isPrivateLink === true && balancer !== undefined && is(balancer.privateLinkRules, "off");
    if (memberships.length === 0 || unguarded) {
      return [];
    }
    for (const { group, by } of memberships) {
      // What a group of somebody else admits cannot be seen.
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

  private after(urn: string, hops: readonly Hop[]): Visit[] {
    const balancer = this.balancers.get(urn);
    if (balancer === undefined) {
      return this.neighbours(urn, hops);
    }
    const sender = this.behind(urn, balancer.kind === "network");
    return this.delivery
      .stepsFrom(urn)
      .map(({ through, to }) => ({ urn: to, sender, hops: [...hops, ...through] }));
  }

  /** A load balancer sends from its own addresses and groups; a network one can keep the client's address. */
  private behind(urn: string, keepsClient: boolean): Sender {
    const { groups } = senderAt(this.network, urn);
    return { isPublic: keepsClient, groups, ranges: this.network.rangesOf(this.network.subnetsOf(urn)) };
  }

  /** What is protected and may admit a place that is not: the next hop of whoever took that place over. */
  private neighbours(urn: string, hops: readonly Hop[]): Visit[] {
    const sender = senderAt(this.network, urn);
    this.guarded ??= [
      ...this.model.loadBalancers,
      ...this.model.servers,
      ...this.model.groups,
      ...this.model.services,
    ]
      .map((each) => each.urn)
      .filter((each) => this.isProtected(each));
    return this.guarded.map((to) => ({ urn: to, sender, hops }));
  }
}
