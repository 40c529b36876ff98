import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type ChangeName, changes, interrupts } from "./changes";
import { configurationOf, firstSettings, isSigned, type Settings } from "./settings";

const apply = (settings: Settings, name: ChangeName, pick: number): Settings => ({
  ...settings,
  ...changes[name](settings, pick),
});

describe("changes of settings", () => {
  const names = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(changes) as ChangeName[])), fc.nat(999)));

  it("keep what the component demands: one active key, no header in use dropped, logs for alarms", () => {
    fc.assert(
      fc.property(names, (steps) => {
        const end = steps.reduce((settings, [name, pick]) => apply(settings, name, pick), firstSettings);
        assert.equal(end.signingKeys.filter(({ state }) => state === "active").length, 1);
        assert.ok(end.signingKeys.length <= 5);
        assert.equal(new Set(end.signingKeys.map(({ id }) => id)).size, end.signingKeys.length);
        assert.ok(end.headerGeneration >= 1);
        assert.ok(!end.droppedHeaderGenerations?.includes(end.headerGeneration));
        assert.ok(end.alarms === undefined || end.logs !== undefined);
      }),
    );
  });

  it("interrupt the site as documented: another port unless both ways are admitted, and another VPC", () => {
    const moved = { ...firstSettings, listenerPort: 8443 };
    const both = { ...firstSettings, admission: "both" } as const;
    assert.ok(interrupts(firstSettings, moved));
    assert.ok(!interrupts(both, { ...both, listenerPort: 8443 }));
    assert.ok(interrupts(firstSettings, { ...firstSettings, inOtherVpc: true }));
    assert.ok(!interrupts(firstSettings, { ...firstSettings, headerGeneration: 2 }));
  });

  it("become the stack's configuration, with the other stack's VPC in place of a NAT gateway", () => {
    const other = { vpcId: "vpc-1", subnetIds: ["subnet-1"] };
    const own = configurationOf(firstSettings, other);
    assert.deepEqual([own["vpc"], own["natGateways"], own["inOtherVpc"]], [undefined, "single", undefined]);
    const moved = configurationOf({ ...firstSettings, inOtherVpc: true }, other);
    assert.deepEqual([moved["vpc"], moved["natGateways"], "inOtherVpc" in moved], [other, undefined, false]);
  });

  it("decide what is signed: a secure path, but for its public exception", () => {
    const excepted = { ...firstSettings, publicPaths: ["/premium/trailers/*"] };
    assert.ok(isSigned(excepted, "/premium/page"));
    assert.ok(!isSigned(excepted, "/premium/trailers/page"));
    assert.ok(!isSigned(excepted, "/page"));
  });
});
