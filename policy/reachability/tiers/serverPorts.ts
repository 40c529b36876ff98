import type { CustomHeader, Origin } from "../../resources/cloudfront/origins";
import type { VpcOrigin } from "../../resources/cloudfront/vpcOrigins";
import { forwards, type ListenerRule } from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { connectionsOf } from "../ingressPaths";

/** A port at which requests of an origin arrive. */
export interface ServerPort {
  /** The URN of an instance, an Auto Scaling group, a service or a target group; or an address outside this stack. */
  readonly server: string;
  /** Undefined if it is unknown. */
  readonly port: number | undefined;
  /** Whether a listener rule demands a header before it forwards there. */
  readonly isChecked: boolean;
}

/** The ports to which CloudFront connects, of a VPC origin or a custom origin. */
export type OriginPorts = Pick<VpcOrigin | Origin, "httpPort" | "httpsPort" | "protocolPolicy">;

/** Returns the ports to which CloudFront connects; an unknown policy allows both, by the protocol of the viewer. */
export function portsOf({ httpPort, httpsPort, protocolPolicy }: OriginPorts): (number | undefined)[] {
  const http = httpPort.state === "absent" ? 80 : known(httpPort);
  const https = httpsPort.state === "absent" ? 443 : known(httpsPort);
  const policy = known(protocolPolicy);
  return policy === "https-only" ? [https] : policy === "http-only" ? [http] : [http, https];
}

/** Finds the servers and ports at which requests arrive that CloudFront sends to a load balancer or an instance. */
export class ServerPorts {
  private readonly rules: ReadonlyMap<string, ListenerRule>;
  private readonly listeners: ReadonlyMap<string, StackModel["listeners"][number]>;
  private readonly balancers: ReadonlyMap<string, StackModel["loadBalancers"][number]>;
  private readonly targetGroups: ReadonlyMap<string, StackModel["targetGroups"][number]>;
  private readonly ofGroups = new Map<string, readonly ServerPort[]>();

  constructor(private readonly model: StackModel) {
    this.rules = new Map(model.listenerRules.map((each) => [each.urn, each]));
    this.listeners = new Map(model.listeners.map((each) => [each.urn, each]));
    this.balancers = new Map(model.loadBalancers.map((each) => [each.urn, each]));
    this.targetGroups = new Map(model.targetGroups.map((each) => [each.urn, each]));
  }

  /** Returns where requests arrive that CloudFront sends to a port of a resource, with the headers of an origin. */
  behind(urn: string, port: number | undefined, headers: Field<readonly CustomHeader[]>): ServerPort[] {
    const balancer = this.balancers.get(urn);
    if (balancer === undefined) {
      return this.holders(urn).map((server) => ({ server, port, isChecked: false }));
    }
    if (balancer.kind === "classic") {
      return this.behindClassic(balancer, port);
    }
    const { forwarding } = connectionsOf(this.model);
    const listeners = forwarding.listeners
      .get(urn)
      .flatMap((each) => this.listeners.get(each) ?? [])
      .filter((listener) => isSamePort(listener.port, port));
    if (listeners.length === 0) {
      return [{ server: urn, port, isChecked: false }];
    }
    return listeners.flatMap((listener) => [
      ...this.behindActions(listener.urn, false, headers),
      ...forwarding.rules.get(listener.urn).flatMap((rule) => this.behindRule(rule, headers)),
    ]);
  }

  /** Returns the targets of a target group and their ports; the first is the group itself. */
  ofGroup(targetGroup: string): readonly ServerPort[] {
    let found = this.ofGroups.get(targetGroup);
    if (found === undefined) {
      found = this.readGroup(targetGroup);
      this.ofGroups.set(targetGroup, found);
    }
    return found;
  }

  private readGroup(urn: string): ServerPort[] {
    const { forwarding } = connectionsOf(this.model);
    const group = this.targetGroups.get(urn)?.port ?? { state: "absent", path: "port" };
    const portOf = (own: Field<number> | undefined) => {
      const port = own === undefined || own.state === "absent" ? group : own;
      return port.state === "absent" ? 0 : known(port);
    };
    const isChecked = false;
    return [
      { server: urn, port: portOf(undefined), isChecked },
      ...forwarding
        .targetsOf(urn)
        .filter(({ isHost }) => isHost !== true)
        .flatMap(({ to, port }) =>
          this.holders(to).map((server) => ({ server, port: portOf(port), isChecked })),
        ),
      ...forwarding.addresses
        .get(urn)
        .map(({ address, port }) => ({ server: address, port: portOf(port), isChecked })),
    ];
  }

  private behindClassic(
    { urn, ports }: StackModel["loadBalancers"][number],
    port: number | undefined,
  ): ServerPort[] {
    const { forwarding } = connectionsOf(this.model);
    const targetPorts = ports
      .filter((each) => isSamePort(each.port, port))
      .map(({ targetPort }) => known(targetPort));
    return targetPorts.flatMap((targetPort) =>
      forwarding.targetsOf(urn).map(({ to }) => ({ server: to, port: targetPort, isChecked: false })),
    );
  }

  private behindRule(urn: string, headers: Field<readonly CustomHeader[]>): ServerPort[] {
    const rule = this.rules.get(urn);
    if (rule === undefined || (rule.actions.state === "known" && !rule.actions.value.some(forwards))) {
      return [];
    }
    const conditions = known(rule.headers) ?? [];
    const canMatch = conditions.every((condition) => sends(headers, condition));
    return canMatch ? this.behindActions(urn, conditions.length > 0, headers) : [];
  }

  private behindActions(
    urn: string,
    isChecked: boolean,
    headers: Field<readonly CustomHeader[]>,
  ): ServerPort[] {
    const { forwarding } = connectionsOf(this.model);
    return forwarding.targetGroups.get(urn).flatMap(({ to }) =>
      this.ofGroup(to).flatMap((target) => {
        const found = this.balancers.has(target.server)
          ? this.behind(target.server, target.port, headers)
          : [target];
        return found.map((each) => ({ ...each, isChecked: isChecked || each.isChecked }));
      }),
    );
  }

  private holders(urn: string): readonly string[] {
    const { network } = connectionsOf(this.model);
    return this.model.links.isOf(urn, [t.networkInterface]) ? network.holdersOf(urn) : [urn];
  }
}

/** Returns whether an origin can send a header that a condition accepts. */
function sends(
  headers: Field<readonly CustomHeader[]>,
  condition: { name: Field<string>; values: readonly Field<string>[] },
): boolean {
  const name = known(condition.name)?.toLowerCase();
  if (headers.state === "unknown" || name === undefined) {
    return true;
  }
  return (known(headers) ?? []).some((header) => {
    const sent = known(header.value)?.toLowerCase();
    return (
      (known(header.name)?.toLowerCase() ?? name) === name &&
      (sent === undefined || condition.values.some((value) => (known(value)?.toLowerCase() ?? sent) === sent))
    );
  });
}

function isSamePort(field: Field<number>, port: number | undefined): boolean {
  return port === undefined || field.state !== "known" || field.value === port;
}
