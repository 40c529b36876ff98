import assert from "node:assert/strict";
import type { AccountFile } from "../../../local/cloud";
import { checkStack } from "../../../local/run/checkStack";

const outputs = { distributionId: "E1", keyGroupId: "kg-1", albArn: "arn:alb" };

/** A account in which everything is as the outputs say. */
function goodAccount() {
  const record = (type: string, id: string, properties: object) => ({
    type,
    id,
    region: "eu-west-1",
    inputs: {},
    outputs: properties,
    createdAt: "",
    updatedAt: "",
  });
  const behavior = {
    pathPattern: "/premium/*",
    trustedKeyGroups: ["kg-1"],
    viewerProtocolPolicy: "https-only",
  };
  const refusal = { type: "fixed-response", fixedResponse: { statusCode: "403" } };
  return {
    behavior,
    refusal,
    distribution: { status: "Deployed", orderedCacheBehaviors: [behavior, { pathPattern: "/open/*" }] },
    balancer: { arn: "arn:alb", internal: true },
    file() {
      return {
        version: 1,
        accountId: "111122223333",
        zones: [],
        resources: [
          record("aws:cloudfront/distribution:Distribution", "E1", this.distribution),
          record("aws:lb/loadBalancer:LoadBalancer", "arn:alb", this.balancer),
          record("aws:lb/listener:Listener", "arn:listener", {
            loadBalancerArn: "arn:alb",
            defaultActions: [this.refusal],
          }),
        ],
      } as unknown as AccountFile;
    },
  };
}

describe("the check of a stack that is up", () => {
  it("finds nothing wrong with a stack that is what it says", () => {
    assert.deepEqual(checkStack(outputs, goodAccount().file()), []);
  });

  const breaks: [string, (account: ReturnType<typeof goodAccount>) => void, RegExp][] = [
    [
      "a distribution that is not deployed",
      (account) => (account.distribution.status = "InProgress"),
      /not deployed/,
    ],
    [
      "no signed behavior",
      (account) => (account.distribution.orderedCacheBehaviors = []),
      /no signed behavior/,
    ],
    [
      "another key group",
      (account) => (account.behavior.trustedKeyGroups = ["kg-2"]),
      /\/premium\/\* does not trust/,
    ],
    ["an empty list of key groups", (account) => (account.behavior.trustedKeyGroups = []), /does not trust/],
    [
      "plain HTTP on a signed path",
      (account) => (account.behavior.viewerProtocolPolicy = "allow-all"),
      /not https-only/,
    ],
    ["an internet-facing load balancer", (account) => (account.balancer.internal = false), /not internal/],
    ["a listener that forwards by default", (account) => (account.refusal.type = "forward"), /fixed 403/],
    ["another status than 403", (account) => (account.refusal.fixedResponse.statusCode = "200"), /fixed 403/],
    [
      "a load balancer that is gone",
      (account) => (account.balancer.arn = "arn:other"),
      /load balancer of the outputs/,
    ],
  ];
  for (const [what, change, finding] of breaks) {
    it(`finds ${what}`, () => {
      const account = goodAccount();
      change(account);
      assert.match(checkStack(outputs, account.file()).join("; "), finding);
    });
  }

  it("finds that nothing was created, or not this distribution", () => {
    assert.match(checkStack(outputs, undefined).join(), /nothing was created/);
    assert.match(
      checkStack({ ...outputs, distributionId: "E2" }, goodAccount().file()).join(),
      /distribution of the outputs/,
    );
  });
});
