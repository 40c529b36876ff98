import assert from "node:assert/strict";
import fc from "fast-check";
import {
  existingSubnetProblems,
  type SubnetAttributes,
  zoneAt,
} from "../../../../components/network/plan/zones";

describe("zones", () => {
  it("are the same whatever order AWS lists them in", () => {
    const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    fc.assert(
      fc.property(fc.shuffledSubarray(zones, { minLength: 3 }), (listed) =>
        zones.every((zone, index) => zoneAt(listed, index) === zone),
      ),
    );
  });

  it("are too few for the setting, which the message names", () => {
    assert.throws(() => zoneAt(["eu-west-1a"], 1), /zones is 2 or more; allowed: up to 1/);
  });
});

describe("existing subnets", () => {
  const subnet = (id: string, zone: string, vpcId = "vpc-1") => ({
    id,
    vpcId,
    availabilityZone: `name of ${zone}`,
    availabilityZoneId: zone,
  });

  it("are refused in a zone without VPC origins, in another VPC, and all in one zone", () => {
    const told = (...subnets: SubnetAttributes[]) => existingSubnetProblems("vpc-1", subnets).join("\n");
    assert.equal(told(subnet("a", "use1-az1"), subnet("b", "use1-az2")), "");
    assert.match(
      told(subnet("a", "use1-az1"), subnet("b", "use1-az3")),
      /"b"; .*name of use1-az3 \(use1-az3\)/,
    );
    assert.match(told(subnet("a", "use1-az1"), subnet("b", "use1-az2", "vpc-2")), /"b"; .*in vpc-2/);
    assert.match(told(subnet("a", "use1-az1"), subnet("b", "use1-az1")), /two zones or more/);
  });
});
