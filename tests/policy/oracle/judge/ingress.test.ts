/** The judge's walks on hand-made networks, each from a page of AWS. */
import assert from "node:assert/strict";
import type { Server, World } from "../world/world";
import { packetWitness, replays } from "./ingress";
import { judge } from "./judge";
import { balancer, distribution, group, network, server } from "./worlds";

/** Returns the places that a packet passes, and checks that they follow from each other. */
function way(world: World): string | undefined {
  const witness = packetWitness(world, "closed");
  if (witness === undefined) {
    return undefined;
  }
  assert.ok(replays(world, "closed", witness));
  return witness.map(({ at }) => at).join(" → ");
}

const targets = (more: object = {}): Pick<World, "targetGroups"> => ({
  targetGroups: [
    {
      name: "targets",
      vpc: "vpc",
      protocol: "TCP",
      type: "instance",
      port: 443,
      targets: [{ to: "app" }],
      ...more,
    },
  ],
});

// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
describe("a packet from the internet to a server", () => {
  it("needs a gateway, a route, an address and a group that admits it", () => {
    assert.equal(way(network()), "internet → server");
    assert.equal(way(network({ vpcs: [{ name: "vpc", number: 0 }] })), undefined);
    assert.equal(way(network({ routeTables: [] })), undefined);
    assert.equal(way(network({ servers: [server("app", "open")] })), undefined);
    assert.equal(way(network({ groups: [group("open", { cidr: "10.0.0.0/8" })] })), undefined);
  });

  it("takes the most specific route: part of the internet can be let in where a NAT gateway has the rest", () => {
    const routed = (cidr: string): World =>
      network({
        routeTables: [
          {
            name: "public-table",
            vpc: "vpc",
            form: "inline",
            routes: [
              { to: "0.0.0.0/0", via: "nat" },
              { to: "8.0.0.0/8", via: "igw" },
            ],
          },
        ],
        groups: [group("open", { cidr })],
      });
    assert.equal(way(routed("8.8.0.0/16")), "internet → server");
    assert.equal(way(routed("52.0.0.0/10")), undefined);
  });

  it("comes to an Elastic IP address of a server that asks for no address", () => {
    assert.equal(
      way(network({ servers: [server("app", "open", { elasticAddress: "association" })] })),
      "internet → server",
    );
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway-basics.html
  it("comes by IPv6 without a public IPv4 address, and not through an egress-only gateway", () => {
    const v6 = (via: "igw" | "eigw"): World =>
      network({
        subnets: [{ name: "public", vpc: "vpc", number: 1, ipv6: "assigned", table: "public-table" }],
        routeTables: [{ name: "public-table", vpc: "vpc", form: "inline", routes: [{ to: "::/0", via }] }],
        groups: [group("open", { cidr: "::/0" })],
        servers: [server("app", "open")],
      });
    assert.equal(way(v6("igw")), "internet → server");
    assert.equal(way(v6("eigw")), undefined);
  });

  it("goes on from an open server to a protected one that admits its group or its address", () => {
    const behind = (source: Parameters<typeof group>[1]): World =>
      network({
        groups: [group("open", { cidr: "0.0.0.0/0" }, [22, 22]), group("app-group", source)],
        servers: [server("bastion", "open", { publicAddress: true }), server("app", "app-group")],
      });
    assert.equal(way(behind({ group: { to: "open" } })), "internet → server → server");
    assert.equal(way(behind({ cidr: "10.0.0.0/16" })), "internet → server → server");
    assert.equal(way(behind({ cidr: "10.1.0.0/16" })), undefined);
    assert.equal(way(behind({ self: true })), undefined);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
describe("a packet from another account's distribution", () => {
  it("comes to a public address that admits CloudFront's list, on the ports of origins", () => {
    const admitted = (ports: readonly [number, number]): World =>
      network({ groups: [group("open", { list: "cloudfront" }, ports)] });
    assert.equal(way(admitted([443, 443])), "another distribution → server");
    assert.equal(way(admitted([22, 22])), undefined);
    assert.equal(
      way(network({ groups: [group("open", { list: "cloudfront" })], servers: [server("app", "open")] })),
      undefined,
    );
  });

  it("comes through an accelerator, which passes CloudFront's address on", () => {
    const accelerated = network({
      groups: [group("open", { list: "cloudfront" })],
      servers: [server("app", "open")],
      accelerators: [{ name: "fast", port: 443, endpoint: { to: "app" } }],
    });
    assert.equal(way(accelerated), "another distribution → server");
  });
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
describe("a packet through a network load balancer", () => {
  const through = (cidr: string, more: object = {}): World =>
    network({
      ...targets(more),
      groups: [group("open", { cidr })],
      servers: [server("app", "open")],
      loadBalancers: [balancer({ internal: false })],
    });

  it("keeps the client's address for instances, unless it is told not to", () => {
    assert.equal(way(through("0.0.0.0/0")), "internet → load balancer → server");
    assert.equal(way(through("10.0.0.0/16")), undefined);
    assert.equal(
      way(through("10.0.0.0/16", { preservesClientIp: false })),
      "internet → load balancer → server",
    );
  });

  it("has the load balancer's address for targets by address", () => {
    assert.equal(way(through("0.0.0.0/1", { type: "ip" })), "internet → load balancer → server");
    assert.equal(way(through("192.168.0.0/16", { type: "ip" })), undefined);
  });
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
describe("a packet from another account through PrivateLink", () => {
  const service = (
    principals: readonly string[],
    acceptance = false,
    groups: Partial<World["loadBalancers"][number]> = {},
  ): World =>
    network({
      ...targets(),
      groups: [group("open", { cidr: "10.0.0.0/16" }), group("partners", { cidr: "8.0.0.0/8" })],
      servers: [server("app", "open")],
      loadBalancers: [balancer(groups)],
      endpointServices: [{ name: "service", loadBalancer: "nlb", acceptance, principals }],
    });

  it("needs a foreign principal, and nobody's acceptance", () => {
    const found = "another account's VPC → load balancer → server";
    assert.equal(way(service(["*"])), found);
    assert.equal(way(service(["arn:aws:iam::444455556666:root"])), found);
    assert.equal(way(service(["arn:aws:iam::111122223333:root"])), undefined);
    assert.equal(way(service([])), undefined);
    assert.equal(way(service(["*"], true)), undefined);
  });

  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
  it("can have any address, because those who connect choose them for their VPC", () => {
    assert.notEqual(way(service(["*"], false, { groups: [{ to: "partners" }] })), undefined);
  });
});

// https://docs.aws.amazon.com/global-accelerator/latest/dg/secure-vpc-connections.html
describe("a packet through an accelerator", () => {
  it("comes to a private address without a route, if the VPC has a gateway and the group admits the client", () => {
    const accelerated = (cidr: string, more: Partial<World> = {}): World =>
      network({
        groups: [group("open", { cidr })],
        routeTables: [],
        servers: [server("app", "open", { subnet: { to: "private" } })],
        accelerators: [{ name: "accelerator", port: 443, endpoint: { to: "app" } }],
        ...more,
      });
    assert.equal(way(accelerated("0.0.0.0/0")), "internet → server");
    assert.equal(way(accelerated("10.0.0.0/8")), undefined);
    assert.equal(way(accelerated("0.0.0.0/0", { vpcs: [{ name: "vpc", number: 0 }] })), undefined);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
describe("a request at an HTTP API", () => {
  const api = (source: Parameters<typeof group>[1], endpointDisabled?: true): World =>
    network({
      groups: [group("link", { cidr: "10.0.0.0/8" }), group("alb-group", source)],
      servers: [],
      loadBalancers: [balancer({ name: "alb", kind: "application", groups: [{ to: "alb-group" }] })],
      apis: [
        {
          name: "api",
          subnets: [{ to: "private" }],
          groups: [{ to: "link" }],
          listener: "listener",
          ...(endpointDisabled && { endpointDisabled }),
        },
      ],
      distributions: [distribution({ vpcOrigin: { to: "alb" }, port: 443 })],
    });

  it("comes to the listener of its VPC link, if the load balancer admits the link", () => {
    assert.equal(way(api({ group: { to: "link" } })), "API → load balancer");
    assert.equal(way(api({ group: { to: "link" } }, true)), undefined);
    assert.equal(way(api({ list: "cloudfront" })), undefined);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
describe("a load balancer that checks a header", () => {
  it("lets no packet through, and is a loose end if nothing else bars the way", () => {
    const checking = (source: Parameters<typeof group>[1]): World =>
      network({
        ...targets({ protocol: "HTTPS" }),
        groups: [group("edge", source), group("inner", { group: { to: "edge" } })],
        servers: [server("app", "inner")],
        loadBalancers: [
          balancer({
            name: "alb",
            kind: "application",
            internal: false,
            groups: [{ to: "edge" }],
            listeners: [
              {
                name: "listener",
                port: 443,
                byDefault: { refuse: true },
                rules: [{ name: "rule", header: "public", action: { forward: "targets" } }],
              },
            ],
          }),
        ],
      });
    const open = checking({ cidr: "0.0.0.0/0" });
    assert.equal(way(open), undefined);
    assert.deepEqual(judge(open), {
      verdict: "closed",
      loose: ["a header alone bars internet → load balancer → server"],
    });
    assert.deepEqual(judge(checking({ cidr: "10.0.0.0/8" })), { verdict: "closed", loose: [] });
  });
});

describe("a reference to something outside the stack", () => {
  it("is a possible way where the way depends on it alone", () => {
    const outside = network({
      servers: [server("app", "", { groups: [{ outside: "sg-1" }], publicAddress: true })],
    });
    assert.equal(packetWitness(outside, "closed"), undefined);
    assert.notEqual(packetWitness(outside, "open"), undefined);
    const unreached = network({ servers: [server("app", "", { groups: [{ outside: "sg-1" }] })] });
    assert.equal(packetWitness(unreached, "open"), undefined);
  });

  it("may be the default group of another VPC, whose id is not known", () => {
    const admitting = (admitted: Parameters<typeof group>[1], more: Partial<Server>): World =>
      network({
        groups: [group("inner", admitted), group("edge", { cidr: "0.0.0.0/0" })],
        servers: [
          server("app", "inner"),
          server("worker", "", { subnet: { outside: "subnet-1" }, groups: [], publicAddress: true, ...more }),
        ],
      });
    const named = { group: { outside: "sg-1" } } as const;
    assert.equal(packetWitness(admitting(named, {}), "closed"), undefined);
    assert.notEqual(packetWitness(admitting(named, {}), "open"), undefined);
    assert.equal(packetWitness(admitting(named, { groups: [{ to: "edge" }] }), "open"), undefined);
    assert.equal(packetWitness(admitting({ self: true }, {}), "open"), undefined);
  });
});

describe("a witness", () => {
  it("does not replay with a step left out, or in a stack that lets nobody in", () => {
    const world = network({
      groups: [group("open", { cidr: "0.0.0.0/0" }, [22, 22]), group("app-group", { group: { to: "open" } })],
      servers: [server("bastion", "open", { publicAddress: true }), server("app", "app-group")],
    });
    const witness = packetWitness(world, "closed") ?? [];
    assert.ok(replays(world, "closed", witness));
    assert.ok(
      !replays(
        world,
        "closed",
        witness.filter((_, at) => at !== 1),
      ),
    );
    assert.ok(!replays({ ...world, routeTables: [] }, "closed", witness));
  });
});
