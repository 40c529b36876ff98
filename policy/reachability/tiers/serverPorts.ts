import type { Origin } from "../../resources/cloudfront/origins";
import type { VpcOrigin } from "../../resources/cloudfront/vpcOrigins";
import {
  type Action,
  forwards,
  type Listener,
  type ListenerRule,
} from "../../resources/loadBalancing/listeners";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, known } from "../../values/field";
import { connectionsOf } from "../ingressPaths";
import { type Answer, answerOf, type SentHeaders } from "./headerConditions";
import { limitAfter, limitsOf, type PathLimit } from "./pathLimits";
import { secretSources } from "./secretSources";

/** A listener rule that demands a header before it forwards. */
export interface CheckedRule {
  readonly urn: string;
  /** The resources that the unknown values of its conditions depend on. */
  readonly sources: readonly string[];
  readonly accepts: Exclude<Answer, "no">;
}

/** A port at which requests of an origin arrive. */
export interface ServerPort {
  /** The URN of an instance, an Auto Scaling group, a service or a target group; or an address or ARN outside this stack. */
  readonly server: string;
  /** Undefined if it is unknown. */
  readonly port: number | undefined;
  /** The target group on the way. */
  readonly group: string | undefined;
  /** The listener rule on the way that demands a header. */
  readonly rule: CheckedRule | undefined;
  /** What the path conditions of listener rules on the way say of the paths of these requests. */
  readonly limits: readonly PathLimit[];
  /** Whether requests are known to come this far, if their paths do: no rule on the way compares headers that are unknown. */
  readonly isCertain: boolean;
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

const direct = { group: undefined, rule: undefined, limits: [], isCertain: true } as const;

/** Finds the servers and ports at which requests arrive that CloudFront sends to a load balancer or an instance. */
export class ServerPorts {
  private readonly rules: ReadonlyMap<string, ListenerRule>;
  private readonly listeners: ReadonlyMap<string, Listener>;
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
  behind(urn: string, port: number | undefined, sent: SentHeaders): ServerPort[] {
    const balancer = this.balancers.get(urn);
    if (balancer === undefined) {
      return this.holders(urn).map((server) => ({ ...direct, server, port }));
    }
    if (balancer.kind === "classic") {
      return this.behindClassic(balancer, port);
    }
    const listeners = connectionsOf(this.model).forwarding.listeners.get(urn);
    if (listeners.length === 0) {
      // Its listeners are not in this stack, or cannot be known.
      return [{ ...direct, server: urn, port }];
    }
    return listeners
      .flatMap((each) => this.listeners.get(each) ?? [])
      .filter((listener) => isSamePort(listener.port, port))
      .flatMap((listener) => this.behindListener(listener, sent));
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
    const own = this.targetGroups.get(urn)?.port ?? { state: "absent", path: "port" };
    const portOf = (registered: Field<number> | undefined) => {
      const port = registered === undefined || registered.state === "absent" ? own : registered;
      return port.state === "absent" ? 0 : known(port);
    };
    const at = { ...direct, group: urn };
    return [
      { ...at, server: urn, port: portOf(undefined) },
      ...forwarding
        .targetsOf(urn)
        .filter(({ isHost }) => isHost !== true)
        .flatMap(({ to, port }) => this.holders(to).map((server) => ({ ...at, server, port: portOf(port) }))),
      ...forwarding.addresses
        .get(urn)
        .map(({ address, port }) => ({ ...at, server: address, port: portOf(port) })),
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
      forwarding.targetsOf(urn).map(({ to }) => ({ ...direct, server: to, port: targetPort })),
    );
  }

  /** Tries the rules in the order of their priorities: a later one sees no request that an earlier one takes for sure. */
  private behindListener(listener: Listener, sent: SentHeaders): ServerPort[] {
    const found: ServerPort[] = [];
    const left: PathLimit[] = [];
    let isCertain = true;
    for (const rule of this.rulesOf(listener.urn)) {
      const accepts = answerOf(this.model, rule, sent);
      if (accepts !== "no") {
        isCertain &&= accepts === "yes";
        found.push(...limited(this.behindRule(rule, accepts, sent), [...left, ...limitsOf(rule)], isCertain));
      }
      if (accepts === "yes" && !rule.hasOtherConditions && rule.priority.state === "known") {
        if (rule.paths.length === 0) {
          return found;
        }
        left.push(...limitAfter(rule));
      }
    }
    return [...found, ...limited(this.behindActions(listener, sent), left, isCertain)];
  }

  /** Returns the rules of a listener, those without a known priority first, since they may come before any other. */
  private rulesOf(listener: string): ListenerRule[] {
    const order = ({ priority }: ListenerRule) => known(priority) ?? 0;
    return connectionsOf(this.model)
      .forwarding.rules.get(listener)
      .flatMap((each) => this.rules.get(each) ?? [])
      .sort((a, b) => order(a) - order(b));
  }

  private behindRule(rule: ListenerRule, accepts: CheckedRule["accepts"], sent: SentHeaders): ServerPort[] {
    const { urn, headers } = rule;
    const behind = this.behindActions(rule, sent);
    // A rule that changes the path leaves the conditions behind it unknown.
    const found =
      rule.transforms.state === "absent" ? behind : behind.map((each) => ({ ...each, limits: [] }));
    if (headers.state === "known" && headers.value.length === 0) {
      return found;
    }
    const sources = this.model.links.dependenciesOf(urn, "conditions", secretSources);
    return found.map((each) => ({ ...each, rule: { urn, sources, accepts } }));
  }

  private behindActions(
    { urn, actions }: Pick<Listener, "urn" | "actions">,
    sent: SentHeaders,
  ): ServerPort[] {
    if (actions.state === "unknown") {
      return [{ ...direct, server: urn, port: undefined }];
    }
    return (known(actions) ?? []).filter(forwards).flatMap((action) => this.behindAction(urn, action, sent));
  }

  private behindAction(urn: string, { targetGroups }: Action, sent: SentHeaders): ServerPort[] {
    if (targetGroups.length === 0) {
      return [{ ...direct, server: urn, port: undefined }];
    }
    return targetGroups.flatMap((field) => {
      const link = this.model.links.to(urn, field, t.targetGroup);
      if (link.state === "outside" || link.state === "unknown") {
        const server = link.state === "outside" ? link.value : urn;
        return [{ ...direct, server, port: link.state === "outside" ? 0 : undefined }];
      }
      return urnsOf(link).flatMap((group) => this.behindGroup(group, sent));
    });
  }

  private behindGroup(group: string, sent: SentHeaders): ServerPort[] {
    return this.ofGroup(group).flatMap((target) =>
      this.balancers.has(target.server) ? this.behind(target.server, target.port, sent) : [target],
    );
  }

  private holders(urn: string): readonly string[] {
    const { network } = connectionsOf(this.model);
    return this.model.links.isOf(urn, [t.networkInterface]) ? network.holdersOf(urn) : [urn];
  }
}

/** Adds limits to those of the load balancers behind. */
function limited(
  ports: readonly ServerPort[],
  limits: readonly PathLimit[],
  isCertain: boolean,
): ServerPort[] {
  return ports.map((each) =>
    limits.length === 0 && isCertain
      ? each
      : { ...each, limits: [...limits, ...each.limits], isCertain: isCertain && each.isCertain },
  );
}

function isSamePort(field: Field<number>, port: number | undefined): boolean {
  return port === undefined || field.state !== "known" || field.value === port;
}
