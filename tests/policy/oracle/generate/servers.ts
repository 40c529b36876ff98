/** Random servers and load balancers. */
import type { Action, Listener, LoadBalancer, Target, TargetGroup } from "../world/loadBalancing";
import type { Ref } from "../world/ref";
import type { ScalingGroup, Server } from "../world/world";
import type { Dice } from "./dice";
import { type Network, refTo } from "./network";

/** Chooses subnets and groups of one network. */
class Place {
  readonly vpc: string;

  constructor(
    private readonly dice: Dice,
    private readonly network: Network,
    private readonly literals: boolean,
    vpc?: string,
  ) {
    this.vpc = vpc ?? dice.of(network.vpcs)?.name ?? "";
  }

  subnet(): Ref {
    const found = this.dice.of(this.network.subnets.filter(({ vpc }) => vpc === this.vpc));
    return found === undefined || this.dice.chance(0.02)
      ? { outside: "subnet-0f00ba4f00ba4f00b" }
      : refTo(this.dice, found.name, this.literals);
  }

  groups(least: number): Ref[] {
    const own = this.network.groups.filter(({ vpc }) => vpc === this.vpc);
    const count = least + this.dice.under(2);
    const refs = Array.from({ length: count }, () => this.dice.of(own)).flatMap((group) =>
      group === undefined ? [] : [refTo(this.dice, group.name, this.literals)],
    );
    const distinct = refs.filter(
      (ref, at) => refs.findIndex((each) => "to" in each && "to" in ref && each.to === ref.to) === at,
    );
    return this.dice.chance(0.03) ? [...distinct, { outside: "sg-0f00ba4f00ba4f00b" }] : distinct;
  }

  inside(): Place {
    return new Place(this.dice, this.network, this.literals, this.vpc);
  }
}

/** The servers and load balancers of a random stack. */
export interface Compute {
  readonly servers: Server[];
  readonly scalingGroups: ScalingGroup[];
  readonly targetGroups: TargetGroup[];
  readonly loadBalancers: LoadBalancer[];
}

/** Makes servers, target groups and load balancers. */
export function randomCompute(dice: Dice, network: Network, literals: boolean): Compute {
  const places = new Map<string, string>();
  const daring = dice.one(0.03, 0.15, 0.5);
  const place = (name: string, vpc?: string): Place => {
    const made = new Place(dice, network, literals, vpc);
    places.set(name, made.vpc);
    return made;
  };
  const servers = dice.list(1, 3, (index) =>
    randomServer(dice, place(`server-${index}`), `server-${index}`, daring),
  );
  const targetGroups = dice.list(1, 3, (index): TargetGroup => {
    const name = `targets-${index}`;
    const { vpc } = place(name);
    const near = servers.filter((server) => places.get(server.name) === vpc);
    const type = dice.one("instance", "instance", "ip");
    return {
      name,
      vpc,
      type,
      protocol: dice.one("HTTPS", "HTTPS", "TCP"),
      port: dice.one(443, 8443),
      ...(dice.chance(0.15) && { preservesClientIp: dice.chance(0.5) }),
      targets: [
        ...dice
          .some(near, 0.6)
          .map(
            ({ name: to }): Target => ({ to, ...(dice.chance(0.3) && { port: dice.one(443, 8443, 9443) }) }),
          ),
        ...(type === "ip" && dice.chance(0.05) ? [{ to: "", address: "10.0.1.77" }] : []),
      ],
    };
  });
  const scalingGroups = dice.list(0, 1, (index): ScalingGroup => {
    const name = `scaling-${index}`;
    const at = place(name);
    const near = targetGroups.filter(({ vpc, type }) => vpc === at.vpc && type === "instance");
    return {
      name,
      subnets: distinctRefs(dice.list(1, 2, () => at.subnet())),
      groups: at.groups(dice.chance(0.9) ? 1 : 0),
      ...(dice.chance(0.6) && { publicAddress: dice.chance(daring) }),
      targetGroups: dice.some(near, 0.5).map((group) => group.name),
      attachment: dice.one("inline", "resource"),
    };
  });
  const loadBalancers = dice.list(1, 2, (index) =>
    randomBalancer(dice, network, literals, targetGroups, servers, places, index, daring),
  );
  return withBalancerTargets(dice, { servers, scalingGroups, targetGroups, loadBalancers });
}

