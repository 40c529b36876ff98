import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { noIngressButCloudfront } from "../../../../policy/rules/ingress/noIngressButCloudfront";
import { findingsIn } from "../../support/exampleFindings";

const vpc: ExampleResource = {
  type: t.vpc,
  name: "vpc",
  props: { id: "vpc-1", mainRouteTableId: "rtb-main" },
};
const defaultVpc: ExampleResource = { ...vpc, type: t.defaultVpc };
const gateway = (props: object = { vpcId: "vpc-1" }): ExampleResource => ({
  type: t.internetGateway,
  name: "gateway",
  props: { id: "igw-1", ...props },
});
const subnet: ExampleResource = {
  type: t.subnet,
  name: "subnet",
  props: { id: "subnet-1", vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: true },
};
const group = (...cidrBlocks: string[]): ExampleResource => ({
  type: t.securityGroup,
  name: "group",
  props: { id: "sg-1", ingress: [{ fromPort: 443, toPort: 443, cidrBlocks }] },
});
const open = group("0.0.0.0/0");
const server: ExampleResource = {
  type: t.instance,
  name: "server",
  props: { id: "i-1", subnetId: "subnet-1", vpcSecurityGroupIds: ["sg-1"] },
};
const table = (...routes: object[]): ExampleResource => ({
  type: t.routeTable,
  name: "table",
  props: { id: "rtb-1", vpcId: "vpc-1", routes },
});
const association = (routeTableId = "rtb-1"): ExampleResource => ({
  type: t.routeTableAssociation,
  name: "association",
  props: { subnetId: "subnet-1", routeTableId },
});
const adopted = (...routes: object[]): ExampleResource => ({
  type: t.defaultRouteTable,
  name: "main",
  props: { defaultRouteTableId: "rtb-main", routes },
});
const route = (props: object): ExampleResource => ({
  type: t.route,
  name: "route",
  props: { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", ...props },
});
const everywhere = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" };
const byNat = { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" };

function messages(...resources: ExampleResource[]): string[] {
  const example = { ...several("", ...resources), options: { protectedOrigins: ["*::server"] } };
  return findingsIn(noIngressButCloudfront, example).map(({ why }) => why);
}

/** Returns the first hops of the routed ways to the server "server", as names of resources and arguments. */
function ways(...resources: ExampleResource[]): string[] {
  const routed = messages(...resources).filter((why) => !why.startsWith("as soon as"));
  return routed.map((why) =>
    why
      .slice(why.indexOf("internet → ") + 11)
      .split(" → ")
      .map((hop) => hop.replace(/^.*::/, ""))
      .filter((hop) => !hop.startsWith("group (") && hop !== "server")
      .join(" → "),
  );
}

const placed = [vpc, gateway(), subnet, server];
const mapped = "subnet (mapPublicIpOnLaunch)";

describe("the routes of a subnet", () => {
  it("lead in if one of its own table has an internet gateway as target", () => {
    const used = [...placed, open, association()];
    assert.deepEqual(ways(...used, table(everywhere)), [`${mapped} → table (routes[0].gatewayId)`]);
    assert.deepEqual(ways(...used, table(), route({ gatewayId: "igw-1" })), [
      `${mapped} → route (gatewayId)`,
    ]);
    assert.deepEqual(ways(...used, table(byNat)), []);
    assert.deepEqual(ways(...used, table()), []);
  });

  it("are those of the main table without an association, with the table that the stack adopts or makes the main one", () => {
    assert.deepEqual(ways(...placed, open, table(everywhere)), []);
    assert.deepEqual(ways(...placed, open, adopted(everywhere)), [`${mapped} → main (routes[0].gatewayId)`]);
    assert.deepEqual(ways(...placed, open, adopted(byNat)), []);
    const main: ExampleResource = {
      type: t.mainRouteTableAssociation,
      name: "main",
      props: { vpcId: "vpc-1", routeTableId: "rtb-1" },
    };
    assert.deepEqual(ways(...placed, open, main, table(everywhere)), [
      `${mapped} → table (routes[0].gatewayId)`,
    ]);
  });

  it("may lead in if the table or the VPC is not of this stack", () => {
    assert.deepEqual(ways(...placed, open, association("rtb-9")), [mapped]);
    assert.deepEqual(ways(gateway(), subnet, server, open), [mapped]);
  });

  it("lead in for the default VPC, unless the stack adopts its main table", () => {
    const inDefault = [defaultVpc, subnet, server, open];
    assert.deepEqual(ways(...inDefault), [`${mapped} → vpc (mainRouteTableId)`]);
    assert.deepEqual(ways(...inDefault, adopted(byNat)), []);
  });

  it("are decided by the most specific one for the addresses that the security group admits", () => {
    const partly = [...placed, association(), table(byNat, { cidrBlock: "8.0.0.0/8", gatewayId: "igw-1" })];
    assert.deepEqual(ways(...partly, open), [`${mapped} → table (routes[1].gatewayId)`]);
    assert.deepEqual(ways(...partly, group("52.0.0.0/10")), []);
    const but = [
      ...placed,
      association(),
      table(everywhere, { cidrBlock: "8.0.0.0/8", natGatewayId: "nat-1" }),
    ];
    assert.deepEqual(ways(...but, group("8.8.8.0/24")), []);
    assert.deepEqual(ways(...but, group("8.0.0.0/7")), [`${mapped} → table (routes[0].gatewayId)`]);
  });

  it("do not lead in to private addresses, nor through peers and virtual private gateways", () => {
    for (const target of [
      { cidrBlock: "10.0.0.0/8", gatewayId: "igw-1" },
      { ipv6CidrBlock: "::/0", gatewayId: "igw-1" },
      { cidrBlock: "0.0.0.0/0", vpcPeeringConnectionId: "pcx-1" },
      { cidrBlock: "0.0.0.0/0", gatewayId: "vgw-1" },
      { cidrBlock: "10.0.0.0/16", gatewayId: "local" },
    ]) {
      assert.deepEqual(ways(...placed, open, association(), table(target)), [], JSON.stringify(target));
    }
  });

  it("may lead in through a firewall, a router or a transit gateway if the VPC has an internet gateway", () => {
    const attachment: ExampleResource = {
      type: t.internetGatewayAttachment,
      name: "attachment",
      props: { vpcId: "vpc-1", internetGatewayId: "igw-1" },
    };
    for (const name of ["vpcEndpointId", "networkInterfaceId", "transitGatewayId"]) {
      const routed = [
        vpc,
        subnet,
        server,
        open,
        association(),
        table({ cidrBlock: "0.0.0.0/0", [name]: "x-1" }),
      ];
      const way = [`${mapped} → table (routes[0].${name})`];
      assert.deepEqual(ways(...routed, gateway()), way);
      assert.deepEqual(ways(...routed, gateway({}), attachment), way);
      assert.deepEqual(ways(...routed, gateway({})), []);
    }
  });

  it("may lead in if routes, their destination, their target or their table are unknown", () => {
    const unknownList = { ...table(), props: { id: "rtb-1", routes: unknownValue } };
    assert.deepEqual(ways(...placed, open, association(), unknownList), [`${mapped} → table (routes)`]);
    const unknownTarget = { cidrBlock: "0.0.0.0/0", gatewayId: unknownValue };
    assert.deepEqual(ways(...placed, open, association(), table(unknownTarget)), [
      `${mapped} → table (routes[0].gatewayId)`,
    ]);
    const anywhere = route({ routeTableId: unknownValue, gatewayId: "igw-1" });
    assert.deepEqual(ways(...placed, open, association(), table(), anywhere), [
      `${mapped} → route (gatewayId)`,
    ]);
    const some = route({ destinationCidrBlock: unknownValue, gatewayId: "igw-1" });
    assert.deepEqual(ways(...placed, open, association(), table(), some), [`${mapped} → route (gatewayId)`]);
  });

  it("may lead in by an association that is unknown", () => {
    const unknownSubnet = { ...association(), props: { subnetId: unknownValue, routeTableId: "rtb-1" } };
    assert.deepEqual(ways(...placed, open, unknownSubnet, table(everywhere)), [
      `${mapped} → table (routes[0].gatewayId)`,
    ]);
  });

  it("do not lead in through a new virtual private gateway", () => {
    const vpn: ExampleResource = { type: "aws:ec2/vpnGateway:VpnGateway", name: "vpn", props: {} };
    const out = { ...route({ gatewayId: unknownValue }), from: { gatewayId: ["vpn"] } };
    assert.deepEqual(ways(...placed, open, association(), table(), vpn, out), []);
  });
});

describe("an address of a protected server without a route", () => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::test::${type}::${name}`;

  it("is refused as a layer that is open, if the security group admits the internet", () => {
    assert.deepEqual(messages(...placed, open, association(), table(byNat)), [
      `as soon as an internet gateway leads there, the internet reaches ${urn(t.instance, "server")} through this public ` +
        `address: internet → ${urn(t.subnet, "subnet")} (mapPublicIpOnLaunch) → ` +
        `${urn(t.securityGroup, "group")} (ingress[0].cidrBlocks[0]) → ${urn(t.instance, "server")}`,
    ]);
    assert.deepEqual(messages(...placed, group("10.0.0.0/8"), association(), table(byNat)), []);
  });

  it("is no way to another server that is protected", () => {
    const jump = { ...server, name: "jump", props: { ...server.props, id: "i-2" } };
    const inner = {
      ...server,
      props: { ...server.props, vpcSecurityGroupIds: ["sg-2"], associatePublicIpAddress: false },
    };
    const innerGroup: ExampleResource = {
      type: t.securityGroup,
      name: "inner",
      props: { id: "sg-2", ingress: [{ fromPort: 443, toPort: 443, securityGroups: ["sg-1"] }] },
    };
    const both = [vpc, gateway(), subnet, jump, inner, open, innerGroup, association()];
    assert.deepEqual(messages(...both, table(byNat)), []);
    assert.equal(messages(...both, table(everywhere)).length, 1);
  });
});

describe("an internet-facing load balancer", () => {
  const balancer = (props: object = {}): ExampleResource => ({
    type: t.loadBalancer,
    name: "server",
    props: { id: "lb-1", internal: false, subnets: ["subnet-1"], securityGroups: ["sg-1"], ...props },
  });
  const base = [vpc, gateway(), subnet, association()];

  it("is a way in only in subnets with a route", () => {
    assert.deepEqual(ways(...base, open, balancer(), table(everywhere)), [
      "server (internal) → table (routes[0].gatewayId)",
    ]);
    assert.deepEqual(ways(...base, open, balancer(), table(byNat)), []);
    const mapping = { subnets: undefined, subnetMappings: [{ subnetId: "subnet-1" }] };
    assert.deepEqual(ways(...base, open, balancer(mapping), table(byNat)), []);
  });

  it("has IPv6 addresses only if it is dual-stack", () => {
    const ipv6 = { ...group(), props: { id: "sg-1", ingress: [{ ipv6CidrBlocks: ["::/0"] }] } };
    const routed = table({ ipv6CidrBlock: "::/0", gatewayId: "igw-1" }, everywhere);
    assert.deepEqual(ways(...base, ipv6, balancer(), routed), []);
    assert.deepEqual(ways(...base, ipv6, balancer({ ipAddressType: "dualstack" }), routed), [
      "server (internal) → table (routes[1].gatewayId)",
    ]);
  });
});

describe("an accelerator", () => {
  const endpoints: ExampleResource = {
    type: t.acceleratorEndpoints,
    name: "endpoints",
    props: { listenerArn: "arn:listener", endpointConfigurations: [{ endpointId: "i-1" }] },
  };
  const listener = (port: number): ExampleResource => ({
    type: t.acceleratorListener,
    name: "listener",
    props: { arn: "arn:listener", portRanges: [{ fromPort: port, toPort: port }] },
  });
  const way = ["endpoints (endpointConfigurations[0].endpointId)"];

  it("needs an internet gateway of the target's VPC, but no route to it", () => {
    const isolated = [
      vpc,
      { ...subnet, props: { ...subnet.props, mapPublicIpOnLaunch: false } },
      server,
      open,
    ];
    assert.deepEqual(ways(...isolated, gateway(), endpoints), way);
    assert.deepEqual(ways(...isolated, endpoints), []);
  });

  it("leads to the ports of its listener, or those that replace them", () => {
    const isolated = [
      vpc,
      gateway(),
      { ...subnet, props: { ...subnet.props, mapPublicIpOnLaunch: false } },
      server,
      open,
    ];
    assert.deepEqual(ways(...isolated, endpoints, listener(443)), way);
    assert.deepEqual(ways(...isolated, endpoints, listener(80)), []);
    const replaced = {
      ...endpoints,
      props: { ...endpoints.props, portOverrides: [{ listenerPort: 80, endpointPort: 443 }] },
    };
    assert.deepEqual(ways(...isolated, replaced, listener(80)), way);
  });
});
