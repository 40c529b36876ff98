/** Keys in AWS, through the real clients against an endpoint on this machine. */
import assert from "node:assert/strict";
import { KMSClient } from "@aws-sdk/client-kms";
import {
  createSigner,
  epochSeconds,
  keyFromReference,
  kmsKey,
  now,
  secretsManagerKey,
  ssmKey,
} from "../../../signer";
import { ask, B } from "../support/asking";
import { type AwsEndpoint, failure, kmsAnswers, startAwsEndpoint } from "../support/awsEndpoint";
import { ec, rsa } from "../support/keys";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf";
const parameterArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/signing";
const url = `${B}/premium/a.pdf`;
const soon = () => epochSeconds(now() + 600);

describe("keys in AWS", () => {
  let aws: AwsEndpoint;
  const start = async (answers: AwsEndpoint["answers"]): Promise<void> => {
    aws = await startAwsEndpoint(answers);
  };
  afterEach(() => aws.close());
  const targets = (): string[] => aws.calls.map(({ target }) => target.split(".")[1] ?? "");

  for (const [key, algorithm] of [
    [ec, "ECDSA_SHA_256"],
    [rsa, "RSASSA_PKCS1_V1_5_SHA_256"],
  ] as const) {
    it(`signs with KMS, ${algorithm}`, async () => {
      await start(kmsAnswers(key));
      const signer = createSigner({ key: kmsKey({ keyId: keyArn }), keyPairId: key.id });
      const signed = [
        await signer.signUrl({ url, expires: soon() }),
        await signer.signUrl({ url, expires: soon(), ip: "192.0.2.10" }),
      ];
      for (const one of signed) {
        assert.equal(ask(one, { now: now() }).outcome, "allow");
        assert.ok(one.endsWith("&Hash-Algorithm=SHA256"));
      }
      assert.deepEqual(targets(), ["GetPublicKey", "Sign", "Sign"]);
      const { input } = aws.calls[1] ?? assert.fail();
      assert.deepEqual(
        [input["KeyId"], input["MessageType"], input["SigningAlgorithm"]],
        [keyArn, "RAW", algorithm],
      );
    });
  }

  it("signs through a client of the caller's", async () => {
    await start(kmsAnswers(ec));
    const client = new KMSClient({ region: "eu-north-1", maxAttempts: 1 });
    const signer = createSigner({ key: kmsKey({ keyId: "alias/signing", client }), keyPairId: ec.id });
    assert.equal(ask(await signer.signUrl({ url, expires: soon() }), { now: now() }).outcome, "allow");
    assert.deepEqual(targets(), ["GetPublicKey", "Sign"]);
    client.destroy();
  });

  it("asks KMS for nothing but signatures when the key spec is given", async () => {
    await start(kmsAnswers(ec));
    const key = kmsKey({ keyId: keyArn, keySpec: "ECC_NIST_P256" });
    const policy = await createSigner({ key, keyPairId: ec.id }).signPolicy({
      resource: `${B}/*`,
      expires: soon(),
    });
    assert.equal(ask(`${url}?${policy.query}`, { now: now() }).outcome, "allow");
    assert.deepEqual(targets(), ["Sign"]);
  });

  it("signs for a role that may do nothing else, and asks for the public key once", async () => {
    await start({
      ...kmsAnswers(ec),
      "TrentService.GetPublicKey": () => failure(400, "AccessDeniedException"),
    });
    const signer = createSigner({ key: kmsKey({ keyId: keyArn }), keyPairId: ec.id });
    for (let count = 0; count < 2; count += 1) {
      assert.equal(ask(await signer.signUrl({ url, expires: soon() }), { now: now() }).outcome, "allow");
    }
    assert.deepEqual(targets(), ["GetPublicKey", "Sign", "Sign"]);
  });

  it("refuses SHA-1 with KMS before anything is sent", async () => {
    await start(kmsAnswers(ec));
    assert.throws(() => createSigner({ key: kmsKey({ keyId: keyArn }), keyPairId: ec.id, hash: "sha1" }), {
      code: "ERR_KEY_HASH",
    });
    assert.deepEqual(aws.calls, []);
  });

  it("finds out that the key is another one than it was taken for", async () => {
    await start({
      ...kmsAnswers(ec),
      "TrentService.Sign": kmsAnswers(rsa)["TrentService.Sign"] ?? assert.fail(),
    });
    const signer = createSigner({ key: kmsKey({ keyId: keyArn }), keyPairId: ec.id });
    await assert.rejects(signer.signUrl({ url, expires: soon() }), { code: "ERR_SELF_CHECK" });
  });

  it("says which call failed, tries again where that helps, and asks anew the next time", async () => {
    await start({ "TrentService.GetPublicKey": () => failure(400, "NotFoundException") });
    const signer = createSigner({ key: kmsKey({ keyId: keyArn }), keyPairId: ec.id });
    await assert.rejects(signer.signUrl({ url, expires: soon() }), {
      code: "ERR_SERVICE",
      message: `kms:GetPublicKey failed for ${keyArn}: NotFoundException`,
    });
    Object.assign(aws.answers, kmsAnswers(ec));
    let failures = 1;
    const sign = aws.answers["TrentService.Sign"] ?? assert.fail();
    aws.answers["TrentService.Sign"] = (input) =>
      failures-- > 0 ? failure(500, "KMSInternalException") : sign(input);
    assert.ok(await signer.signUrl({ url, expires: soon() }));
  });

  it("reads a key from Secrets Manager once, as PEM or with its id", async () => {
    let text = ec.privatePem;
    await start({ "secretsmanager.GetSecretValue": () => ({ body: { SecretString: text } }) });
    const signer = createSigner({ key: secretsManagerKey({ secretId: secretArn }), keyPairId: ec.id });
    for (let count = 0; count < 3; count += 1) {
      assert.equal(ask(await signer.signUrl({ url, expires: soon() }), { now: now() }).outcome, "allow");
    }
    assert.deepEqual(
      aws.calls.map(({ input }) => input),
      [{ SecretId: secretArn }],
    );
    text = JSON.stringify({ privateKey: rsa.privatePem, keyPairId: rsa.id });
    const own = await createSigner({ key: secretsManagerKey({ secretId: secretArn }) }).signUrl({
      url,
      expires: soon(),
    });
    assert.ok(own.includes(`Key-Pair-Id=${rsa.id}&`));
    const other = createSigner({ key: secretsManagerKey({ secretId: secretArn }), keyPairId: ec.id });
    await assert.rejects(other.signUrl({ url, expires: soon() }), { code: "ERR_KEY_PAIR_ID" });
  });

  it("says what is wrong with a stored key without repeating it", async () => {
    let text = "";
    await start({ "secretsmanager.GetSecretValue": () => ({ body: { SecretString: text } }) });
    const tell = async (stored: string): Promise<{ code?: string; message?: string; stack?: string }> => {
      text = stored;
      const signer = createSigner({ key: secretsManagerKey({ secretId: secretArn }), keyPairId: ec.id });
      return signer.signUrl({ url, expires: soon() }).then(
        () => assert.fail(),
        (error: unknown) => error as Error,
      );
    };
    const cases: readonly (readonly [string, string])[] = [
      ["", "ERR_PEM_INVALID"],
      [ec.privatePem.replaceAll("\n", "\\n"), "ERR_PEM_NEWLINES"],
      [`{"privateKey":"${ec.privatePem}"`, "ERR_PEM_INVALID"],
      [JSON.stringify({ key: ec.privatePem }), "ERR_PEM_INVALID"],
      [JSON.stringify({ privateKey: ec.privatePem, keyPairId: "E1" }), "ERR_KEY_PAIR_ID"],
      [JSON.stringify({ privateKey: ec.privatePem, retiresAt: "2026-01-01T00:00:00" }), "ERR_TIME_INVALID"],
    ];
    for (const [stored, code] of cases) {
      const error = await tell(stored);
      assert.equal(error.code, code);
      assert.doesNotMatch(String(error.stack), /MIGHAgEA|MHcCAQEE/);
    }
  });

  it("reads a key from Parameter Store, decrypted, and refuses one that was not encrypted", async () => {
    let type = "SecureString";
    await start({
      "AmazonSSM.GetParameter": () => ({ body: { Parameter: { Type: type, Value: ec.privatePem } } }),
    });
    const key = await keyFromReference(`ssm:${parameterArn}`);
    const signed = await createSigner({ key, keyPairId: ec.id }).signUrl({ url, expires: soon() });
    assert.equal(ask(signed, { now: now() }).outcome, "allow");
    assert.deepEqual(aws.calls[0]?.input, { Name: parameterArn, WithDecryption: true });
    type = "String";
    const plain = createSigner({ key: ssmKey({ name: "/signing" }), keyPairId: ec.id });
    await assert.rejects(plain.signUrl({ url, expires: soon() }), {
      code: "ERR_KEY_READ",
      message: /not a SecureString/,
    });
  });
});
