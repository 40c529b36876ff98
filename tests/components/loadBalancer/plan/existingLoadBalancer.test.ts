import assert from "node:assert/strict";
import { existingLoadBalancerProblems } from "../../../../components/loadBalancer/plan/existingLoadBalancer";

describe("an existing load balancer", () => {
  const attributes = {
    internal: true,
    loadBalancerType: "application",
    vpcId: "vpc-1",
    securityGroups: ["sg-1"],
  };
  const wanted = { vpcId: "vpc-1", securityGroupId: "sg-1" };
  const told = (changes: Partial<typeof attributes>) =>
    existingLoadBalancerProblems("arn:alb", { ...attributes, ...changes }, wanted).join("\n");

  it("is refused if it is open to the internet, or CloudFront cannot reach it", () => {
    assert.equal(told({}), "");
    assert.match(told({ internal: false }), /allowed: an internal load balancer/);
    assert.match(told({ loadBalancerType: "network" }), /a network one reads no header/);
    assert.match(told({ vpcId: "vpc-2" }), /this one is in vpc-2/);
    assert.match(told({ securityGroups: ["sg-2"] }), /loadBalancerSecurityGroupId is "sg-1"; .*sg-2/);
  });
});
