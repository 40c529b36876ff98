/** `npm run smoke` before it creates anything: it requires the caller's account. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { engineEnvironment, localFolder } from "../../local/engine/environment";
import { requireAccount } from "../../smoke/account";
import { programFolder } from "../../smoke/pulumi/pulumi";
import { identityOf, type QueryApi, startQueryApi } from "./support/queryApi";
import { type Run, startSmoke } from "./support/smokeRun";

describe("npm run smoke, before anything is created", () => {
  let sts: QueryApi;
  before(async () => {
    sts = await startQueryApi({ GetCallerIdentity: identityOf("444455556666") });
  });
  after(() => sts.close());

  /** Runs the command without a `pulumi` on the path, which would be reported if it got that far. */
  const smoke = (...args: string[]): Promise<Run> => {
    const nowhere = localFolder("/nonexistent");
    const env = engineEnvironment(process.env, nowhere, { awsPort: 1, randomPort: 1 }, "/nonexistent");
    return startSmoke({ ...env, PATH: "/nonexistent", AWS_ENDPOINT_URL: sts.url }, ...args).run;
  };
  const refused = async (code: number, message: string, ...args: string[]): Promise<void> => {
    assert.deepEqual(await smoke(...args), { code, stdout: "", stderr: `error: ${message}\n` });
  };

  it("refuses to run without an account", () =>
    refused(
      2,
      "Missing --account: experiments create resources that cost money. Add the id of an AWS account for them, or --local.",
      "--all",
    ));

  it("refuses an invalid account id", () =>
    assert.rejects(requireAccount("4444-5555-6666", "eu-west-1"), {
      message: "--account 4444-5555-6666 is not an account id. Use its 12 digits.",
    }));

  it("refuses an account that is not the caller's according to STS", async () => {
    await refused(
      1,
      "Your credentials belong to account 444455556666 (arn:aws:iam::444455556666:user/deployer), not to --account 111122223333. Nothing was created. Use credentials of 111122223333.",
      "kms-signatures",
      "--account",
      "111122223333",
    );
    assert.deepEqual(sts.calls, ["sts:GetCallerIdentity"]);
  });

  it("refuses a caller that AWS does not know", async () => {
    const silent = await startQueryApi({});
    try {
      const { code, stderr } = await startSmoke(
        {
          PATH: "/nonexistent",
          AWS_ACCESS_KEY_ID: "a",
          AWS_SECRET_ACCESS_KEY: "b",
          AWS_ENDPOINT_URL: silent.url,
        },
        "--all",
        "--account",
        "111122223333",
      ).run;
      assert.equal(code, 1);
      assert.equal(
        stderr,
        "error: AWS could not identify you (AccessDenied: GetCallerIdentity is denied). Log in, or set AWS_PROFILE.\n",
      );
    } finally {
      await silent.close();
    }
  });

  it("reports a missing pulumi once the account is verified", async () => {
    assert.deepEqual(await smoke("kms-signatures", "--account", "444455556666"), {
      code: 1,
      stdout: "",
      stderr:
        "kms-signatures: deploying for kms-signatures\n" +
        "error: pulumi could not be started (spawn pulumi ENOENT). Install Pulumi, or add it to the PATH.\n",
    });
    const file = join(programFolder("kms-signatures"), "Pulumi.smoke-444455556666.yaml");
    assert.equal(existsSync(file), false, "the stack's file");
  });
});
