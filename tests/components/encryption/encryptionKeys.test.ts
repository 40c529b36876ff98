import assert from "node:assert/strict";
import { SecureOrigin, type SecureOriginArgs } from "../../../components";
import { inputsOf, refusal } from "../support/recorder";
import { ARGS, DELIVERED, makeSite } from "../support/site";

const KEY = "aws:kms/key:Key";
const REPLICA = "aws:kms/replicaKey:ReplicaKey";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SECRET = "aws:secretsmanager/secret:Secret";
const TOPIC = "aws:sns/topic:Topic";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** The members site with all that can be encrypted. */
const EVERYTHING = { ...DELIVERED, network: { flowLogDays: 30 } };

type Recorded = Awaited<ReturnType<typeof makeSite>>;

/** The key of each resource of a type, by name; `undefined` for AWS's own. */
const keysOf = (recording: Recorded, type: string, argument: string): Record<string, unknown> =>
  Object.fromEntries(
    recording.made
      .filter((one) => one.type === type)
      .map(({ name, inputs }): [string, unknown] => [name, inputs[argument]]),
  );
const everyKey = (recording: Recorded): Record<string, unknown> => ({
  ...keysOf(recording, LOG_GROUP, "kmsKeyId"),
  ...keysOf(recording, SECRET, "kmsKeyId"),
  ...keysOf(recording, TOPIC, "kmsMasterKeyId"),
});
const expectedKeys = (key: string | undefined, edge: string | undefined) => ({
  "site-network-flows": key,
  "site-sessions-group": key,
  "site-logs-group": edge,
  "site-web-acl-group": edge,
  "site-app-sessions": key,
  "site-app-users-client": key,
  "site-app-requests": key ?? "alias/aws/sns",
  "site-alarms-balancer": key,
  "site-alarms-edge": edge,
});
const sessionInputs = (recording: Recorded) => {
  const { content } = inputsOf(recording, "aws:ssm/document:Document", "site-sessions-document");
  const { kmsKeyId, cloudWatchEncryptionEnabled } = (
    JSON.parse(String(content)) as { inputs: Record<string, unknown> }
  ).inputs;
  return { kmsKeyId, cloudWatchEncryptionEnabled };
};
const sids = (recording: Recorded, type: string, name: string) =>
  (
    JSON.parse(String(inputsOf(recording, type, name).policy)) as { Statement: { Sid: string }[] }
  ).Statement.map(({ Sid }) => Sid);
const ruleOf = (recording: Recorded, name: string) => inputsOf(recording, BUCKET_ENCRYPTION, name).rules;
const encryptionOf = (recording: Recorded, name: string) => {
  const { serverSideEncryption, kmsKeyId, bucketKeyEnabled } = inputsOf(recording, OBJECT, name);
  return [serverSideEncryption, kmsKeyId, bucketKeyEnabled];
};
const AWS_KEYS = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
const RELEASES = ["site-app-delivery-bundle", "site-app-delivery-configuration"];

