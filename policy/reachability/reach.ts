import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { MultiMap } from "../values/multiMap";
import type { Forwarding } from "./forwarding";
import { hostsOf } from "./hosts";
import type { Network } from "./network/network";

/** Types of what requests are led on from by another resource. */
const forwardingTypes = [t.apiDomainName, t.eip, t.httpApi, t.httpApiDomainName, t.restApi] as const;

/** Follows requests from a resource to everything that it passes them on to. */
export class Reach {
  private readonly forwarded = new MultiMap<string>();
  private readonly listenerBalancers = new MultiMap<string>();

  constructor(
    model: StackModel,
    private readonly network: Network,
    private readonly forwarding: Forwarding,
  ) {
    const hosts = hostsOf(model);
    for (const { urn, from, to } of model.forwarders) {
      const sources = from === undefined ? [urn] : urnsOf(model.links.to(urn, from, ...forwardingTypes));
      const targets = to.flatMap((field) => urnsOf(hosts.to(urn, field))).filter((each) => each !== urn);
      for (const source of sources) {
        this.forwarded.add(source, ...targets);
      }
    }
    for (const { urn, loadBalancer } of model.listeners) {
      this.listenerBalancers.add(urn, ...urnsOf(model.links.to(urn, loadBalancer, t.loadBalancer)));
    }
    // An address on a network interface is one of the instance's, and the other way round.
    for (const { urn } of model.servers) {
      for (const each of network.interfacesOf(urn)) {
        this.forwarded.add(each, urn);
      }
    }
  }

  /** Returns the resources themselves, and all that they pass requests on to. */
  from(urns: Iterable<string>): Set<string> {
    const reached = new Set(urns);
    for (const urn of reached) {
      const next = [
        ...this.forwarding.stepsFrom(urn).map(({ to }) => to),
        ...this.forwarded.get(urn),
        ...this.listenerBalancers.get(urn),
        ...this.network.interfacesOf(urn),
      ];
      for (const each of next) {
        reached.add(each);
      }
    }
    return reached;
  }
}
