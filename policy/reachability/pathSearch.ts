import type { TargetGroup } from "../resources/loadBalancing/listeners";
import type { LoadBalancer } from "../resources/loadBalancing/loadBalancers";
import { resourceTypes as t } from "../resources/resourceTypes";
import type { StackModel } from "../stack/stack";
import { mayBe } from "../values/field";
import { overlap, type Range } from "../values/ranges";
import { mayHaveIpv6 } from "./addresses/ipv6Addresses";
import type { Forwarding, Hop, Step } from "./forwarding";
import type { IngressPoint } from "./ingressPoint";
import { ListeningPorts } from "./listeningPorts";
import { type Admission, admission, type Sender, type TrustedSources } from "./network/admission";
import { type Preservation, preservation } from "./network/clientAddress";
import type { Membership, Network } from "./network/network";
import { senderAt } from "./network/senders";

/** Where traffic has arrived: the resource has admitted it, and may send on. */
interface Arrival {
  readonly urn: string;
  readonly sender: Sender;
  readonly hops: readonly Hop[];
}

interface Neighbour {
  readonly urn: string;
  readonly admitted: readonly Admission[];
}

/** Searches for the shortest path to a protected resource, through whatever admits the traffic on the way. */
export class PathSearch {
  private readonly balancers: ReadonlyMap<string, LoadBalancer>;
  /** Those that resources with the same security groups and subnets can connect to. */
  private readonly known = new Map<string, readonly Neighbour[]>();
  private readonly ports: ListeningPorts;
  /** Which resources may have an IPv6 address. */
  private readonly ipv6 = new Map<string, boolean>();
  private placed: readonly string[] | undefined;
  private targetGroups: ReadonlyMap<string, TargetGroup> | undefined;

  constructor(
    private readonly model: StackModel,
    private readonly network: Network,
    private readonly forwarding: Forwarding,
    private readonly isProtected: (urn: string) => boolean,
    private readonly trusted: TrustedSources,
  ) {
    this.balancers = new Map(model.loadBalancers.map((each) => [each.urn, each]));
    this.ports = new ListeningPorts(model);
  }

  /** Finds the shortest path from an ingress point. */
  from(point: IngressPoint): { hops: readonly Hop[]; reaches: string } | undefined {
    const queue: Arrival[] = [];
    const seen = new Set<string>();
    const add = (arrivals: readonly Arrival[]): void => {
      for (const arrival of arrivals) {
        const key = this.keyOf(arrival);
        if (!seen.has(key)) {
          seen.add(key);
          queue.push(arrival);
        }
      }
    };
    add(this.firstArrivals(point));
    for (const { urn, sender, hops } of queue) {
      if (this.isProtected(urn)) {
        return { hops, reaches: urn };
      }
      if (point.isUnrouted === true) {
        continue;
      }
      add(this.next(urn, sender, hops));
    }
    return undefined;
  }

  /** A network load balancer passes on the address of its client, so that it matters who that is. */
  private keyOf({ urn, sender }: Arrival): string {
    const isNetwork = this.balancers.get(urn)?.kind === "network";
    return isNetwork ? `${urn} ${sender.resource ?? ""}` : urn;
  }

  private firstArrivals({
    first,
    through,
    to,
    sender,
    isSender,
    within,
    ports,
    on,
  }: IngressPoint): Arrival[] {
    const hops = [first, ...through];
    if (within !== undefined) {
      return this.protectedWithin(sender, within, hops);
    }
    return isSender
      ? [{ urn: to, sender, hops: [...hops, { urn: to, argument: "" }] }]
      : this.arriving(
          to,
          sender,
          hops,
          ports,
          on === undefined ? undefined : this.network.interfaceGroupsOf(on),
        );
  }

  /** Returns the arrival at a resource, if it admits the sender. */
  private arriving(
    urn: string,
    sender: Sender,
    hops: readonly Hop[],
    ports: readonly number[] | undefined = this.ports.of(urn),
    memberships: readonly Membership[] = this.network.membershipsOf(urn),
  ): Arrival[] {
    const admitted = this.admits(urn, sender, ports, memberships);
    return admitted === undefined ? [] : [this.arrival({ urn, admitted }, sender, hops)];
  }

  private arrival({ urn, admitted }: Neighbour, sender: Sender, hops: readonly Hop[]): Arrival {
    const path = [...hops, ...admitted.map(({ urn: by, argument }) => ({ urn: by, argument }))];
    const isNamed = path.some((hop) => hop.urn === urn);
    return { urn, sender, hops: isNamed ? path : [...path, { urn, argument: "" }] };
  }

  /** Returns the arguments that admit a sender: none if there are no security groups, `undefined` if it is not admitted. */
  private admits(
    urn: string,
    sender: Sender,
    ports: readonly number[] | undefined,
    memberships: readonly Membership[] = this.network.membershipsOf(urn),
  ): readonly Admission[] | undefined {
    // A function is called through the Lambda service, which needs no security group's leave.
    if (this.model.links.isOf(urn, [t.function])) {
      return [];
    }
    const from = this.mayHaveIpv6(urn) ? sender : { ...sender, version: 4 as const };
    const balancer = this.balancers.get(urn);
    const isExempt =
      sender.isPrivateLink === true && balancer !== undefined && mayBe(balancer.privateLinkRules, "off");
    if (memberships.length === 0 || isExempt) {
      return [];
    }
    for (const { group, by } of memberships) {
      // The rules of a security group outside this stack are unknown: assume that it admits everyone.
      if (group === undefined || !this.network.isOwn(group)) {
        return [];
      }
      const found = admission(this.model, this.network, group, from, this.trusted, ports);
      if (found !== undefined) {
        return by === undefined ? [found] : [{ urn: by, argument: "securityGroupId" }, found];
      }
    }
    return undefined;
  }

