import assert from "node:assert/strict";
import { DescribeKeyCommand, GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { accessKeyId } from "../../../../local/cloud/access/caller";
import { administratorArn } from "../../../../local/cloud/api/callers";
import { type Props, type Resource } from "../support/client";
import { TRUST } from "../support/site";
import { useCloud } from "../support/useCloud";

const ACCOUNT = "111122223333";

const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: string | string[], rest: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...rest,
});

describe("the endpoint for what a stack made", () => {
  const cloud = useCloud();
  let role: Resource;
  beforeEach(async () => {
    role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
  });

  const settings = (arn: unknown = role.outputs["arn"]) => ({
    region: "eu-west-1",
    endpoint: cloud.engine.endpoint,
    credentials: {
      accessKeyId: accessKeyId(String(arn), cloud.engine.apiSecret),
      secretAccessKey: "local-cloud",
    },
    maxAttempts: 1,
  });
  const admin = () => settings(administratorArn(ACCOUNT));
  const grant = (...statements: object[]) =>
    cloud.site.make("iam/rolePolicy:RolePolicy", { role: role.id, policy: document(...statements) });
  const denied = { name: "AccessDeniedException" };

  describe("keys", () => {
    const signingKey = (inputs: Props = {}) =>
      cloud.site.make("kms/key:Key", {
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        policy: document(allow("kms:*", { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
        ...inputs,
      });
    const sign = (KeyId: string) =>
      new KMSClient(settings()).send(
        new SignCommand({ KeyId, Message: Buffer.from("a"), SigningAlgorithm: "ECDSA_SHA_256" }),
      );

    it("sign for an instance's role by id, ARN and alias, and for nobody once disabled", async () => {
      const key = await signingKey();
      const alias = await cloud.site.make("kms/alias:Alias", { name: "alias/signing", targetKeyId: key.id });
      await cloud.site.make("iam/instanceProfile:InstanceProfile", { role: role.id });
      await assert.rejects(sign(key.id), denied);
      await grant(allow("kms:Sign", { Resource: key.outputs["arn"] }));
      for (const id of [key.id, key.outputs["arn"], alias.id, alias.outputs["arn"]]) {
        assert.equal((await sign(String(id))).KeyId, key.outputs["arn"]);
      }
      await assert.rejects(sign("alias/none"), denied, "a name that no policy covers");
      await cloud.engine.update(key, { ...key.inputs, isEnabled: false });
      await assert.rejects(sign("alias/signing"), { name: "DisabledException" });
      await assert.rejects(
        cloud.engine.invoke("aws:kms/getPublicKey:getPublicKey", { keyId: key.id }),
        /DisabledException/,
      );
    });

    it("wait for their deletion unusable, and get no alias", async () => {
      const key = await signingKey({ deletionWindowInDays: 7 });
      await grant(allow("kms:*"));
      await cloud.engine.delete(key);
      await assert.rejects(sign(key.id), { name: "KMSInvalidStateException" });
      const kms = new KMSClient(admin());
      await assert.rejects(kms.send(new GetPublicKeyCommand({ KeyId: key.id })), {
        name: "KMSInvalidStateException",
      });
      const { KeyMetadata: told } = await kms.send(new DescribeKeyCommand({ KeyId: key.id }));
      assert.deepEqual([told?.KeyState, told?.Enabled], ["PendingDeletion", false]);
      const days = ((told?.DeletionDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
      assert.ok(days > 6.9 && days < 7.1, String(days));
      await assert.rejects(
        cloud.site.make("kms/alias:Alias", { name: "alias/late", targetKeyId: key.id }),
        /KMSInvalidStateException/,
      );
    });

    it("are closed by an explicit deny, whatever allows them", async () => {
      const key = await signingKey();
      await grant(allow("kms:Sign"), { Effect: "Deny", Action: "kms:Si*", Resource: key.outputs["arn"] });
      await assert.rejects(sign(key.id), /explicit deny/);
    });
  });

  describe("secrets", () => {
    const read = (SecretId: string, as = settings()) =>
      new SecretsManagerClient(as).send(new GetSecretValueCommand({ SecretId }));
    const policyFor = (effect: "Allow" | "Deny") =>
      document({
        Effect: effect,
        Principal: { AWS: role.outputs["arn"] },
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
      });

    it("are read by whom their own policy names, and closed by it to whom it denies", async () => {
      const secret = await cloud.site.make("secretsmanager/secret:Secret", {});
      await cloud.site.make("secretsmanager/secretVersion:SecretVersion", {
        secretId: secret.id,
        secretString: "pem",
      });
      await assert.rejects(read(secret.id), denied);
      const policy = await cloud.site.make("secretsmanager/secretPolicy:SecretPolicy", {
        secretArn: secret.id,
        policy: policyFor("Allow"),
      });
      assert.equal((await read(secret.id)).SecretString, "pem");
      await grant(allow("secretsmanager:*"));
      await cloud.engine.update(policy, { secretArn: secret.id, policy: policyFor("Deny") });
      await assert.rejects(read(secret.id), /explicit deny/);
      await cloud.engine.delete(policy);
      assert.equal((await read(secret.id)).SecretString, "pem");
    });

    it("under a customer's key need a grant on that key, through Secrets Manager", async () => {
      const key = await cloud.site.make("kms/key:Key", {});
      const secret = await cloud.site.make("secretsmanager/secret:Secret", { kmsKeyId: key.outputs["arn"] });
      const value = { SecretId: secret.id, SecretString: "pem" };
      await new SecretsManagerClient(admin()).send(new PutSecretValueCommand(value));
      await grant(allow("secretsmanager:GetSecretValue", { Resource: secret.id }));
      await assert.rejects(read(secret.id), /not authorized to perform: kms:Decrypt/);
      const via = (service: string) => ({
        Resource: key.outputs["arn"],
        Condition: { StringEquals: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` } },
      });
      await grant(allow("kms:Decrypt", via("ssm")));
      await assert.rejects(read(secret.id), denied);
      await grant(allow("kms:Decrypt", via("secretsmanager")));
      assert.equal((await read(secret.id)).SecretString, "pem");
      await cloud.engine.update(key, { isEnabled: false });
      await assert.rejects(read(secret.id), { name: "DecryptionFailure" });
    });

    it("that are deleted are neither read nor made again until their window ends", async () => {
      const secret = await cloud.site.make("secretsmanager/secret:Secret", { name: "signing" });
      await cloud.engine.delete(secret);
      await assert.rejects(read(secret.id, admin()), { name: "InvalidRequestException" });
      await assert.rejects(
        new SecretsManagerClient(admin()).send(new CreateSecretCommand({ Name: "signing" })),
        { name: "InvalidRequestException" },
      );
    });
  });

  describe("parameters", () => {
    const read = (Name: string, more: object = {}, as = settings()) =>
      new SSMClient(as).send(new GetParameterCommand({ Name, ...more }));

    it("are known by name and by ARN, and missing by both", async () => {
      const parameter = await cloud.site.make("ssm/parameter:Parameter", {
        name: "/signing/dev",
        type: "SecureString",
        value: "pem",
      });
      const arn = String(parameter.outputs["arn"]);
      await grant(allow("ssm:GetParameter", { Resource: `${arn.slice(0, -3)}*` }));
      for (const name of ["/signing/dev", arn]) {
        assert.equal((await read(name, { WithDecryption: true })).Parameter?.Value, "pem");
      }
      const none = arn.replace("/dev", "/none");
      await assert.rejects(read(none), { name: "ParameterNotFound" });
      await assert.rejects(read("/other/dev"), denied, "what may not be read is not said to be missing");
      await assert.rejects(read(arn.replace("signing", "other"), {}, admin()), { name: "ParameterNotFound" });
    });

    it("put by a tool are seen by the program's next refresh", async () => {
      const parameter = await cloud.site.make("ssm/parameter:Parameter", {
        name: "/k",
        type: "SecureString",
        value: "a",
      });
      const put = new PutParameterCommand({ Name: "/k", Value: "b", Overwrite: true });
      await new SSMClient(admin()).send(put);
      const now = await cloud.engine.read(parameter);
      assert.deepEqual([now?.["value"], now?.["version"]], ["b", 2]);
    });

    it("under a customer's key need a grant on it, only to be decrypted", async () => {
      const key = await cloud.site.make("kms/key:Key", {});
      await cloud.site.make("ssm/parameter:Parameter", {
        name: "/k",
        type: "SecureString",
        value: "pem",
        keyId: key.id,
      });
      await grant(allow("ssm:GetParameter"));
      await read("/k");
      await assert.rejects(read("/k", { WithDecryption: true }), /not authorized to perform: kms:Decrypt/);
      await grant(allow("kms:Decrypt"));
      assert.equal((await read("/k", { WithDecryption: true })).Parameter?.Value, "pem");
    });
  });

  describe("roles", () => {
    const read = (Name: string) => new SSMClient(settings()).send(new GetParameterCommand({ Name }));

    it("have AWS's managed policies attached as AWS publishes them", async () => {
      await cloud.site.make("ssm/parameter:Parameter", {
        name: "AmazonCloudWatch-agent",
        type: "String",
        value: "{}",
      });
      await cloud.site.make("ssm/parameter:Parameter", { name: "other", type: "String", value: "{}" });
      const attach = (name: string) =>
        cloud.site.make("iam/rolePolicyAttachment:RolePolicyAttachment", {
          role: role.id,
          policyArn: `arn:aws:iam::aws:policy/${name}`,
        });
      const agent = await attach("CloudWatchAgentServerPolicy");
      await read("AmazonCloudWatch-agent");
      await assert.rejects(read("other"), denied);
      await attach("AmazonSSMManagedInstanceCore");
      await read("other");
      await cloud.engine.delete(agent);
      await attach("ReadOnlyAccess");
      await assert.rejects(read("other"), /not modelled.*ReadOnlyAccess/);
    });

    it("bring their inline policies, and are not judged with a boundary", async () => {
      await cloud.site.make("ssm/parameter:Parameter", { name: "other", type: "String", value: "{}" });
      const inlinePolicies = [{ name: "read", policy: document(allow("ssm:GetParameter")) }];
      role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST, inlinePolicies });
      await read("other");
      const permissionsBoundary = "arn:aws:iam::aws:policy/ReadOnlyAccess";
      role = await cloud.site.make("iam/role:Role", {
        assumeRolePolicy: TRUST,
        inlinePolicies,
        permissionsBoundary,
      });
      await assert.rejects(read("other"), /permissions boundary/);
    });

    it("are nobody once they are deleted", async () => {
      await cloud.engine.delete(role);
      await assert.rejects(read("other"), { name: "UnrecognizedClientException" });
    });
  });
});