function randomServer(dice: Dice, place: Place, name: string, daring: number): Server {
  const isOpen = dice.chance(daring);
  const publicAddress = isOpen ? dice.one(true, undefined) : dice.one(false, false, undefined);
  return {
    name,
    subnet: place.subnet(),
    groups: place.groups(dice.chance(0.9) ? 1 : 0),
    ...(publicAddress !== undefined && { publicAddress }),
    ...(dice.chance(0.1) && { attachedGroups: place.groups(1) }),
    ...(dice.chance(daring / 3) && { elasticAddress: dice.one("instance", "association") }),
    ...(dice.chance(0.1) && {
      secondInterface: {
        subnet: place.subnet(),
        groups: place.groups(1),
        ...(dice.chance(daring) && { elasticAddress: true as const }),
      },
    }),
  };
}

function randomBalancer(
  dice: Dice,
  network: Network,
  literals: boolean,
  targetGroups: readonly TargetGroup[],
  servers: readonly Server[],
  places: Map<string, string>,
  index: number,
  daring: number,
): LoadBalancer {
  const kind = dice.one("application", "application", "application", "network", "network", "classic");
  const place = new Place(dice, network, literals, dice.of(targetGroups)?.vpc);
  const name = `${kind === "network" ? "nlb" : kind === "classic" ? "clb" : "alb"}-${index}`;
  places.set(name, place.vpc);
  const near = targetGroups.filter(
    ({ vpc, protocol }) => vpc === place.vpc && protocol === (kind === "network" ? "TCP" : "HTTPS"),
  );
  const internal = dice.chance(daring) ? dice.one(false, undefined) : true;
  const action = (): Action => {
    const target = dice.of(near);
    return target === undefined || (kind !== "network" && dice.chance(0.3))
      ? { refuse: true }
      : { forward: target.name };
  };
  const hasListeners = kind === "classic" || kind === "application" || near.length > 0;
  const listeners = !hasListeners
    ? []
    : dice.list(
        1,
        dice.chance(0.2) ? 2 : 1,
        (at): Listener => ({
          name: `${name}-listener-${at}`,
          port: at === 0 ? 443 : 8443,
          byDefault: action(),
          rules:
            kind === "application"
              ? dice.list(0, 1, (rule) => ({
                  name: `${name}-listener-${at}-rule-${rule}`,
                  ...(dice.chance(0.6) && { header: dice.one("public", "members") }),
                  action: action(),
                }))
              : [],
        }),
      );
  return {
    name,
    kind,
    module: dice.one("lb", "alb"),
    ...(internal !== undefined && { internal }),
    subnets: distinctRefs([place.subnet(), place.subnet()]),
    groups: kind === "network" && dice.chance(0.5) ? [] : place.groups(1),
    listeners,
    ...(kind === "classic" && {
      instances: dice
        .some(
          servers.filter((server) => places.get(server.name) === place.vpc),
          0.6,
        )
        .map((server) => server.name),
    }),
  };
}

/** Puts an application load balancer behind a network load balancer now and then. */
function withBalancerTargets(dice: Dice, compute: Compute): Compute {
  const { loadBalancers, targetGroups } = compute;
  const front = loadBalancers.find(({ kind, listeners }) => kind === "network" && listeners.length > 0);
  const back = loadBalancers.find(({ kind }) => kind === "application");
  const listener = back?.listeners[0];
  const forward = front?.listeners[0]?.byDefault;
  if (
    front === undefined ||
    back === undefined ||
    listener === undefined ||
    forward === undefined ||
    !("forward" in forward) ||
    !dice.chance(0.5)
  ) {
    return compute;
  }
  const vpc = targetGroups.find(({ name }) => name === forward.forward)?.vpc ?? "";
  const isNear = targetGroups.some((group) => group.vpc === vpc && namesForward(back, group.name));
  if (!isNear) {
    return compute;
  }
  const group: TargetGroup = {
    name: "targets-alb",
    vpc,
    protocol: "TCP",
    type: "alb",
    port: listener.port,
    targets: [{ to: back.name }],
  };
  const changed = {
    ...front,
    listeners: front.listeners.map((each) => ({ ...each, byDefault: { forward: group.name } })),
  };
  return {
    ...compute,
    targetGroups: [...targetGroups, group],
    loadBalancers: loadBalancers.map((each) => (each === front ? changed : each)),
  };
}

function namesForward({ listeners }: LoadBalancer, name: string): boolean {
  return listeners.some(({ byDefault, rules }) =>
    [byDefault, ...rules.map(({ action }) => action)].some(
      (action) => "forward" in action && action.forward === name,
    ),
  );
}

/** Removes references to the same thing. */
function distinctRefs(refs: readonly Ref[]): Ref[] {
  return refs.filter(
    (ref, at) =>
      refs.findIndex(
        (each) => JSON.stringify({ ...each, literal: 0 }) === JSON.stringify({ ...ref, literal: 0 }),
      ) === at,
  );
}
