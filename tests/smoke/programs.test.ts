/** Every experiment on the local cloud, by the command that people type; and one that is interrupted. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stackStateFile } from "../../local/engine";
import { experiments } from "../../smoke/experiments";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { identityOf } from "./support/queryApi";
import { ACCOUNT, PlayedAws, startSmoke } from "./support/smokeRun";

const came = "its program came up; the answer counts on AWS only";
const played = (seen: string): string => `played here as pass: ${seen}; the answer counts on AWS only`;

/** What each experiment is told as. */
const told: Readonly<Record<string, string>> = {
  "headers-stay-apart": played("one answered one (50), two answered two (50)"),
  "origin-tls-name": came,
  "prefix-list-admits": played("200 from a load balancer that admits the prefix list alone"),
  "vpc-origin-leftovers": came,
  "balancer-log-policy": came,
  "kms-signatures": played("no signature 403, URL 200, cookies 200, changed URL 403, changed cookies 403"),
  "sign-in-form": came,
  "boot-script": came,
  "log-delivery-policies": played("a refresh finds everything as it was deployed"),
  "insights-sum-text": came,
};

describe("npm run smoke", function () {
  this.timeout(900_000);

  it("brings each program up on the local cloud and takes it away, and calls no answer AWS's", async () => {
    const { code, stdout, stderr } = await startSmoke(
      // What would lead to a real account leads nowhere here: the local run sets it aside.
      { ...process.env, AWS_PROFILE: "real", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      "--all",
      "--local",
    ).run;
    const lines = experiments.map(({ name }) => `${name}: cannot tell: ${told[name]}\n`);
    assert.equal(stdout, lines.join(""), stderr);
    assert.equal(code, 0, stderr);
    const destroyed = new Set(experiments.map(({ program }) => `${program}: destroyed`));
    assert.deepEqual(
      stderr.split("\n").filter((line) => line.endsWith(": destroyed")),
      [...destroyed],
    );
  });

  it("deploys the VPC origin without a hosted zone as well, and does not ask what needs one", async () => {
    const aws = await PlayedAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
    try {
      const { code, stdout, stderr } = await aws.start("origin-tls-name").run;
      assert.equal(
        stdout,
        "origin-tls-name: cannot tell: not asked: it needs --zone with a hosted zone of the account\n",
        stderr,
      );
      assert.equal(code, 4);
      assert.deepEqual(aws.types(), []);
    } finally {
      await aws.stop();
    }
  });

  it("destroys what was created when it is interrupted", async () => {
    const aws = await PlayedAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
    try {
      const { child, run } = aws.start("sign-in-form");
      while (aws.types().length === 0) {
        assert.equal(child.exitCode, null);
        await sleep(50);
      }
      child.kill("SIGINT");
      const { code, stdout, stderr } = await run;
      assert.equal(stdout, "sign-in-form: cannot tell: interrupted\n", stderr);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^Interrupted: what was created is destroyed now; Ctrl-C again interrupts that as well\.$/m,
      );
      assert.match(stderr, /^sign-in-form: destroyed$/m);
      assert.deepEqual(aws.types(), []);
      const state = stackStateFile(aws.folder, "smoke-sign-in-form", `smoke-${ACCOUNT}`);
      assert.equal(existsSync(state), false, "the stack's state");
      const file = join(programFolder("sign-in-form"), `Pulumi.smoke-${ACCOUNT}.yaml`);
      assert.equal(existsSync(file), false, "the stack's file");
    } finally {
      await aws.stop();
    }
  });
});
