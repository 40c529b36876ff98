/** Random stacks. */
import type { Distribution, Origin } from "../world/edge";
import { nothing, type World } from "../world/world";
import { randomAccess } from "./access";
import { Dice } from "./dice";
import { randomNetwork, refTo } from "./network";
import { type Compute, randomCompute } from "./servers";
import { randomSite } from "./site";

/** Returns the stack of a seed. */
export function randomWorld(seed: number): World {
  const dice = new Dice(seed);
  const kind = dice.under(20);
  return kind < 3 ? randomAccess(dice) : kind < 9 ? randomSite(dice) : randomIngress(dice);
}

/** Makes a network with servers and load balancers, and a distribution in front of it. */
function randomIngress(dice: Dice): World {
  const moment = dice.one("preview", "known");
  const literals = moment === "known";
  const network = randomNetwork(dice, literals);
  const compute = randomCompute(dice, network, literals);
  const world: World = { ...nothing, moment, ...network, ...compute };
  return { ...world, ...fronts(dice, world, literals), distributions: [plainDistribution(dice, compute)] };
}

function fronts(
  dice: Dice,
  { loadBalancers, servers, subnets, groups }: World,
  literals: boolean,
): Partial<World> {
  const balancer = dice.of(loadBalancers.filter(({ listeners }) => listeners.length > 0));
  const network = dice.of(
    loadBalancers.filter(({ kind, listeners }) => kind === "network" && listeners.length > 0),
  );
  const forApi = dice.of(
    loadBalancers.filter(({ kind, listeners }) => kind !== "classic" && listeners.length > 0),
  );
  const endpoint = dice.chance(0.7) && balancer?.kind !== "classic" ? balancer?.name : dice.of(servers)?.name;
  const subnetRef = forApi?.subnets[0];
  const near = subnets.find(
    ({ name }) => subnetRef !== undefined && "to" in subnetRef && subnetRef.to === name,
  );
  const linkGroup = dice.of(groups.filter(({ vpc }) => vpc === near?.vpc));
  return {
    ...(dice.chance(0.08) &&
      endpoint !== undefined && {
        accelerators: [{ name: "accelerator", port: 443, endpoint: { to: endpoint } }],
      }),
    ...(dice.chance(0.3) &&
      network !== undefined && {
        endpointServices: [
          {
            name: "endpoint-service",
            loadBalancer: network.name,
            acceptance: dice.chance(0.2),
            principals: dice.one<string[]>(
              ["*"],
              ["arn:aws:iam::444455556666:root"],
              [],
              ["arn:aws:iam::111122223333:root"],
            ),
          },
        ],
      }),
    ...(dice.chance(0.1) &&
      near !== undefined &&
      linkGroup !== undefined && {
        apis: [
          {
            name: "api",
            subnets: [refTo(dice, near.name, literals)],
            groups: [refTo(dice, linkGroup.name, literals)],
            listener: forApi?.listeners[0]?.name ?? "",
            ...(dice.chance(0.3) && { endpointDisabled: true as const }),
          },
        ],
      }),
  };
}

/** Makes a distribution without signed paths, in front of one load balancer or server. */
function plainDistribution(dice: Dice, { loadBalancers, servers }: Compute): Distribution {
  const origin: Origin = { id: "app", target: originTarget(dice, { loadBalancers, servers }) };
  return {
    name: "site",
    origins: [origin],
    originGroups: [],
    behaviors: [],
    byDefault: { pattern: "*", origin: "app", signed: false },
    securePaths: [],
  };
}

function originTarget(
  dice: Dice,
  { loadBalancers, servers }: Pick<Compute, "loadBalancers" | "servers">,
): Origin["target"] {
  const able = loadBalancers.filter(({ kind, listeners }) => kind !== "classic" && listeners.length > 0);
  const balancer = dice.of(able);
  const server = dice.of(servers);
  if (dice.chance(0.02)) {
    return dice.chance(0.5)
      ? { domain: "legacy.example.net" }
      : { vpcOrigin: { outside: "vo_0f00ba4f00ba4f00ba4f00" }, port: 443 };
  }
  if (balancer !== undefined && balancer.internal !== true && dice.chance(0.5)) {
    return { publicLoadBalancer: balancer.name, by: dice.one("output", "record") };
  }
  const name = balancer !== undefined && dice.chance(0.75) ? balancer.name : (server?.name ?? "");
  return {
    vpcOrigin: { to: name },
    port: balancer?.name === name ? (balancer.listeners[0]?.port ?? 443) : dice.one(443, 8443),
  };
}