describe("a site with an encryption key of its own", () => {
  it("uses keys of AWS unless told otherwise", async () => {
    const recording = await makeSite(EVERYTHING);
    assert.deepEqual(everyKey(recording), expectedKeys(undefined, undefined));
    assert.deepEqual(sessionInputs(recording), { kmsKeyId: "", cloudWatchEncryptionEnabled: false });
    assert.deepEqual(ruleOf(recording, "site-app-delivery-bucket"), AWS_KEYS);
    for (const name of RELEASES) {
      assert.deepEqual(encryptionOf(recording, name), ["AES256", undefined, undefined]);
    }
    assert.ok(recording.made.every(({ name }) => !name.includes("encryption")));
    assert.ok(
      !sids(recording, "aws:iam/rolePolicy:RolePolicy", "site-sessions-write").includes("DecryptSessions"),
    );
  });

  it("creates a key that rotates, and a replica for us-east-1", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true, tags: { team: "web" } });
    const { policy, ...key } = inputsOf(recording, KEY, "site-encryption");
    assert.deepEqual(key, {
      description: "Encrypts logs, secrets, topics and releases of site",
      deletionWindowInDays: 30,
      enableKeyRotation: true,
      multiRegion: true,
      tags: { team: "web" },
    });
    const { policy: edgePolicy, ...replica } = inputsOf(recording, REPLICA, "site-encryption-edge");
    assert.deepEqual(replica, {
      primaryKeyArn: "arn:site-encryption",
      description: "Encrypts logs and topics of site in us-east-1",
      deletionWindowInDays: 30,
      region: "us-east-1",
      tags: { team: "web" },
    });
    assert.match(String(policy), /"logs\.eu-west-1\.amazonaws\.com".*:log-group:site-\*"/);
    assert.match(String(edgePolicy), /"logs\.us-east-1\.amazonaws\.com".*:log-group:aws-waf-logs-site-\*"/);
    assert.doesNotMatch(String(edgePolicy), /ViaService|TargetId/);
    const { targetKeyId } = inputsOf(recording, "aws:kms/alias:Alias", "site-encryption");
    assert.equal(targetKeyId, "site-encryption-uuid");
    const bare = await makeSite({ encryptionKey: true });
    assert.equal(inputsOf(bare, REPLICA, "site-encryption-edge").region, "us-east-1");
  });

  it("encrypts log groups, secrets and topics with the key of their region", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true });
    assert.deepEqual(everyKey(recording), expectedKeys("arn:site-encryption", "arn:site-encryption-edge"));
  });

  it("encrypts the releases, and leaves the archive and the error pages to S3", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true });
    assert.deepEqual(ruleOf(recording, "site-app-delivery-bucket"), [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn:site-encryption",
        },
        bucketKeyEnabled: true,
      },
    ]);
    for (const name of RELEASES) {
      assert.deepEqual(encryptionOf(recording, name), ["aws:kms", "arn:site-encryption", true]);
    }
    // The load balancer cannot write with a KMS key, and the 403 page must not depend on one.
    assert.deepEqual(ruleOf(recording, "site-archive-bucket"), AWS_KEYS);
    assert.deepEqual(ruleOf(recording, "site-pages-bucket"), AWS_KEYS);
  });

  it("encrypts sessions on its instances, whose role may decrypt them", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true });
    assert.deepEqual(sessionInputs(recording), {
      kmsKeyId: "arn:site-encryption",
      cloudWatchEncryptionEnabled: true,
    });
    assert.deepEqual(sids(recording, "aws:iam/rolePolicy:RolePolicy", "site-sessions-write"), [
      "WriteSessions",
      "FindLogGroup",
      "DecryptSessions",
    ]);
    const document = recording.made.find(({ name }) => name === "site-sessions-document");
    assert.deepEqual(document?.waitsFor, ["site-sessions-write"]);
  });

  it("lets the role of the application use the key", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true });
    const { role, policy } = inputsOf(recording, "aws:iam/rolePolicy:RolePolicy", "site-app-encryption");
    assert.equal(role, "site-instances-role");
    assert.match(String(policy), /"Resource":"arn:site-encryption"/);
  });

  it("needs one key without replicas for a stack in us-east-1", async () => {
    const recording = await makeSite({ ...EVERYTHING, encryptionKey: true, region: "us-east-1" });
    assert.equal(inputsOf(recording, KEY, "site-encryption").multiRegion, false);
    assert.ok(recording.made.every(({ type }) => type !== REPLICA));
    const found = everyKey(recording);
    assert.ok(!("site-alarms-balancer" in found), "one topic serves both");
    assert.deepEqual(
      { ...found, "site-alarms-balancer": "arn:site-encryption" },
      expectedKeys("arn:site-encryption", "arn:site-encryption"),
    );
  });

  it("uses existing keys, and creates none", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const encryptionKeyArnUsEast1 = "arn:aws:kms:us-east-1:111122223333:key/2";
    const recording = await makeSite({ ...EVERYTHING, encryptionKeyArn, encryptionKeyArnUsEast1 });
    assert.deepEqual(everyKey(recording), expectedKeys(encryptionKeyArn, encryptionKeyArnUsEast1));
    assert.ok(recording.made.every(({ name }) => !name.startsWith("site-encryption")));
  });

  it("takes another key for the flow log if the network names one", async () => {
    const flowLogKey = "arn:aws:kms:eu-west-1:111122223333:key/3";
    const network = { flowLogDays: 30, encryptionKeyArn: flowLogKey };
    const recording = await makeSite({ ...EVERYTHING, network, encryptionKey: true });
    assert.deepEqual(everyKey(recording), {
      ...expectedKeys("arn:site-encryption", "arn:site-encryption-edge"),
      "site-network-flows": flowLogKey,
    });
  });

  it("refuses a key without one in us-east-1, before it creates anything", async () => {
    const wrong: SecureOriginArgs = {
      ...ARGS,
      logs: {},
      encryptionKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
    };
    assert.equal(
      await refusal((options) => new SecureOrigin("site", wrong, options)),
      'SecureOrigin "site": encryptionKeyArnUsEast1 is missing; allowed: a KMS key, beside logs, webAcl or alarms. To fix: name a key in us-east-1, where CloudFront\'s logs and alarms are.',
    );
  });
});
