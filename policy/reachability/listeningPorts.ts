import { resourceTypes as t } from "../resources/resourceTypes";
import { urnsOf } from "../stack/links";
import type { StackModel } from "../stack/stack";
import { type Field, known } from "../values/field";
import { MultiMap } from "../values/multiMap";
import type { Step } from "./forwarding";

/** The ports at which load balancers and targets listen. */
export class ListeningPorts {
  private readonly listeners = new MultiMap<Field<number>>();
  /** The ports of the targets of classic load balancers. */
  private readonly classic = new MultiMap<Field<number>>();
  private readonly targetGroups: ReadonlyMap<string, Field<number>>;

  constructor({ links, listeners, loadBalancers, targetGroups }: StackModel) {
    for (const { urn, loadBalancer, port } of listeners) {
      for (const each of urnsOf(links.to(urn, loadBalancer, t.loadBalancer))) {
        this.listeners.add(each, port);
      }
    }
    for (const { urn, ports } of loadBalancers) {
      this.listeners.add(urn, ...ports.map(({ port }) => port));
      this.classic.add(urn, ...ports.map(({ targetPort }) => targetPort));
    }
    this.targetGroups = new Map(targetGroups.map(({ urn, port }) => [urn, port]));
  }

  /** Returns the ports of a load balancer's listeners; undefined for another resource, or if one is unknown. */
  of(urn: string): readonly number[] | undefined {
    return allKnown(this.listeners.get(urn));
  }

  /** Returns the ports of a target of a load balancer; undefined if they may be any. */
  ofTarget(balancer: string, { through, port }: Step): readonly number[] | undefined {
    const classic = this.classic.get(balancer);
    if (classic.length > 0) {
      return allKnown(classic);
    }
    if (port !== undefined && port.state !== "absent") {
      return allKnown([port]);
    }
    const groups = through.flatMap(({ urn }) => this.targetGroups.get(urn) ?? []);
    return allKnown(groups);
  }
}

function allKnown(fields: readonly Field<number>[]): readonly number[] | undefined {
  const ports = fields.flatMap((field) => known(field) ?? []);
  return ports.length === 0 || ports.length < fields.length ? undefined : ports;
}
