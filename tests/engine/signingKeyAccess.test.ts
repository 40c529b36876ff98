import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { KMSClient, SignCommand, type SignCommandInput } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { accessKeyId } from "../../local/cloud/access/caller";
import { administratorArn } from "../../local/cloud/api/callers";
import { type OpenCloud, openCloud } from "../../local/engine/attach";
import { ChangingStack, WITHOUT_MONITORING } from "./changingStack";

const REGION = "eu-west-1";
const KEY = "aws:kms/key:Key";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const refused = { name: "AccessDeniedException" };

/** Creates a key pair to store in Secrets Manager or Parameter Store. */
function keyPair(): { privatePem: string; publicPem: string } {
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privatePem: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicPem: pair.publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

describe("who may use the signing keys of two stacks in one account", () => {
  const dev = new ChangingStack("dev").withProgramHost();
  const prod = new ChangingStack("prod", undefined, dev).withProgramHost();
  const [secretPair, parameterPair] = [keyPair(), keyPair()];
  let cloud: OpenCloud;
  let app: string;
  let stranger: string;
  let administrator: string;
  let secretArn: string;
  let parameterArn: string;

  after(async () => {
    await cloud.close();
    dev.remove();
  });

  before(async () => {
    cloud = await openCloud(dev.folder.cloud);
    await dev.change({
      ...WITHOUT_MONITORING,
      signingKeys: [
        { id: "old", state: "retired" },
        { id: "now", state: "active" },
        { id: "next", state: "announced" },
      ],
    });
    await prod.change(WITHOUT_MONITORING);
    app = text((await dev.outputs()).appRoleArn);
    stranger = text((await prod.outputs()).appRoleArn);
    administrator = administratorArn(dev.account().accountId);

    const secret = await new SecretsManagerClient(as(administrator)).send(
      new CreateSecretCommand({ Name: "members/dev/signing", SecretString: secretPair.privatePem }),
    );
    secretArn = secret.ARN ?? "";
    const Name = "/members/dev/signing";
    await new SSMClient(as(administrator)).send(
      new PutParameterCommand({ Name, Value: parameterPair.privatePem, Type: "SecureString" }),
    );
    parameterArn = `arn:aws:ssm:${REGION}:${dev.account().accountId}:parameter${Name}`;
  });

  /** The options of a client that acts as a role. */
  const as = (role: string) => ({
    region: REGION,
    endpoint: `http://127.0.0.1:${cloud.apiPort}`,
    credentials: { accessKeyId: accessKeyId(role, cloud.apiSecret), secretAccessKey: "local-cloud" },
    maxAttempts: 1,
  });

  /** Returns the ARN of the KMS key with a logical name. */
  const keyArn = (name: string) =>
    text(dev.records(KEY).find(({ urn }) => urn?.endsWith(`::${name}`))?.outputs.arn);

  const message = Buffer.from("the policy text of a signature");
  const sign = (role: string, key: string, changes: Partial<SignCommandInput> = {}) =>
    new KMSClient(as(role)).send(
      new SignCommand({
        KeyId: keyArn(key),
        Message: message,
        MessageType: "RAW",
        SigningAlgorithm: "ECDSA_SHA_256",
        ...changes,
      }),
    );
  const readSecret = (role: string) =>
    new SecretsManagerClient(as(role)).send(new GetSecretValueCommand({ SecretId: secretArn }));
  const readParameter = (role: string) =>
    new SSMClient(as(role)).send(new GetParameterCommand({ Name: parameterArn, WithDecryption: true }));

  it("lets the app sign with its active key, and CloudFront's public key verifies it", async () => {
    const { Signature: signature = new Uint8Array() } = await sign(app, "members-keys-now");
    const { activeKeyId } = await dev.outputs();
    const publicKey = dev.records("aws:cloudfront/publicKey:PublicKey").find(({ id }) => id === activeKeyId);
    assert.ok(verify("sha256", message, createPublicKey(text(publicKey?.outputs.encodedKey)), signature));
  });

  it("lets it sign the text with SHA-256, and in no other way", async () => {
    await assert.rejects(
      sign(app, "members-keys-now", { MessageType: "DIGEST", Message: Buffer.alloc(32) }),
      refused,
    );
    await assert.rejects(sign(app, "members-keys-now", { SigningAlgorithm: "ECDSA_SHA_384" }), refused);
  });

  it("refuses it announced and retired keys, and the keys of the other stack", async () => {
    for (const key of ["members-keys-old", "members-keys-next", "members-keys-prod-1"]) {
      await assert.rejects(sign(app, key), refused, key);
    }
    await assert.rejects(sign(stranger, "members-keys-now"), refused);
    await sign(stranger, "members-keys-prod-1");
  });

  it("refuses the administrator of the account", async () => {
    for (const key of ["members-keys-old", "members-keys-now", "members-keys-next", "members-keys-prod-1"]) {
      await assert.rejects(sign(administrator, key), refused, key);
    }
  });

  it("shares no key, key group, role or secret between the stacks", () => {
    const [own, other] = ["dev", "prod"].map((name) =>
      dev.account().resources.filter(({ urn }) => urn?.startsWith(`urn:pulumi:${name}::`)),
    );
    const ids = (other ?? []).map(({ id }) => id).filter((id) => id.length > 8);
    const inputs = JSON.stringify((own ?? []).map((one) => one.inputs));
    assert.deepEqual(
      ids.filter((id) => inputs.includes(`"${id}"`)),
      [],
    );
  });

  it("lets only the app's role read the secret of the active key, and no parameter", async () => {
    await assert.rejects(readSecret(app), refused);
    await dev.change({
      signingKeys: [
        { id: "now", state: "retired" },
        { id: "in-secret", source: "secretsManager", arn: secretArn, publicKeyPem: secretPair.publicPem },
        {
          id: "in-parameter",
          state: "announced",
          source: "ssm",
          arn: parameterArn,
          publicKeyPem: parameterPair.publicPem,
        },
      ],
    });
    assert.equal((await readSecret(app)).SecretString, secretPair.privatePem);
    await assert.rejects(readParameter(app), refused);
    await assert.rejects(readSecret(stranger), refused);
    await assert.rejects(sign(app, "members-keys-now"), refused);
  });

  it("lets it read the parameter once that key is active, and no longer the secret", async () => {
    await dev.change({
      signingKeys: [
        {
          id: "in-secret",
          state: "retired",
          source: "secretsManager",
          arn: secretArn,
          // The same key with other line ends.
          publicKeyPem: secretPair.publicPem.trim().replaceAll("\n", "\r\n"),
        },
        { id: "in-parameter", source: "ssm", arn: parameterArn, publicKeyPem: parameterPair.publicPem },
      ],
    });
    assert.equal((await readParameter(app)).Parameter?.Value, parameterPair.privatePem);
    await assert.rejects(readSecret(app), refused);
    await assert.rejects(readParameter(stranger), refused);
  });

  it("keeps a public key of which only the line ends changed", async () => {
    const before = await dev.outputs();
    await dev.expectNoChanges();
    assert.equal((before.acceptedKeyIds as string[]).length, 2);
  });

  it("has no private key in the state", async () => {
    const { output } = await dev.pulumi("stack", "export", "--show-secrets");
    assert.ok(!output.includes("PRIVATE KEY"));
    assert.ok(output.includes("members-keys-in-secret"));
  });
});
