/** The clean-up of an experiment whose check, deployment or destroy fails. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stackStateFile } from "../../local/engine";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { identityOf } from "./support/queryApi";
import { ACCOUNT, LocalAws } from "./support/smokeRun";

const NAME = "insights-sum-text";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("an experiment on the user's own pulumi, with the local cloud for AWS", function () {
  this.timeout(300_000);
  let aws: LocalAws;
  before(async () => {
    aws = await LocalAws.start({ GetCallerIdentity: identityOf(ACCOUNT) });
  });
  after(() => aws.stop());

  const nothingIsLeft = (): void => {
    assert.deepEqual(aws.types(), []);
    const file = join(programFolder("insight-rules"), `Pulumi.smoke-${ACCOUNT}.yaml`);
    assert.equal(existsSync(file), false, "the stack's file");
    const state = stackStateFile(aws.folder, "smoke-insight-rules", `smoke-${ACCOUNT}`);
    assert.equal(existsSync(state), false, "the stack's state");
  };

  it("is destroyed after a failed check, with the reason why it cannot tell", async () => {
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

  it("is destroyed after a partly failed deployment", async () => {
    aws.fault({ type: "aws:cloudwatch/contributorInsightRule:*", operation: "create", count: 2 });
    const { code, stdout, stderr } = await aws.start(NAME).run;
    assert.match(
      stdout,
      /^insights-sum-text: cannot tell: the program could not be deployed: error: .*InternalFailure.*\n$/,
    );
    assert.equal(code, 1);
    assert.match(stderr, /insight-rules: destroyed/);
    nothingIsLeft();
  });

  it("is destroyed by the next run if one could not destroy it", async () => {
    aws.fault({ type: LOG_GROUP, operation: "delete", count: 1 });
    const stopped = aws.start(NAME);
    stopped.child.stderr?.on("data", (chunk: Buffer) => {
      // Killed in the pause before the second attempt, as by a power failure.
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
