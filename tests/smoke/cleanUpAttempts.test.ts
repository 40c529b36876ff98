/** The clean-up's decisions, with an engine that answers as it is told; tests/smoke/cleanUp.test.ts has the real one. */
import assert from "node:assert/strict";
import { cleanUp } from "../../smoke/cleanUp";
import type { Pulumi } from "../../smoke/pulumi/pulumi";

const state = {
  deployment: {
    resources: [
      { urn: "urn:pulumi:s::p::pulumi:pulumi:Stack::s", type: "pulumi:pulumi:Stack" },
      {
        urn: "urn:pulumi:s::p::pulumi:providers:aws::d",
        type: "pulumi:providers:aws",
        id: "1",
        custom: true,
      },
      { urn: "urn:pulumi:s::p::aws:ec2/vpc:Vpc::smoke", type: "aws:ec2/vpc:Vpc", id: "vpc-1", custom: true },
    ],
    pending_operations: [
      { type: "creating", resource: { urn: "urn:pulumi:s::p::a:b:C::half", type: "a:b:C" } },
      { type: "deleting", resource: { urn: "urn:pulumi:s::p::a:b:C::going", type: "a:b:C" } },
    ],
  },
};

/** An engine whose destroys succeed or fail in this order. */
function engine(...destroys: boolean[]): Pulumi & { readonly commands: string[] } {
  const commands: string[] = [];
  return {
    commands,
    prepare: () => Promise.resolve(),
    run: (_program, ...args) => {
      commands.push(args.filter((word) => !word.startsWith("--")).join(" "));
      const ok = args[0] === "destroy" ? (destroys.shift() ?? assert.fail("one destroy too many")) : true;
      return Promise.resolve({ ok, output: "", stdout: args[1] === "export" ? JSON.stringify(state) : "" });
    },
    shown: (program, ...args) => `pulumi -C ${program} ${args.join(" ")}`,
    interrupt: () => undefined,
    leftovers: () => [],
  };
}

const half = "a:b:C half (its creation was interrupted: look for it)";

describe("the clean-up after experiments", () => {
  it("destroys and removes the stack", async () => {
    const pulumi = engine(true);
    assert.deepEqual(await cleanUp(pulumi, "p", false, []), { left: [], next: undefined });
    assert.deepEqual(pulumi.commands, ["destroy", "stack rm"]);
  });

  it("tries again after each pause", async () => {
    const pulumi = engine(false, false, true);
    assert.deepEqual(await cleanUp(pulumi, "p", false, [0, 0]), { left: [], next: undefined });
    assert.deepEqual(pulumi.commands, ["destroy", "destroy", "destroy", "stack rm"]);
  });

  it("keeps the stack and says what is left, when no attempt succeeds", async () => {
    const pulumi = engine(false, false);
    const left = ["aws:ec2/vpc:Vpc vpc-1"];
    assert.deepEqual(await cleanUp(pulumi, "p", false, [0]), { left, next: "pulumi -C p destroy" });
    assert.deepEqual(pulumi.commands, ["destroy", "destroy", "stack export"]);
  });

  it("takes the lock of an engine that ended early, and names what it may have left half-made", async () => {
    const pulumi = engine(true);
    assert.deepEqual(await cleanUp(pulumi, "p", true, []), { left: [half], next: undefined });
    assert.deepEqual(pulumi.commands, ["cancel", "stack export", "destroy", "stack rm"]);
  });

  it("says so when the engine itself cannot be started any more", async () => {
    const pulumi = { ...engine(), run: () => Promise.reject(new Error("no pulumi")) };
    assert.deepEqual(await cleanUp(pulumi, "p", false, []), {
      left: ["no pulumi: what p has created may still be there"],
      next: "pulumi -C p destroy",
    });
  });
});
