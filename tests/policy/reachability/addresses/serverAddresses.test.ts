import assert from "node:assert/strict";
import { type ExampleResource, several } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { noIngressButCloudfront } from "../../../../policy/rules/ingress/noIngressButCloudfront";
import { findingsIn } from "../../support/exampleFindings";

const group: ExampleResource = {
  type: t.securityGroup,
  name: "group",
  props: { id: "sg-1", ingress: [{ cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }] },
};
const subnet = (props: object = {}): ExampleResource => ({
  type: t.subnet,
  name: "subnet",
  props: { id: "subnet-1", vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", ...props },
});
const vpc: ExampleResource = {
  type: t.vpc,
  name: "vpc",
  props: { id: "vpc-1", mainRouteTableId: "rtb-main", defaultRouteTableId: "rtb-main" },
};
const gateway: ExampleResource = { type: t.internetGateway, name: "gateway", props: { id: "igw-1" } };
const instance = (props: object = {}): ExampleResource => ({
  type: t.instance,
  name: "server",
  props: { id: "i-1", arn: "arn:i-1", subnetId: "subnet-1", vpcSecurityGroupIds: ["sg-1"], ...props },
});
const template = (props: object): ExampleResource => ({
  type: t.launchTemplate,
  name: "template",
  props: { id: "lt-1", name: "template", ...props },
});
const route = (props: object): ExampleResource => ({
  type: t.route,
  name: "route",
  props: { routeTableId: "rtb-main", gatewayId: "igw-1", destinationIpv6CidrBlock: "::/0", ...props },
});

const defaultRoute: ExampleResource = {
  type: t.route,
  name: "out",
  props: { routeTableId: "rtb-main", gatewayId: "igw-1", destinationCidrBlock: "0.0.0.0/0" },
};

/** Returns the ways to the server "server", as names of resources and arguments. */
function ways(...resources: ExampleResource[]): string[] {
  const example = { ...several("", ...resources), options: { protectedOrigins: ["*::server"] } };
  return findingsIn(noIngressButCloudfront, example).map(({ why }) =>
    why
      .slice(why.indexOf("internet → ") + 11)
      .split(" → ")
      .map((hop) => hop.replace(/^.*::/, ""))
      .join(" → "),
  );
}

const admitted = "out (gatewayId) → group (ingress[0].cidrBlocks[0]) → server";
const admitted6 = "group (ingress[0].ipv6CidrBlocks[0]) → server";

describe("the public IPv4 address of an instance", () => {
  const base = [group, vpc, gateway, defaultRoute];

  it("is what its own argument says, whatever its launch template and subnet say", () => {
    const others = [
      subnet({ mapPublicIpOnLaunch: true }),
      template({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
    ];
    const own = { associatePublicIpAddress: false, launchTemplate: { id: "lt-1" } };
    assert.deepEqual(ways(...base, ...others, instance(own)), []);
  });

  it("is what its launch template says, before its subnet", () => {
    const server = instance({ launchTemplate: { name: "template" } });
    const closed = template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] });
    assert.deepEqual(ways(...base, subnet({ mapPublicIpOnLaunch: true }), closed, server), []);
    const open = template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] });
    assert.deepEqual(ways(...base, subnet(), open, server), [
      `template (networkInterfaces[1].associatePublicIpAddress) → ${admitted}`,
    ]);
  });

  it("is what its subnet says, if nothing else does", () => {
    assert.deepEqual(ways(...base, subnet(), instance()), []);
    assert.deepEqual(ways(...base, subnet({ mapPublicIpOnLaunch: true }), instance()), [
      `subnet (mapPublicIpOnLaunch) → ${admitted}`,
    ]);
  });

  it("may be assigned by a default subnet, or by a subnet or a launch template outside this stack", () => {
    const defaultSubnet = { type: t.defaultSubnet, name: "subnet", props: { id: "subnet-1" } };
    const unrouted = "group (ingress[0].cidrBlocks[0]) → server";
    assert.deepEqual(ways(...base, defaultSubnet, instance()), [
      `subnet (mapPublicIpOnLaunch) → ${unrouted}`,
    ]);
    const closed = { ...defaultSubnet, props: { ...defaultSubnet.props, mapPublicIpOnLaunch: false } };
    assert.deepEqual(ways(...base, closed, instance()), []);
    assert.deepEqual(ways(...base, instance({ subnetId: "subnet-9" })), [
      "server (subnetId) → group (ingress[0].cidrBlocks[0])",
    ]);
    assert.deepEqual(ways(...base, subnet(), instance({ launchTemplate: { id: "lt-9" } })), [
      "server (launchTemplate) → out (gatewayId) → group (ingress[0].cidrBlocks[0])",
    ]);
  });

  it("is none for a network interface that exists already", () => {
    const existing = {
      type: t.networkInterface,
      name: "eni",
      props: { id: "eni-1", subnetId: "subnet-1", securityGroups: ["sg-1"] },
    };
    const server = instance({
      subnetId: undefined,
      primaryNetworkInterface: { networkInterfaceId: "eni-1" },
    });
    assert.deepEqual(ways(...base, subnet({ mapPublicIpOnLaunch: true }), existing, server), []);
  });

  it("is that of an Elastic IP on its network interface", () => {
    const existing = {
      type: t.networkInterface,
      name: "eni",
      props: { id: "eni-1", subnetId: "subnet-1", securityGroups: ["sg-1"] },
    };
    const attachment = {
      type: t.networkInterfaceAttachment,
      name: "attachment",
      props: { networkInterfaceId: "eni-1", instanceId: "i-1" },
    };
    const address = { type: t.eip, name: "eip", props: { networkInterface: "eni-1" } };
    const server = instance({ vpcSecurityGroupIds: undefined, associatePublicIpAddress: false });
    assert.deepEqual(ways(...base, subnet(), existing, attachment, address, server), [
      `eip (networkInterface) → ${admitted}`,
    ]);
  });
});

