import assert from "node:assert/strict";
import { mayMeetProtection, protectedBalancer } from "./protection";
import { firstSettings } from "./settings";

const arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/members-lb-alb-1/1";

describe("a protected load balancer that is replaced", () => {
  it("is named by AWS's refusal", () => {
    const refusal = `OperationNotPermitted: Load balancer '${arn}' cannot be deleted because deletion protection is enabled`;
    assert.equal(protectedBalancer(refusal), arn);
    assert.equal(protectedBalancer("error: update failed"), undefined);
  });

  it("is met only where protection is on and the VPC changes", () => {
    const isProtected = { ...firstSettings, deletionProtection: true };
    const moved = { ...firstSettings, inOtherVpc: true };
    assert.ok(mayMeetProtection([isProtected, moved]));
    assert.ok(!mayMeetProtection([isProtected, { ...isProtected, headerGeneration: 2 }]));
    assert.ok(!mayMeetProtection([firstSettings, moved]));
  });
});
