/** The clean-up's decisions, with a simulated engine; tests/smoke/cleanUp.test.ts has the real one. */
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

/** Simulates an engine whose destroys succeed or fail in this order. */
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
    commandLine: (program, ...args) => `pulumi -C ${program} ${args.join(" ")}`,
    interrupt: () => undefined,
    leftovers: () => [],
  };
}

const half = "a:b:C half (its creation was interrupted; check whether it exists)";

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

  it("keeps the stack and lists what is left when no attempt succeeds", async () => {
    const pulumi = engine(false, false);
    const left = ["aws:ec2/vpc:Vpc vpc-1"];
    assert.deepEqual(await cleanUp(pulumi, "p", false, [0]), { left, next: "pulumi -C p destroy" });
    assert.deepEqual(pulumi.commands, ["destroy", "destroy", "stack export"]);
  });

  it("removes the lock of an interrupted engine, and lists interrupted creations", async () => {
    const pulumi = engine(true);
    assert.deepEqual(await cleanUp(pulumi, "p", true, []), { left: [half], next: undefined });
    assert.deepEqual(pulumi.commands, ["cancel", "stack export", "destroy", "stack rm"]);
  });

  it("reports possible leftovers when the engine cannot be started", async () => {
    const pulumi = { ...engine(), run: () => Promise.reject(new Error("no pulumi")) };
    assert.deepEqual(await cleanUp(pulumi, "p", false, []), {
      left: ["no pulumi: resources of p may still exist"],
      next: "pulumi -C p destroy",
    });
  });
});
