import assert from "node:assert/strict";
import { errorLine } from "../../smoke/errorLine";
import { exitCodeOf } from "../../smoke/exitCodeOf";
import type { Verdict } from "../../smoke/experiment";
import { experiments } from "../../smoke/experiments";
import type { ProgramResult } from "../../smoke/runExperiments";
import { leftLines, verdictLine } from "../../smoke/text";

const [experiment = assert.fail()] = experiments;
const program = (outcomes: Verdict["outcome"][], more: Partial<ProgramResult> = {}): ProgramResult => ({
  program: "vpc-origin",
  results: outcomes.map((outcome) => ({ experiment, verdict: { outcome, seen: "seen" }, deployed: true })),
  left: [],
  next: undefined,
  ...more,
});
const onAws = { local: false, stopped: false };

describe("the end of a run of experiments", () => {
  it("has exit code 0 when all pass, 4 when one cannot tell, 3 when one fails", () => {
    assert.equal(exitCodeOf([program(["pass"]), program(["pass"])], onAws), 0);
    assert.equal(exitCodeOf([program(["pass", "cannot tell"])], onAws), 4);
    assert.equal(exitCodeOf([program(["cannot tell", "fail"])], onAws), 3);
  });

  it("has exit code 1 when resources are left, a deployment failed or the run was interrupted", () => {
    assert.equal(exitCodeOf([program(["pass"], { left: ["one"] })], onAws), 1);
    assert.equal(exitCodeOf([program(["pass"], { next: "pulumi destroy" })], onAws), 1);
    const undeployed = program(["cannot tell"]).results.map((result) => ({ ...result, deployed: false }));
    assert.equal(exitCodeOf([program([], { results: undeployed })], onAws), 1);
    assert.equal(exitCodeOf([program(["pass"])], { local: false, stopped: true }), 1);
  });

  it("has exit code 0 on the local cloud, where none can tell, once all were deployed and destroyed", () => {
    assert.equal(exitCodeOf([program(["cannot tell"])], { local: true, stopped: false }), 0);
    assert.equal(
      exitCodeOf([program(["cannot tell"], { left: ["one"] })], { local: true, stopped: false }),
      1,
    );
  });

  it("has one line for each experiment, with control characters escaped", () => {
    const verdict = { outcome: "fail", seen: "one\u001b[2J" } as const;
    assert.equal(
      verdictLine({ experiment, verdict, deployed: true }),
      "headers-stay-apart: fail: one\\u001b[2J",
    );
  });

  it("lists what is left, and the command that destroys it", () => {
    const left = ["aws:ec2/vpc:Vpc vpc-1"];
    assert.deepEqual(leftLines(program([])), []);
    assert.deepEqual(leftLines(program([], { left, next: "pulumi destroy" })), [
      "left by vpc-origin:",
      "  aws:ec2/vpc:Vpc vpc-1",
      "Destroy again: pulumi destroy",
    ]);
    assert.deepEqual(leftLines(program([], { left })), [
      "left by vpc-origin:",
      "  aws:ec2/vpc:Vpc vpc-1",
      "Delete these manually.",
    ]);
    assert.deepEqual(leftLines(program([], { next: "pulumi destroy" })), [
      "left by vpc-origin: unknown, the stack could not be read",
      "Destroy again: pulumi destroy",
    ]);
  });

  it("finds the error of a resource, the engine's summary, or the last line", () => {
    assert.equal(errorLine("a\n    error: refused\nDuration: 1s\n"), "error: refused");
    assert.equal(errorLine("error: update failed\n  error: refused\n"), "error: refused");
    assert.equal(errorLine("a\nerror: update failed\n"), "error: update failed");
    assert.equal(errorLine("a\nb\n\n"), "b");
    assert.equal(errorLine(""), "");
  });
});