  private mayHaveIpv6(urn: string): boolean {
    let found = this.ipv6.get(urn);
    if (found === undefined) {
      found = mayHaveIpv6(this.model, this.network, urn);
      this.ipv6.set(urn, found);
    }
    return found;
  }

  private next(urn: string, from: Sender, hops: readonly Hop[]): Arrival[] {
    const balancer = this.balancers.get(urn);
    if (balancer !== undefined) {
      return this.forwarded(balancer, from, hops);
    }
    const isElsewhere = this.model.links.isOf(urn, [t.function]) && !this.network.hasPlace(urn);
    return isElsewhere ? [] : this.neighbours(urn, hops);
  }

  /**
   * Follows a load balancer to its targets: an instance receives requests at its first network interface.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
   */
  private forwarded({ urn, kind }: LoadBalancer, from: Sender, hops: readonly Hop[]): Arrival[] {
    const client = kind === "network" ? from : undefined;
    return [
      ...this.forwarding
        .stepsFrom(urn)
        .flatMap((step) =>
          this.arriving(
            step.to,
            this.senderBehind(urn, client, preservation(this.targetGroupOf(step))),
            [...hops, ...step.through],
            this.ports.ofTarget(urn, step),
            this.network.interfaceGroupsOf(step.to),
          ),
        ),
      ...this.forwarding
        .unresolvedFrom(urn)
        .flatMap(({ through, within }) =>
          this.protectedWithin(this.senderBehind(urn, client, "maybe"), within, [...hops, ...through]),
        ),
    ];
  }

  private targetGroupOf({ through }: Step): TargetGroup | undefined {
    this.targetGroups ??= new Map(this.model.targetGroups.map((group) => [group.urn, group]));
    return through.map(({ urn }) => this.targetGroups?.get(urn)).find((group) => group !== undefined);
  }

  /**
   * A load balancer sends from its own addresses and security groups. A network one can preserve the address of its client,
   * but neither of PrivateLink nor from IPv6 to IPv4.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
   */
  private senderBehind(urn: string, client: Sender | undefined, preserved: Preservation): Sender {
    const ranges = this.network.subnets.rangesOf(this.network.subnetsOf(urn));
    const own: Sender = { ...senderAt(this.network, urn), ranges };
    if (client === undefined || client.isPrivateLink === true || client.version === 6 || preserved === "no") {
      return own;
    }
    const { isPublic, isDistribution, internet } = client;
    // A load balancer without IPv6 is reached by IPv4 alone.
    const version = this.mayHaveIpv6(urn) ? client.version : 4;
    const isAlone = preserved === "yes" && version === 4;
    const both = ranges && client.ranges && [...ranges, ...client.ranges];
    return { ...own, isPublic, isDistribution, version, internet, ranges: isAlone ? client.ranges : both };
  }

  /** Whatever an attacker can try from a resource, which is then under the attacker's control. */
  private neighbours(urn: string, hops: readonly Hop[]): Arrival[] {
    const sender = senderAt(this.network, urn);
    const { groups, hasUnknownGroup, vpcs, ranges } = sender;
    const key = [groups, hasUnknownGroup, vpcs, ranges?.map(({ first, last }) => `${first}-${last}`)].join(
      ";",
    );
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.all().flatMap((each) => {
        const isConnected = this.network.isConnected(vpcs, each);
        const admitted = isConnected ? this.admits(each, sender, this.ports.of(each)) : undefined;
        return admitted === undefined ? [] : [{ urn: each, admitted }];
      });
      this.known.set(key, found);
    }
    return found.filter((each) => each.urn !== urn).map((each) => this.arrival(each, sender, hops));
  }

  /** The protected resources with these addresses that a sender has a connection to. */
  private protectedWithin(sender: Sender, addresses: readonly Range[], hops: readonly Hop[]): Arrival[] {
    return this.all()
      .filter((to) => this.isProtected(to) && this.network.isConnected(sender.vpcs, to))
      .filter((to) => this.mayHave(to, addresses))
      .flatMap((to) => this.arriving(to, sender, hops));
  }

  private mayHave(urn: string, addresses: readonly Range[]): boolean {
    const { ranges } = this.network.subnets.addressesOf(urn);
    return ranges === undefined || ranges.some((each) => addresses.some((range) => overlap(each, range)));
  }

  /** What has a place in a network and accepts connections. */
  private all(): readonly string[] {
    const { links, loadBalancers, servers, autoScalingGroups, services } = this.model;
    this.placed ??= [...loadBalancers, ...servers, ...autoScalingGroups, ...services]
      .map(({ urn }) => urn)
      .filter((urn) => !links.isOf(urn, [t.launchTemplate, t.launchConfiguration]));
    return this.placed;
  }
}
