import assert from "node:assert/strict";
import { makePolicies } from "../../../../policy/pack";
import { analyze, type TestResource, unknown } from "../../support/analyzer";
import { instance, launchTemplate } from "../../support/fixtures";

const rule = "no-public-address";
const policies = makePolicies({ protect: "all" }).filter(({ name }) => name === rule);

const eip = (props: object): TestResource => ({ type: "aws:ec2/eip:Eip", props });
const association = (props: object): TestResource => ({
  type: "aws:ec2/eipAssociation:EipAssociation",
  props,
});

describe(rule, () => {
  const accepted: [string, TestResource][] = [
    ["a private instance", instance()],
    ["an instance that leaves it to its subnet", instance({ associatePublicIpAddress: undefined })],
    [
      "an instance of a launch template",
      instance({
        subnetId: undefined,
        associatePublicIpAddress: undefined,
        launchTemplate: { id: unknown.string },
      }),
    ],
    ["a private launch template", launchTemplate()],
    ["a launch template without interfaces", launchTemplate({ networkInterfaces: undefined })],
    ["a NAT gateway's Elastic IP", eip({ domain: "vpc" })],
    [
      "a private launch configuration",
      { type: "aws:ec2/launchConfiguration:LaunchConfiguration", props: { imageId: "ami-1" } },
    ],
    [
      "an internet gateway",
      { type: "aws:ec2/internetGateway:InternetGateway", props: { vpcId: unknown.string } },
    ],
    ["a NAT gateway", { type: "aws:ec2/natGateway:NatGateway", props: { allocationId: unknown.string } }],
    [
      "a subnet that assigns no addresses",
      { type: "aws:ec2/subnet:Subnet", props: { cidrBlock: "10.0.0.0/24" } },
    ],
  ];
  for (const [what, resource] of accepted) {
    it(`accepts ${what}`, async () => assert.deepEqual(await analyze(policies, resource), []));
  }

  const rejected: [what: string, resource: TestResource, path: string][] = [
    [
      "an instance that asks for an address",
      instance({ associatePublicIpAddress: true }),
      "associatePublicIpAddress",
    ],
    [
      "an instance with an unknown setting",
      instance({ associatePublicIpAddress: unknown.boolean }),
      "associatePublicIpAddress",
    ],
    [
      "an instance in a default subnet",
      instance({ subnetId: undefined, associatePublicIpAddress: undefined }),
      "subnetId",
    ],
    [
      "a spot instance that asks for an address",
      { type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest", props: { associatePublicIpAddress: true } },
      "associatePublicIpAddress",
    ],
    [
      "a launch template that asks for an address, as a string",
      launchTemplate({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
      "networkInterfaces[1].associatePublicIpAddress",
    ],
    [
      "a launch template that asks for an address, as a boolean",
      launchTemplate({ networkInterfaces: [{ associatePublicIpAddress: true }] }),
      "networkInterfaces[0].associatePublicIpAddress",
    ],
    [
      "a launch template with unknown interfaces",
      launchTemplate({ networkInterfaces: unknown.array }),
      "networkInterfaces",
    ],
    [
      "a launch configuration that asks for an address",
      { type: "aws:ec2/launchConfiguration:LaunchConfiguration", props: { associatePublicIpAddress: true } },
      "associatePublicIpAddress",
    ],
    ["an Elastic IP on an instance", eip({ instance: "i-1" }), "instance"],
    ["an Elastic IP on a new instance", eip({ instance: unknown.string }), "instance"],
    ["an Elastic IP on a network interface", eip({ networkInterface: unknown.string }), "networkInterface"],
    [
      "the attachment of an Elastic IP to an instance",
      association({ allocationId: unknown.string, instanceId: unknown.string }),
      "instanceId",
    ],
    [
      "the attachment of an Elastic IP to a network interface",
      association({ networkInterfaceId: "eni-1" }),
      "networkInterfaceId",
    ],
  ];
  for (const [what, resource, path] of rejected) {
    it(`rejects ${what}`, async () => {
      const [violation, ...more] = await analyze(policies, resource);
      assert.ok(violation);
      assert.deepEqual(more, []);
      assert.equal(violation.level, "mandatory");
      assert.ok(violation.message.includes(`\n${path}: `), violation.message);
      assert.match(violation.message, /^Fix: \S/m);
    });
  }
});
