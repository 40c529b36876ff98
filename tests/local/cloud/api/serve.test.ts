import assert from "node:assert/strict";
import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeKeyCommand, GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { accessKeyId } from "../../../../local/cloud/access/caller";
import { AccountState } from "../../../../local/cloud/account/accountState";
import { administratorArn } from "../../../../local/cloud/api/callers";
import { type RunningApi, serveApi } from "../../../../local/cloud/api/serve";

const region = "eu-west-1";
const secret = "the secret of this run";
const accountId = "111122223333";
const app = `arn:aws:iam::${accountId}:role/app`;
const keyArn = `arn:aws:kms:${region}:${accountId}:key/k-1`;

/** A policy document with one statement that allows. */
const allow = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });

describe("the endpoint that AWS SDK clients call", () => {
  let dir: string;
  let account: AccountState;
  let api: RunningApi;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "local-api-"));
    account = await AccountState.open(dir);
    api = await serveApi(account, join(dir, "messages.log"), secret);
    const pair = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    account.put({
      type: "aws:iam/role:Role",
      id: "app",
      region: "aws-global",
      inputs: {},
      outputs: { arn: app },
    });
    account.put({
      type: "aws:kms/key:Key",
      id: "k-1",
      region,
      inputs: {},
      outputs: {
        arn: keyArn,
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        isEnabled: true,
        description: "",
        policy: allow({
          Principal: { AWS: app },
          Action: "kms:Sign",
          Resource: "*",
          Condition: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "RAW" } },
        })
          .replace('"Statement":{', '"Statement":[{')
          .replace(
            /\}$/,
            `,{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${accountId}:root"},"Action":["kms:GetPublicKey","kms:DescribeKey"],"Resource":"*"}]}`,
          ),
      },
      hidden: {
        privateKeyPem: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        publicKey: pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
      },
    });
  });
  after(async () => {
    await api.close();
    await account.close();
    rmSync(dir, { recursive: true });
  });

  const settings = (role: string) => ({
    region,
    endpoint: `http://127.0.0.1:${api.port}`,
    credentials: { accessKeyId: accessKeyId(role, secret), secretAccessKey: "local-cloud" },
    maxAttempts: 1,
  });
  const admin = () => settings(administratorArn(accountId));
  const denied = (error: Error) => error.name === "AccessDeniedException";
  const sign = (role: string, algorithm: "ECDSA_SHA_256" | "RSASSA_PSS_SHA_256" = "ECDSA_SHA_256") =>
    new KMSClient(settings(role)).send(
      new SignCommand({
        KeyId: keyArn,
        Message: Buffer.from("policy"),
        MessageType: "RAW",
        SigningAlgorithm: algorithm,
      }),
    );

  it("signs with KMS for the role that the key policy names, and the public key verifies it", async () => {
    const { Signature: signature = new Uint8Array() } = await sign(app);
    const { PublicKey: publicKey = new Uint8Array() } = await new KMSClient(admin()).send(
      new GetPublicKeyCommand({ KeyId: "k-1" }),
    );
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    assert.ok(verify("sha256", Buffer.from("policy"), key, signature));
  });

  it("lets nobody else sign, the account's administrator included", async () => {
    await assert.rejects(sign(administratorArn(accountId)), denied);
    await assert.rejects(sign(`${app}-other`), { name: "UnrecognizedClientException" });
    await assert.rejects(sign(app, "RSASSA_PSS_SHA_256"), denied);
  });

  it("describes keys and knows which do not exist", async () => {
    const kms = new KMSClient(admin());
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: keyArn }));
    assert.deepEqual([key?.KeySpec, key?.KeyState], ["ECC_NIST_P256", "Enabled"]);
    await assert.rejects(kms.send(new DescribeKeyCommand({ KeyId: "k-2" })), { name: "NotFoundException" });
  });

  it("keeps secrets, their versions, and who may read them", async () => {
    const manager = new SecretsManagerClient(admin());
    const { ARN: arn = "" } = await manager.send(
      new CreateSecretCommand({ Name: "signing/dev", SecretString: "one" }),
    );
    await manager.send(new PutSecretValueCommand({ SecretId: arn, SecretString: "two" }));
    const read = (client: SecretsManagerClient, stage?: string) =>
      client.send(
        new GetSecretValueCommand({ SecretId: arn, ...(stage === undefined ? {} : { VersionStage: stage }) }),
      );
    assert.equal((await read(manager)).SecretString, "two");
    assert.equal((await read(manager, "AWSPREVIOUS")).SecretString, "one");
    await assert.rejects(manager.send(new CreateSecretCommand({ Name: "signing/dev" })), {
      name: "ResourceExistsException",
    });

    const asApp = new SecretsManagerClient(settings(app));
    await assert.rejects(read(asApp), denied);
    account.put({
      type: "aws:iam/rolePolicy:RolePolicy",
      id: "app:read",
      region: "aws-global",
      inputs: { role: "app" },
      outputs: { policy: allow({ Action: "secretsmanager:GetSecretValue", Resource: arn }) },
    });
    assert.equal((await read(asApp)).SecretString, "two");
    await assert.rejects(
      asApp.send(new PutSecretValueCommand({ SecretId: arn, SecretString: "three" })),
      denied,
    );
  });

  it("keeps parameters, encrypts secure ones for callers that do not decrypt, and counts versions", async () => {
    const ssm = new SSMClient(admin());
    const put = (more: object) =>
      ssm.send(new PutParameterCommand({ Name: "/signing/dev", Value: "pem", ...more }));
    assert.equal((await put({ Type: "SecureString" })).Version, 1);
    await assert.rejects(put({ Type: "SecureString" }), { name: "ParameterAlreadyExists" });
    assert.equal((await put({ Overwrite: true })).Version, 2);
    const get = (more: object) => ssm.send(new GetParameterCommand({ Name: "/signing/dev", ...more }));
    assert.equal((await get({ WithDecryption: true })).Parameter?.Value, "pem");
    assert.notEqual((await get({})).Parameter?.Value, "pem");
    await assert.rejects(ssm.send(new GetParameterCommand({ Name: "/none" })), { name: "ParameterNotFound" });
  });

  it("never repeats a value in an error", async () => {
    const secret = "planted".repeat(20_000);
    const manager = new SecretsManagerClient(admin());
    await assert.rejects(
      manager.send(new CreateSecretCommand({ Name: "too-long", SecretString: secret })),
      (error: Error) => error.name === "ValidationException" && !error.message.includes("planted"),
    );
  });

  /** Asks for a key as a role, with headers of a browser or a name that is not this machine's. */
  const ask = (accessKey: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/20260101/${region}/kms/aws4_request, x`;
      const target = { authorization, "x-amz-target": "TrentService.DescribeKey" };
      const options = { method: "POST", headers: { ...target, ...headers } };
      const sent = httpRequest(`http://127.0.0.1:${api.port}/`, options, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
      });
      sent.once("error", reject).end(JSON.stringify({ KeyId: keyArn }));
    });

  it("refuses names of another site that lead to this machine, and pages of any site", async () => {
    const key = accessKeyId(administratorArn(accountId), secret);
    assert.equal((await ask(key)).status, 200);
    assert.equal((await ask(key, { host: `localhost:${api.port}` })).status, 200);
    assert.deepEqual(await ask(key, { host: `evil.example:${api.port}` }), {
      status: 421,
      text: "Host must be localhost, 127.0.0.1 or [::1]: this server is for this machine only\n",
    });
    for (const origin of ["https://evil.example", "null", `http://127.0.0.1:${api.port}`]) {
      assert.deepEqual(await ask(key, { origin }), {
        status: 403,
        text: "requests of web pages are refused: this server is for programs only\n",
      });
    }
    assert.equal((await ask(key, { "sec-fetch-site": "cross-site" })).status, 403);
  });

  it("knows no access key that was derived without the secret of the run", async () => {
    for (const arn of [administratorArn(accountId), app]) {
      const digest = createHash("sha256").update(arn).digest("hex").toUpperCase();
      const guesses = [
        `ASIA${digest.slice(0, 16)}`,
        accessKeyId(arn, ""),
        accessKeyId(arn, "the secret of another run"),
      ];
      for (const guess of guesses) {
        assert.match((await ask(guess)).text, /"UnrecognizedClientException"/);
      }
    }
  });

  it("answers AWS's codes to what is no call", async () => {
    const post = async (headers: Record<string, string>, body = "{}") => {
      const response = await fetch(`http://127.0.0.1:${api.port}/`, { method: "POST", headers, body });
      return ((await response.json()) as { __type: string }).__type;
    };
    const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId(app, secret)}/20260101/${region}/kms/aws4_request, x`;
    assert.equal(await post({}), "MissingAuthenticationTokenException");
    assert.equal(
      await post({ authorization, "x-amz-target": "TrentService.Encrypt" }),
      "UnknownOperationException",
    );
    assert.equal(
      await post({ authorization, "x-amz-target": "TrentService.Sign" }, "{"),
      "SerializationException",
    );
    assert.equal(await post({ authorization, "x-amz-target": "TrentService.Sign" }), "ValidationException");
  });
});
