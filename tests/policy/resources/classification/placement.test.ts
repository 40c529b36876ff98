import assert from "node:assert/strict";
import { placementIn } from "../../../../policy/resources/classification/placement";
import { unknown } from "../../support/analyzer";

describe("placementIn", () => {
  it("takes the groups and subnets of an unknown configuration as unknown, but not those of an unknown VPC", () => {
    const field = { state: "unknown", path: "vpcConfig", reason: "preview" } as const;
    assert.deepEqual(placementIn({ vpcConfig: unknown.object }), {
      securityGroups: [field],
      subnets: [field],
    });
    assert.deepEqual(placementIn({ vpcId: unknown.string, vpcSecurityGroupIds: ["sg-1"] }), {
      securityGroups: [{ state: "known", path: "vpcSecurityGroupIds[0]", value: "sg-1" }],
      subnets: [],
    });
  });
});
