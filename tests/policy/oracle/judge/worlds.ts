/** Hand-made stacks for the tests of the judge. */
import type { Distribution, Origin } from "../world/edge";
import type { LoadBalancer } from "../world/loadBalancing";
import { nothing, type SecurityGroup, type Server, type Source, type World } from "../world/world";

/** A security group that admits one source, to port 443 unless other ports are given. */
export function group(
  name: string,
  source: Source,
  ports: readonly [number, number] = [443, 443],
): SecurityGroup {
  return { name, vpc: "vpc", form: "inline", rules: [{ ports, source }] };
}

/** A server in the public subnet. */
export function server(name: string, groupName: string, more: Partial<Server> = {}): Server {
  return { name, subnet: { to: "public" }, groups: [{ to: groupName }], publicAddress: false, ...more };
}

/** An internal network load balancer, or another, that forwards port 443 to `targets`. */
export function balancer(more: Partial<LoadBalancer> = {}): LoadBalancer {
  return {
    name: "nlb",
    kind: "network",
    module: "lb",
    internal: true,
    subnets: [{ to: "public" }],
    groups: [],
    listeners: [{ name: "listener", port: 443, byDefault: { forward: "targets" }, rules: [] }],
    ...more,
  };
}

/** A distribution without signed paths, in front of one origin. */
export function distribution(target: Origin["target"], more: Partial<Distribution> = {}): Distribution {
  return {
    name: "site",
    origins: [{ id: "app", target }],
    originGroups: [],
    behaviors: [],
    byDefault: { pattern: "*", origin: "app", signed: false },
    securePaths: [],
    ...more,
  };
}

/** A VPC with an internet gateway, a public subnet and a private one, and a distribution in front of the server `app`. */
export function network(more: Partial<World> = {}): World {
  return {
    ...nothing,
    vpcs: [{ name: "vpc", number: 0, ipv6: true, gateway: "inline" }],
    routeTables: [
      {
        name: "public-table",
        vpc: "vpc",
        form: "inline",
        routes: [
          { to: "0.0.0.0/0", via: "igw" },
          { to: "::/0", via: "igw" },
        ],
      },
    ],
    subnets: [
      { name: "public", vpc: "vpc", number: 1, table: "public-table" },
      { name: "private", vpc: "vpc", number: 2 },
    ],
    groups: [group("open", { cidr: "0.0.0.0/0" })],
    servers: [server("app", "open", { publicAddress: true })],
    distributions: [distribution({ vpcOrigin: { to: "app" }, port: 443 })],
    ...more,
  };
}
