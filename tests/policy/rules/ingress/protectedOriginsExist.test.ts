import assert from "node:assert/strict";
import { resolveOptions } from "../../../../policy/options/options";
import { protectedOriginsExist } from "../../../../policy/rules/ingress/protectedOriginsExist";
import { buildModel } from "../../../../policy/stack/stack";
import { urnOf } from "../../support/analyzer";
import { instance, loadBalancer, securityGroup } from "../../support/fixtures";

const found = (resources: readonly { type: string; props: object }[], options = {}) => {
  const raw = resources.map((each) => ({ ...each, urn: urnOf(each) }));
  return protectedOriginsExist.check(buildModel(raw), resolveOptions([options]));
};

describe("protected-origins-exist", () => {
  it("advises where a stack has servers and protects none", () => {
    for (const server of [loadBalancer({ internal: false }), instance()]) {
      assert.deepEqual(
        found([server]).map(({ why, fix, level }) => ({ why, fix, level })),
        [
          {
            why: "no distribution of this stack reaches its servers, so nothing is protected and their exposure is not judged",
            fix: "If a distribution of another stack reaches them, set protect to all or name them in protectedOrigins",
            level: "advisory",
          },
        ],
      );
    }
  });

  it("is silent without servers, and where an option protects them", () => {
    assert.deepEqual(found([securityGroup()]), []);
    assert.deepEqual(found([instance()], { protect: "all" }), []);
    assert.deepEqual(found([instance()], { protectedOrigins: ["urn:*::it"] }), []);
  });

  it("rejects a pattern that matches nothing", () => {
    const [finding] = found([instance()], { protect: "all", protectedOrigins: ["urn:*::other"] });
    assert.equal(finding?.path, "protectedOrigins[0]");
    assert.equal(
      finding.why,
      "urn:*::other matches no load balancer, server, service, function, API or bucket of this stack",
    );
    assert.equal(finding.level, undefined);
  });
});
