import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseConfig } from "../../app/config";
import type { AccountResource } from "../../local/cloud";
import { decide } from "../../local/cloud/access/decide";
import { readDocument } from "../../local/cloud/access/policyDocument";
import { checkStack } from "../../local/run/checkStack";
import { projectFolder } from "../../local/run/project";
import { packConfiguration } from "../../local/run/stackUp";
import { judgeDeployer } from "../cli/deployerPolicy/judgeDeployer";
import { documentFindings } from "../local/cloud/services/iamDocuments/documentFindings";
import { documentsOf } from "../local/cloud/services/iamDocuments/documentsOf";
import { LocalStack, removedAfterTests } from "../support/localStack";
import { runbookBlocks } from "./runbookBlocks";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Returns the resources of a type in a stack's account. */
const records = (stack: LocalStack, type: string): AccountResource[] =>
  stack.account().resources.filter((one) => one.type === type);

const objects = (stack: LocalStack): AccountResource[] =>
  records(stack, "aws:s3/bucketObjectv2:BucketObjectv2");

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");

/** Whether a role's policies, and the bucket's policy if any, allow a call over TLS. */
function allowed(stack: LocalStack, role: string, action: string, resource: string): boolean {
  const name = role.split("/").at(-1);
  const identity = records(stack, "aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => inputs.role === name)
    .flatMap(({ outputs }) => readDocument(text(outputs.policy)));
  const bucket = resource.replace(/^arn:aws:s3:::/, "").split("/")[0];
  const ofBucket = records(stack, "aws:s3/bucketPolicy:BucketPolicy")
    .filter(({ inputs }) => inputs.bucket === bucket)
    .flatMap(({ outputs }) => readDocument(text(outputs.policy)));
  const request = {
    principal: role,
    accountId: stack.account().accountId,
    action,
    resource,
    context: { "aws:securetransport": "true", "aws:sourcearn": "" },
  };
  return decide(request, { identity, resource: ofBucket, resourceDecides: false }).allowed;
}

for (const name of ["dev", "prod"]) {
  describe(`the ${name} stack on the real engine`, () => {
    const stack = removedAfterTests(new LocalStack(name));
    if (name === "prod") {
      // The dev stack runs as users run it.
      stack.withProgramHost();
    }
    const policies = ["--policy-pack-config", packConfiguration(name)];

    it("passes the policy pack in preview, before anything exists", async () => {
      const run = await stack.preview(...policies);
      assert.equal(run.code, 0, run.output);
      assert.ok(!run.output.includes("[mandatory]"), run.output);
      assert.doesNotMatch(run.output, /warning/);
    });

    it("is created with the pack, as its outputs say", async () => {
      await stack.upWithPack(...policies);
      assert.deepEqual(checkStack(await stack.outputs(), stack.account()), []);
    });

    it("delivers the members site: its configuration is valid, and the hashes that instances check are right", async () => {
      const { appConfigurationUri, url, activeKeyId } = await stack.outputs();
      const document = objects(stack).find(({ id }) => `s3://${id}` === appConfigurationUri);
      const content = text(document?.inputs.content);
      const config = parseConfig(JSON.parse(content));
      assert.deepEqual([config.publicUrl, config.signing.keyPairId], [url, activeKeyId]);
      const [template] = records(stack, "aws:ec2/launchTemplate:LaunchTemplate");
      const script = Buffer.from(text(template?.outputs.userData), "base64").toString();
      const exported: Record<string, string | undefined> = Object.fromEntries(
        [...script.matchAll(/^export (\w+)=(.*)$/gm)].map(([, variable = "", value]) => [variable, value]),
      );
      assert.equal(exported.APP_CONFIG, appConfigurationUri);
      assert.equal(exported.APP_CONFIG_SHA256, sha256(content));
      assert.equal(exported.APP_BUNDLE_SHA256, sha256(readFileSync(join(projectFolder, "app/dist/app.mjs"))));
      assert.equal(
        exported.APP_BUNDLE,
        `s3://${objects(stack).find(({ id }) => id.includes("/bundles/"))?.id ?? ""}`,
      );
    });

    it("lets the instances' role read its two objects and its two secrets, and write and list nothing", async () => {
      const role = String((await stack.outputs()).appRoleArn);
      const may = (action: string, arns: string[]) => arns.filter((arn) => allowed(stack, role, action, arn));
      const arns = objects(stack).map(({ outputs }) => text(outputs.arn));
      const own = arns.filter((arn) => /\/(bundles|configurations)\//.test(arn));
      assert.equal(own.length, 2);
      assert.ok(arns.length > own.length, "the error pages are objects as well");
      assert.deepEqual(may("s3:GetObject", arns), own);
      const buckets = records(stack, "aws:s3/bucket:Bucket").map(({ outputs }) => text(outputs.arn));
      assert.deepEqual([...may("s3:PutObject", arns), ...may("s3:ListBucket", buckets)], []);
      const secrets = records(stack, "aws:secretsmanager/secret:Secret").map(({ id }) => id);
      assert.deepEqual([may("secretsmanager:GetSecretValue", secrets), secrets.length], [secrets, 2]);
      assert.deepEqual(
        may("secretsmanager:GetSecretValue", ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:other"]),
        [],
      );
    });

    it("shows no changes in a second preview", async () => {
      const run = await stack.preview(...policies, "--expect-no-changes");
      assert.equal(run.code, 0, run.output);
    });

    it("is deployed, changed and taken down with what deployer-policy allows, and with nothing of sixty others", async () => {
      const state = JSON.parse((await stack.pulumi("stack", "export")).stdout) as unknown;
      const { calls, ...problems } = await judgeDeployer(state, stack.account(), stack.folder.cloud);
      assert.ok(calls > 250, `${calls} calls`);
      assert.deepEqual(problems, { refused: [], allowed: [], tooLong: [], leftOut: [] });
    });

    it("has policy documents that name what exists, and whose statements can all match", async () => {
      const documents = documentsOf(stack.account());
      assert.ok(documents.length >= 10, `${documents.length} documents`);
      for (const { at, document, attachment } of documents) {
        assert.deepEqual(await documentFindings(document, attachment), [], at);
      }
    });

    it("shows no secret in its outputs", async () => {
      const secrets = stack
        .account()
        .resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution")
        .flatMap(({ outputs }) => JSON.stringify(outputs.origins).match(/\b[0-9a-f]{64}\b/g) ?? []);
      assert.equal(new Set(secrets).size, 2, "the two tiers have two secrets");
      const kept = records(stack, "aws:secretsmanager/secret:Secret").flatMap(
        ({ hidden }) => Object.values(hidden?.versions ?? {}) as string[],
      );
      assert.equal(kept.length, 2, "session keys, and the client's secret");
      secrets.push(...kept);
      const shown = (await stack.pulumi("stack", "output", "--json", "--show-secrets")).output;
      const exported = (await stack.pulumi("stack", "export")).output;
      for (const secret of secrets) {
        assert.ok(!shown.includes(secret), "in an output");
        assert.ok(!exported.includes(secret), "in the state");
      }
    });
  });
}

describe("the protected prod stack", () => {
  const stack = removedAfterTests(new LocalStack("prod").withProgramHost());

  it("refuses to be destroyed until its protection is off, and then leaves nothing", async () => {
    await stack.up();
    const before = stack.types();
    const refused = await stack.pulumi("destroy", "--yes", "--non-interactive");
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /members-edge-distribution" cannot be deleted\s+because it is protected/);
    assert.deepEqual(stack.types(), before, "nothing is deleted");
    const command = ["-r", "ts-node/register/transpile-only", "local/destroy.ts", "--stack", "prod"];
    const { status, stderr } = spawnSync(process.execPath, command, {
      cwd: projectFolder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", SECURE_ORIGIN_LOCAL_DIR: stack.folder.root },
    });
    assert.deepEqual(
      [status, stderr],
      [
        1,
        "error: stack prod is protected (members-edge-distribution), and nothing was deleted. Set " +
          "secure-origin:deletionProtection to false in Pulumi.prod.yaml, run npm run pulumi -- up --stack prod, then " +
          "npm run destroy -- --stack prod\n",
      ],
    );
    assert.deepEqual(stack.types(), before, "npm run destroy deletes nothing before it refuses");
    await stack.up(
      ...stack.configured((text) => text.replace("deletionProtection: true", "deletionProtection: false")),
    );
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});

describe("the prod stack after a first update that failed", () => {
  const stack = removedAfterTests(new LocalStack("prod").withProgramHost());
  const fail = (fault: object): void =>
    writeFileSync(join(stack.folder.cloud, "faults.json"), JSON.stringify({ faults: [fault] }));
  /** Runs a line of the guide, on a copy of the stack's file without protection. */
  const run = (line: string) => {
    const [, verb = "", ...flags] = line.replace(" --stack prod", "").split(" ");
    const configuration = stack.configured((text) =>
      text.replace("deletionProtection: true", "deletionProtection: false"),
    );
    const unattended = verb === "up" ? ["--skip-preview", ...configuration] : [];
    return stack.pulumi(verb, "--yes", "--non-interactive", ...flags, ...unattended);
  };

  it("is taken down by the commands of the guide, although what failed still fails", async () => {
    // The first five records prove certificates and name the load balancer; the sixth needs all that is protected.
    const record = { type: "aws:route53/record:Record", operation: "create" };
    mkdirSync(stack.folder.cloud, { recursive: true });
    fail({ ...record, skip: 5, count: 20, when: "before", code: "AccessDenied" });
    const first = await stack.pulumi("up", "--yes", "--skip-preview", "--non-interactive");
    assert.notEqual(first.code, 0);
    assert.match(first.output, /AccessDenied/);
    const left = stack.types();
    assert.ok(left.includes("aws:cloudfront/distribution:Distribution"));
    const refused = await stack.pulumi("destroy", "--yes", "--non-interactive");
    assert.match(refused.output, /members-edge-distribution" cannot be deleted\s+because it is protected/);
    assert.deepEqual(stack.types(), left, "nothing is deleted");
    const [unprotect = "", destroy = "", ...more] = runbookBlocks().get("start over") ?? [];
    assert.deepEqual(more, []);
    const again = await run(unprotect);
    assert.notEqual(again.code, 0, "the records still fail");
    const down = await run(destroy);
    assert.equal(down.code, 0, down.output);
    assert.deepEqual(stack.types(), []);
  });
});

describe("a changed configuration of the dev stack", () => {
  const stack = removedAfterTests(new LocalStack("dev").withProgramHost());
  before(async () => {
    await stack.up();
  });

  it("is applied by one `up` that changes nothing else", async () => {
    const before = await stack.outputs();
    const change = stack.configured((text) => text.replace("headerGeneration: 1", "headerGeneration: 2"));
    const run = await stack.upWithPack(...change);
    const after = await stack.outputs();
    assert.equal(after.headerGeneration, 2);
    assert.notDeepEqual(after.headerFingerprints, before.headerFingerprints);
    assert.equal(after.distributionId, before.distributionId);
    assert.ok(!/ replaced /.test(run.output), run.output);
    assert.equal((await stack.preview("--expect-no-changes", ...change)).code, 0);
  });

  it("is destroyed, and leaves nothing in the local cloud", async () => {
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
