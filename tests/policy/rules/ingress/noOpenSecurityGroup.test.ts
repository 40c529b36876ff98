import assert from "node:assert/strict";
import { makePolicies } from "../../../../policy/pack";
import { analyze, type TestResource, unknown } from "../../support/analyzer";
import { securityGroup } from "../../support/fixtures";

const name = "no-open-security-group";
const policies = makePolicies({ protect: "all", adminCidrs: ["203.0.113.0/24"] }).filter(
  (policy) => policy.name === name,
);

const rule = (props: object): TestResource => ({
  type: "aws:ec2/securityGroupRule:SecurityGroupRule",
  props: {
    type: "ingress",
    securityGroupId: unknown.string,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...props,
  },
});
const ingressRule = (props: object): TestResource => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  props: { securityGroupId: unknown.string, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...props },
});
const inline = (rules: object): TestResource => securityGroup({ ingress: rules });

describe(name, () => {
  const accepted: [string, TestResource][] = [
    ["private ranges and other groups inline", securityGroup()],
    ["a group without rules", inline([])],
    [
      "administrators' networks, and part of one",
      inline([{ cidrBlocks: ["203.0.113.0/24", "203.0.113.128/25"] }]),
    ],
    ["a rule from a new group", rule({ sourceSecurityGroupId: unknown.string })],
    ["a rule to the internet", rule({ type: "egress", cidrBlocks: ["0.0.0.0/0"] })],
    ["an ingress rule from a private range", ingressRule({ cidrIpv4: "10.0.0.0/8" })],
    ["an ingress rule from CloudFront's prefix list", ingressRule({ prefixListId: "pl-4fa04526" })],
    ["an ingress rule from a new group", ingressRule({ referencedSecurityGroupId: unknown.string })],
    [
      "an egress rule to the internet",
      { type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", props: { cidrIpv4: "0.0.0.0/0" } },
    ],
  ];
  for (const [what, resource] of accepted) {
    it(`accepts ${what}`, async () => assert.deepEqual(await analyze(policies, resource), []));
  }

  const rejected: [what: string, resource: TestResource, says: string][] = [
    [
      "the internet inline",
      inline([{ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }]),
      "ingress[0].cidrBlocks[1]: 0.0.0.0/0 opens the security group to the internet.",
    ],
    [
      "the internet behind a rule of the group for itself",
      inline([{ self: true }, { cidrBlocks: ["0.0.0.0/0"] }]),
      "ingress[1].cidrBlocks[0]: 0.0.0.0/0",
    ],
    [
      "the internet beside a prefix list",
      inline([{ prefixListIds: ["pl-1"], ipv6CidrBlocks: ["::/0"] }]),
      "ingress[0].ipv6CidrBlocks[0]: ::/0",
    ],
    [
      "half of the internet",
      inline([{ cidrBlocks: ["128.0.0.0/1"] }]),
      "128.0.0.0/1 opens the security group to the internet.",
    ],
    [
      "the internet as IPv4-mapped addresses",
      inline([{ ipv6CidrBlocks: ["::ffff:0:0/96"] }]),
      "::ffff:0:0/96 opens the security group to the internet.",
    ],
    [
      "a network of the internet that is not an administrators' network",
      inline([{ cidrBlocks: ["198.51.100.0/24"] }]),
      "198.51.100.0/24 opens the security group to part of the internet.",
    ],
    [
      "a network larger than the administrators'",
      inline([{ cidrBlocks: ["203.0.112.0/23"] }]),
      "part of the internet.",
    ],
    [
      "an invalid CIDR",
      inline([{ cidrBlocks: ["anywhere"] }]),
      "ingress[0].cidrBlocks[0]: not a valid CIDR.",
    ],
    [
      "an unknown range inline",
      inline([{ cidrBlocks: [unknown.string] }]),
      "ingress[0].cidrBlocks[0]: the security group may be open, since this is not known in preview.",
    ],
    [
      "unknown rules",
      inline(unknown.array as unknown as object),
      "ingress: the security group may be open, since this is not known in preview.",
    ],
    ["the internet in a rule of its own", rule({ cidrBlocks: ["0.0.0.0/0"] }), "cidrBlocks[0]: 0.0.0.0/0"],
    [
      "the internet in a rule of an unknown direction",
      rule({ type: unknown.string, ipv6CidrBlocks: ["::/0"] }),
      "ipv6CidrBlocks[0]: ::/0",
    ],
    ["the internet in an ingress rule", ingressRule({ cidrIpv4: "0.0.0.0/0" }), "cidrIpv4: 0.0.0.0/0"],
    ["the internet of IPv6 in an ingress rule", ingressRule({ cidrIpv6: "::/0" }), "cidrIpv6: ::/0"],
    [
      "an ingress rule from an unknown range",
      ingressRule({ cidrIpv4: unknown.string }),
      "cidrIpv4: the security group may be open",
    ],
    [
      "the internet in a VPC's default group",
      {
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        props: { ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] },
      },
      "ingress[0].cidrBlocks[0]: 0.0.0.0/0",
    ],
  ];
  for (const [what, resource, says] of rejected) {
    it(`rejects ${what}`, async () => {
      const [violation, ...more] = await analyze(policies, resource);
      assert.ok(violation);
      assert.deepEqual(more, []);
      assert.equal(violation.level, "mandatory");
      assert.ok(violation.message.includes(says), violation.message);
      assert.match(violation.message, /^Fix: \S/m);
    });
  }

  it("keeps other findings besides unknown ranges", async () => {
    const resource = inline([{ cidrBlocks: [unknown.string, "0.0.0.0/0"] }, unknown.object]);
    const messages = (await analyze(policies, resource)).map(({ message }) => message);
    assert.equal(messages.length, 3);
    assert.ok(messages.some((message) => message.includes("ingress[0].cidrBlocks[1]: 0.0.0.0/0")));
  });
});
