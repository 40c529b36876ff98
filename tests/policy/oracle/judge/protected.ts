/** What is protected: what a distribution reaches as origin, and everything forwarded to from there. */
import type { LoadBalancer, Target } from "../world/loadBalancing";
import type { World } from "../world/world";

/** Returns the names of the protected servers, load balancers, functions and buckets. */
export function protectedNames(world: World): Set<string> {
  const found = new Set<string>();
  const waiting = world.distributions.flatMap(({ origins }) =>
    origins.flatMap(({ target }) => {
      if ("vpcOrigin" in target) {
        return "to" in target.vpcOrigin ? [target.vpcOrigin.to] : [];
      }
      if ("publicLoadBalancer" in target) {
        return [target.publicLoadBalancer];
      }
      if ("bucket" in target) {
        return [target.bucket];
      }
      return "functionUrl" in target ? [target.functionUrl] : [];
    }),
  );
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (!found.has(name)) {
      found.add(name);
      waiting.push(...forwardedFrom(world, name));
    }
  }
  return found;
}

/** Lists what a load balancer may forward to, whatever the conditions. */
function forwardedFrom(world: World, name: string): string[] {
  const balancer = world.loadBalancers.find((each) => each.name === name);
  if (balancer === undefined) {
    return [];
  }
  return [
    ...(balancer.instances ?? []),
    ...forwardsOf(balancer).flatMap((group) => targetsOf(world, group).map(({ to }) => to)),
  ];
}

/** Lists the target groups of a load balancer. */
export function forwardsOf({ listeners }: LoadBalancer): string[] {
  return listeners
    .flatMap(({ byDefault, rules }) => [byDefault, ...rules.map(({ action }) => action)])
    .flatMap((action) => ("forward" in action ? [action.forward] : []));
}

/** Lists the targets of a target group, with the Auto Scaling groups that register in it. */
export function targetsOf(
  { targetGroups, scalingGroups }: World,
  name: string,
): (Target & { readonly port: number })[] {
  const group = targetGroups.find((each) => each.name === name);
  if (group === undefined) {
    return [];
  }
  const members = scalingGroups
    .filter((each) => each.targetGroups.includes(name))
    .map((each) => ({ to: each.name }));
  return [...group.targets, ...members].map((target: Target) => ({ port: group.port, ...target }));
}