describe("the public IPv4 addresses of fleets", () => {
  const routed = [group, vpc, gateway, defaultRoute];
  const launch = template({ networkInterfaces: [{ securityGroups: ["sg-1"] }] });
  const configs = [
    { launchTemplateSpecification: { launchTemplateId: "lt-1" }, overrides: [{ subnetId: "subnet-1" }] },
  ];
  const spot = [{ launchTemplateSpecification: { id: "lt-1" }, overrides: [{ subnetId: "subnet-1" }] }];
  const fleets: [string, ExampleResource][] = [
    ["an EC2 Fleet", { type: t.ec2Fleet, name: "server", props: { launchTemplateConfigs: configs } }],
    ["a Spot Fleet", { type: t.spotFleet, name: "server", props: { launchTemplateConfigs: spot } }],
    [
      "a Batch compute environment",
      {
        type: t.batchEnvironment,
        name: "server",
        props: { computeResources: { subnets: ["subnet-1"], securityGroupIds: ["sg-1"] } },
      },
    ],
    [
      "an Auto Scaling group",
      {
        type: t.autoScalingGroup,
        name: "server",
        props: { vpcZoneIdentifiers: ["subnet-1"], launchTemplate: { id: "lt-1" } },
      },
    ],
  ];
  for (const [what, fleet] of fleets) {
    it(`are what the subnet says, for ${what}`, () => {
      const [way, ...more] = ways(...routed, launch, subnet({ mapPublicIpOnLaunch: true }), fleet);
      assert.equal(way, `subnet (mapPublicIpOnLaunch) → ${admitted}`);
      assert.deepEqual(more, []);
      assert.deepEqual(ways(...routed, launch, subnet(), fleet), []);
    });
  }
});

