/** What the local cloud refuses of keys that encrypt, each as AWS's pages say. */
import assert from "node:assert/strict";
import { encryptionKeyPolicy } from "../../../../components/encryption/plan/encryptionKeyPolicy";
import { readAccount } from "../../../../local/cloud";
import type { Props, Resource } from "../support/client";
import { refused } from "../support/refused";
import { useCloud } from "../support/useCloud";

const scope = { accountId: "111122223333", partition: "aws", siteName: "members", encryptsApplication: true };
const policyIn = (region: string) => encryptionKeyPolicy({ ...scope, region });

describe("encryption keys in the local cloud", () => {
  const cloud = useCloud("suite");
  /** Creates a resource with those of the inputs that are defined. */
  const make = (type: string, inputs: Props) =>
    cloud.site.make(
      type,
      Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined)),
    );
  const makeKey = (inputs: Props = {}) => make("kms/key:Key", { policy: policyIn("eu-west-1"), ...inputs });
  const makeReplica = (primary: Resource, inputs: Props = {}) =>
    make("kms/replicaKey:ReplicaKey", {
      primaryKeyArn: primary.outputs["arn"],
      policy: policyIn("us-east-1"),
      region: "us-east-1",
      ...inputs,
    });
  let key: Resource;
  let disabled: Resource;
  let asymmetric: Resource;
  let pending: Resource;
  let elsewhere: Resource;
  before(async () => {
    key = await makeKey();
    disabled = await makeKey({ isEnabled: false });
    asymmetric = await makeKey({ customerMasterKeySpec: "RSA_2048" });
    pending = await makeKey();
    await cloud.engine.delete(pending);
    elsewhere = await makeKey({ region: "us-east-1", policy: policyIn("us-east-1") });
  });
  const withoutKey = (inputs: Props): Props =>
    Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "kmsKeyId"));
  const arnOf = (one: Resource) => String(one.outputs["arn"]);

  describe("replicas", () => {
    it("have the id of their primary key, an ARN of their own region, and its kind", async () => {
      const primary = await makeKey({ multiRegion: true, enableKeyRotation: true });
      assert.match(primary.id, /^mrk-[0-9a-f]{32}$/);
      const replica = await makeReplica(primary);
      assert.equal(replica.id, primary.id);
      assert.equal(arnOf(replica), `arn:aws:kms:us-east-1:111122223333:key/${primary.id}`);
      const { keySpec, keyUsage, keyRotationEnabled } = replica.outputs;
      assert.deepEqual(
        [keySpec, keyUsage, keyRotationEnabled],
        ["SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", true],
      );
      await cloud.engine.delete(replica);
      await refused("AlreadyExistsException", makeReplica(primary));
      await cloud.engine.delete(primary);
      await refused("KMSInvalidStateException", makeReplica(primary, { region: "eu-central-1" }));
    });

    it("are of a multi-Region primary key that exists and is enabled, each in another region", async () => {
      await refused("UnsupportedOperationException", makeReplica(key));
      const primary = await makeKey({ multiRegion: true });
      await refused("UnsupportedOperationException", makeReplica(primary, { region: "eu-west-1" }));
      const replica = await makeReplica(primary);
      await refused("AlreadyExistsException", makeReplica(primary));
      await refused("NotFoundException", makeReplica(replica, { region: "eu-central-1" }));
      const off = await makeKey({ multiRegion: true, isEnabled: false });
      await refused("DisabledException", makeReplica(off));
    });

    it("have policies whose principals exist and that do not lock out their author", async () => {
      const primary = await makeKey({ multiRegion: true });
      const of = (AWS: string) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "kms:Decrypt", Resource: "*" }],
        });
      await refused(
        "MalformedPolicyDocumentException",
        makeReplica(primary, { policy: of("arn:aws:iam::111122223333:role/nobody") }),
      );
      await refused(
        "MalformedPolicyDocumentException",
        makeReplica(primary, { policy: of("arn:aws:iam::111122223333:root") }),
      );
    });
  });

  describe("of log groups", () => {
    const group = (kmsKeyId: string | undefined, inputs: Props = {}) =>
      make("cloudwatch/logGroup:LogGroup", { name: "members-flows", kmsKeyId, ...inputs });

    it("exist in the region of the group, are symmetric, and are enabled", async () => {
      for (const wrong of [disabled, asymmetric, pending, elsewhere]) {
        await refused("InvalidParameterException", group(arnOf(wrong)));
      }
      await cloud.engine.delete(await group(arnOf(key)));
      const replica = await makeReplica(await makeKey({ multiRegion: true }));
      await cloud.engine.delete(await group(arnOf(replica), { region: "us-east-1" }));
    });

    it("admit CloudWatch Logs for the group, or the group is not created", async () => {
      const other = await makeKey({
        policy: encryptionKeyPolicy({ ...scope, region: "eu-west-1", siteName: "shop" }),
      });
      await refused("AccessDeniedException", group(arnOf(other)));
      await refused("AccessDeniedException", group(arnOf(await makeKey({ policy: policyIn("us-east-1") }))));
      await refused("AccessDeniedException", group(arnOf(await makeKey({ policy: undefined }))));
      await refused("AccessDeniedException", group(arnOf(key), { name: "another" }));
      const prefixed = { name: undefined, namePrefix: "aws-waf-logs-members-" };
      await cloud.engine.delete(await group(arnOf(key), prefixed));
      await refused("AccessDeniedException", group(arnOf(key), { ...prefixed, namePrefix: "aws-waf-logs-" }));
    });

    it("are given and taken in place", async () => {
      const made = await group(undefined);
      const given = { ...made.inputs, kmsKeyId: arnOf(key) };
      assert.deepEqual((await cloud.engine.diff(made, given)).replaces, []);
      const encrypted = await cloud.engine.update(made, given);
      await refused(
        "InvalidParameterException",
        cloud.engine.update(encrypted, { ...given, kmsKeyId: arnOf(disabled) }),
      );
      const bare = withoutKey(given);
      assert.deepEqual((await cloud.engine.diff(encrypted, bare)).replaces, []);
      await cloud.engine.delete(await cloud.engine.update(encrypted, bare));
    });
  });

  describe("of secrets", () => {
    const secretWith = (kmsKeyId?: string) => make("secretsmanager/secret:Secret", { kmsKeyId });
    const version = (secret: Resource) =>
      make("secretsmanager/secretVersion:SecretVersion", { secretId: secret.id, secretString: "value" });

    it("exist in the region of the secret", async () => {
      await refused("InvalidParameterException", secretWith(arnOf(elsewhere)));
    });

    it("are symmetric and enabled when a value is encrypted", async () => {
      await version(await secretWith(arnOf(key)));
      for (const wrong of [disabled, asymmetric]) {
        const secret = await secretWith(arnOf(wrong));
        await refused("EncryptionFailure", version(secret));
      }
    });

    it("can encrypt what a secret holds, when it gets another key", async () => {
      const secret = await secretWith();
      await version(secret);
      const given = { ...secret.inputs, kmsKeyId: arnOf(key) };
      assert.deepEqual((await cloud.engine.diff(secret, given)).replaces, []);
      const encrypted = await cloud.engine.update(secret, given);
      await refused(
        "EncryptionFailure",
        cloud.engine.update(encrypted, { ...given, kmsKeyId: arnOf(disabled) }),
      );
    });
  });

  describe("of objects", () => {
    it("exist in the region of the bucket and are enabled; the key of a bucket is not checked", async () => {
      const bucket = await make("s3/bucket:Bucket", { forceDestroy: true });
      const object = (kmsKeyId: string) =>
        make("s3/bucketObjectv2:BucketObjectv2", {
          bucket: bucket.id,
          key: "release",
          content: "text",
          serverSideEncryption: "aws:kms",
          kmsKeyId,
        });
      await make("s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", {
        bucket: bucket.id,
        rules: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: arnOf(disabled),
            },
          },
        ],
      });
      await refused("KMS.NotFoundException", object(arnOf(elsewhere)));
      await refused("KMS.DisabledException", object(arnOf(disabled)));
      await refused("KMS.KMSInvalidStateException", object(arnOf(pending)));
      const made = await object(arnOf(key));
      const without = { ...withoutKey(made.inputs), serverSideEncryption: "AES256" };
      assert.deepEqual((await cloud.engine.diff(made, without)).replaces, []);
    });
  });

  it("say in their refusals what is wrong", async () => {
    const group = make("cloudwatch/logGroup:LogGroup", { name: "another", kmsKeyId: arnOf(key) });
    await assert.rejects(group, {
      message:
        "operation error CloudWatch Logs: CreateLogGroup, https response error StatusCode: 400, AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-west-1:111122223333:log-group:another'\n(local cloud; source: https://github.com/hashicorp/terraform-provider-aws/issues/29282)",
    });
    assert.ok(readAccount(cloud.engine.dir)?.resources.every(({ id }) => id !== "another"));
  });
});
