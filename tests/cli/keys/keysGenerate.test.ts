/** `secure-origin keys generate`: the private half goes into AWS, the public half to standard output. */
import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { type AwsEndpoint, failure, startAwsEndpoint } from "../../signer/support/awsEndpoint";
import { secureOrigin } from "../support";

describe("secure-origin keys generate", () => {
  let aws: AwsEndpoint;
  afterEach(() => aws.close());

  it("puts the private half into the secret and shows the public one", async () => {
    let stored = "";
    aws = await startAwsEndpoint({
      "secretsmanager.CreateSecret": ({ SecretString }) => {
        stored = String(SecretString);
        return { body: { ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:k2-AbCdEf" } };
      },
    });
    const run = await secureOrigin("keys", "generate", "--in", "secretsManager", "--name", "k2");
    assert.equal(run.code, 0, run.err);
    const derived = createPublicKey(createPrivateKey(stored)).export({ type: "spki", format: "pem" });
    assert.equal(run.out, derived);
    assert.ok(!`${run.out}${run.err}`.includes("PRIVATE"));
    assert.match(run.err, /keys announce ID --source secretsManager --arn arn:aws:secretsmanager/);
  });

  it("makes an RSA key in Parameter Store, as a SecureString that overwrites nothing", async () => {
    const arn = "arn:aws:ssm:eu-west-1:111122223333:parameter/k2";
    aws = await startAwsEndpoint({
      "AmazonSSM.PutParameter": () => ({ body: { Version: 1 } }),
      "AmazonSSM.GetParameter": () => ({ body: { Parameter: { ARN: arn } } }),
    });
    const run = await secureOrigin(
      "keys",
      "generate",
      "--in",
      "ssm",
      "--name",
      "/k2",
      "--type",
      "rsa",
      "--json",
    );
    const answer = JSON.parse(run.out) as { arn: string; publicKeyPem: string };
    assert.equal(answer.arn, arn);
    assert.equal(createPublicKey(answer.publicKeyPem).asymmetricKeyType, "rsa");
    const { input } = aws.calls[0] ?? assert.fail();
    assert.deepEqual([input["Type"], input["Overwrite"]], ["SecureString", false]);
    assert.ok(!("WithDecryption" in (aws.calls[1]?.input ?? {})));
  });

  it("says that a name is taken", async () => {
    aws = await startAwsEndpoint({
      "secretsmanager.CreateSecret": () => failure(400, "ResourceExistsException"),
    });
    const run = await secureOrigin("keys", "generate", "--in", "secretsManager", "--name", "k1");
    assert.deepEqual([run.code, run.out], [1, ""]);
    assert.match(run.err, /CreateSecret failed for k1: ResourceExistsException\n {2}choose another name/);
  });
});
