/** What becomes of the resources of an experiment whose check, deployment or clean-up fails. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stackStateFile } from "../../local/engine";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { identityOf } from "./support/queryApi";
import { ACCOUNT, PlayedAws } from "./support/smokeRun";

const NAME = "insights-sum-text";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("an experiment on the user's own pulumi, with the local cloud for AWS", function () {
  this.timeout(300_000);
  let aws: PlayedAws;
  before(async () => {
    aws = await PlayedAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
  });
  after(() => aws.stop());

  const nothingIsLeft = (): void => {
    assert.deepEqual(aws.types(), []);
    const file = join(programFolder("insight-rules"), `Pulumi.smoke-${ACCOUNT}.yaml`);
    assert.equal(existsSync(file), false, "the stack's file");
    const state = stackStateFile(aws.folder, "smoke-insight-rules", `smoke-${ACCOUNT}`);
    assert.equal(existsSync(state), false, "the stack's state");
  };

  it("is destroyed after a check that failed, which says why it cannot tell", async () => {
    const { code, stdout, stderr } = await aws.start(NAME).run;
    assert.equal(
      stdout,
      `${NAME}: cannot tell: the check failed: Logs_20140328.CreateLogStream is denied\n`,
      stderr,
    );
    assert.equal(code, 4);
    assert.match(stderr, /insight-rules: destroyed/);
    assert.deepEqual(aws.api.calls, ["sts:GetCallerIdentity", "logs:Logs_20140328.CreateLogStream"]);
    nothingIsLeft();
  });

  it("is destroyed after a deployment that failed half-way", async () => {
    aws.fault({ type: "aws:cloudwatch/contributorInsightRule:*", operation: "create", count: 2 });
    const { code, stdout, stderr } = await aws.start(NAME).run;
    assert.match(
      stdout,
      /^insights-sum-text: cannot tell: the program did not come up: error: .*InternalFailure.*\n$/,
    );
    assert.equal(code, 1);
    assert.match(stderr, /insight-rules: destroyed/);
    nothingIsLeft();
  });

  it("is destroyed by the next run after one whose engine could not destroy it", async () => {
    aws.fault({ type: LOG_GROUP, operation: "delete", count: 1 });
    const stopped = aws.start(NAME);
    stopped.child.stderr?.on("data", (chunk: Buffer) => {
      // Ended in the pause before the second attempt, as by a power cut.
      if (/error: update failed/.test(chunk.toString())) {
        stopped.child.kill("SIGKILL");
      }
    });
    await stopped.run;
    assert.deepEqual(aws.types(), [LOG_GROUP]);
    const { code } = await aws.start(NAME).run;
    assert.equal(code, 4);
    nothingIsLeft();
  });
});