describe("an IPv6 address", () => {
  const assigning = [group, vpc, gateway, subnet({ assignIpv6AddressOnCreation: true })];
  const server = instance({ associatePublicIpAddress: false });
  const way = (hop: string) => [`subnet (assignIpv6AddressOnCreation) → ${hop} → ${admitted6}`];

  it("is reached by a route in the table that the VPC was created with", () => {
    assert.deepEqual(ways(...assigning, server, route({})), way("route (gatewayId)"));
  });

  it("is reached by a route in the default route table's own list", () => {
    const table = {
      type: t.defaultRouteTable,
      name: "table",
      props: { defaultRouteTableId: "rtb-main", routes: [{ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }] },
    };
    assert.deepEqual(ways(...assigning, server, table), way("table (routes[0].gatewayId)"));
  });

  it("is not reached by the main route table's routes if the subnet has another table", () => {
    const own = [
      { type: t.routeTable, name: "own", props: { id: "rtb-own" } },
      {
        type: t.routeTableAssociation,
        name: "used",
        props: { routeTableId: "rtb-own", subnetId: "subnet-1" },
      },
    ];
    assert.deepEqual(ways(...assigning, ...own, server, route({})), []);
    assert.deepEqual(
      ways(...assigning, ...own, server, route({ routeTableId: "rtb-own" })),
      way("route (gatewayId)"),
    );
  });

  it("is not reached by the first route table after another one became the main one", () => {
    const main = [
      { type: t.routeTable, name: "own", props: { id: "rtb-own" } },
      { type: t.mainRouteTableAssociation, name: "main", props: { vpcId: "vpc-1", routeTableId: "rtb-own" } },
    ];
    assert.deepEqual(ways(...assigning, ...main, server, route({})), []);
  });

  it("is not reached by a route to private addresses, an egress-only gateway or a list of IPv4 ranges", () => {
    const list = {
      type: t.managedPrefixList,
      name: "list",
      props: { id: "pl-1", entries: [{ cidr: "10.0.0.0/8" }] },
    };
    for (const props of [
      { destinationIpv6CidrBlock: "fd00::/8" },
      { gatewayId: undefined, egressOnlyGatewayId: "eigw-1" },
      { destinationIpv6CidrBlock: undefined, destinationPrefixListId: "pl-1" },
    ]) {
      assert.deepEqual(ways(...assigning, list, server, route(props)), []);
    }
  });

  it("may be reached by a prefix list outside this stack", () => {
    const props = { destinationIpv6CidrBlock: undefined, destinationPrefixListId: "pl-9" };
    assert.deepEqual(ways(...assigning, server, route(props)), way("route (gatewayId)"));
  });

  it("is not assigned without an argument of the instance or the subnet", () => {
    assert.deepEqual(ways(group, vpc, gateway, subnet(), server, route({})), []);
    const own = instance({ associatePublicIpAddress: false, ipv6AddressCount: 1 });
    assert.deepEqual(ways(group, vpc, gateway, subnet(), own, route({})), [
      `server (ipv6AddressCount) → route (gatewayId) → group (ingress[0].ipv6CidrBlocks[0])`,
    ]);
  });

  it("is not reached by a client whom the security group admits by IPv4 alone", () => {
    const ipv4 = { ...group, props: { id: "sg-1", ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] } };
    const placed = [ipv4, vpc, gateway, subnet({ assignIpv6AddressOnCreation: true })];
    assert.deepEqual(ways(...placed, server, route({})), []);
  });

  it("may be assigned by a subnet outside this stack, to a client whom the security group admits by IPv6", () => {
    const ipv6 = { ...group, props: { id: "sg-1", ingress: [{ ipv6CidrBlocks: ["::/0"] }] } };
    const own = instance({ associatePublicIpAddress: false, subnetId: "subnet-9" });
    assert.deepEqual(ways(ipv6, vpc, own), ["server (subnetId) → group (ingress[0].ipv6CidrBlocks[0])"]);
    const ipv4 = { ...group, props: { id: "sg-1", ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] } };
    assert.deepEqual(ways(ipv4, vpc, own), []);
  });

  it("may be reached in a subnet outside this stack", () => {
    const own = instance({
      associatePublicIpAddress: false,
      ipv6Addresses: ["2a05::1"],
      subnetId: "subnet-9",
    });
    assert.deepEqual(ways(group, vpc, own), [
      "server (ipv6Addresses) → group (ingress[0].ipv6CidrBlocks[0])",
    ]);
  });
});
