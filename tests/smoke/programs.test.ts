/** Every experiment on the local cloud, through the command, and an interrupted one. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stackStateFile } from "../../local/engine";
import { experiments } from "../../smoke/experiments";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { identityOf } from "./support/queryApi";
import { ACCOUNT, LocalAws, startSmoke } from "./support/smokeRun";

const deployed = "deployed on the local cloud; only an answer from AWS counts";
const passed = (seen: string): string => `pass on the local cloud: ${seen}; only an answer from AWS counts`;

/** The printed result of each experiment. */
const results: Readonly<Record<string, string>> = {
  "headers-stay-apart": passed("one answered one (50), two answered two (50)"),
  "origin-tls-name": deployed,
  "prefix-list-admits": passed("200 from a load balancer that admits only the prefix list"),
  "vpc-origin-leftovers": deployed,
  "balancer-log-policy": deployed,
  "kms-signatures": passed("no signature 403, URL 200, cookies 200, changed URL 403, changed cookies 403"),
  "sign-in-form": deployed,
  "boot-script": deployed,
  "log-delivery-policies": passed("a refresh finds no changes"),
  "insights-sum-text": deployed,
};

describe("npm run smoke", function () {
  this.timeout(900_000);

  it("deploys and destroys each program on the local cloud, and counts no result as an answer", async () => {
    const { code, stdout, stderr } = await startSmoke(
      // Settings of a real account, which the local run has to ignore.
      { ...process.env, AWS_PROFILE: "real", AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
      "--all",
      "--local",
    ).run;
    const lines = experiments.map(({ name }) => `${name}: cannot tell: ${results[name]}\n`);
    assert.equal(stdout, lines.join(""), stderr);
    assert.equal(code, 0, stderr);
    const destroyed = new Set(experiments.map(({ program }) => `${program}: destroyed`));
    assert.deepEqual(
      stderr.split("\n").filter((line) => line.endsWith(": destroyed")),
      [...destroyed],
    );
  });

  it("deploys the VPC origin without a hosted zone too, and skips what needs one", async () => {
    const aws = await LocalAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
    try {
      const { code, stdout, stderr } = await aws.start("origin-tls-name").run;
      assert.equal(
        stdout,
        "origin-tls-name: cannot tell: not run: it needs --zone with a hosted zone in the account\n",
        stderr,
      );
      assert.equal(code, 4);
      assert.deepEqual(aws.types(), []);
    } finally {
      await aws.stop();
    }
  });

  it("destroys the created resources when it is interrupted", async () => {
    const aws = await LocalAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
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
        /^Interrupted: the created resources are being destroyed\. Press Ctrl-C again to interrupt that too\.$/m,
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
