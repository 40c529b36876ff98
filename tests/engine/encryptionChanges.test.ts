import assert from "node:assert/strict";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { accessKeyId } from "../../local/cloud/access/caller";
import type { HistoryLine } from "../../local/cloud/account/accountFile";
import { type OpenCloud, openCloud } from "../../local/engine/attach";
import { releaseProblem } from "../../local/site/releaseAccess";
import { ChangingStack, placeOf } from "./changingStack";

const KEY = "aws:kms/key:Key";
const REPLICA = "aws:kms/replicaKey:ReplicaKey";
const ALIAS = "aws:kms/alias:Alias";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const SECRET = "aws:secretsmanager/secret:Secret";
const TOPIC = "aws:sns/topic:Topic";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const BUCKET_ENCRYPTION =
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const DOCUMENT = "aws:ssm/document:Document";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

describe("encryption with a key of its own, turned on and off for the dev stack by one `up` each", () => {
  const stack = new ChangingStack("dev").withProgramHost();
  let cloud: OpenCloud;
  let role: string;
  before(async () => {
    cloud = await openCloud(stack.folder.cloud);
    await stack.up();
    role = text((await stack.outputs()).appRoleArn);
  });
  after(async () => {
    await cloud.close();
    stack.remove();
  });

  const done = (history: HistoryLine[], operation: HistoryLine["operation"]) =>
    history
      .filter((line) => line.operation === operation && line.outcome === "done")
      .map(({ type, urn }) => `${type} ${urn.split("::").at(-1) ?? ""}`)
      .sort();
  /** What is encrypted, by name: the region of its key. */
  const keyRegions = () => {
    const argument = { [LOG_GROUP]: "kmsKeyId", [SECRET]: "kmsKeyId", [TOPIC]: "kmsMasterKeyId" };
    const encrypted = Object.entries(argument).flatMap(([type, name]) =>
      stack.records(type).map(({ urn, inputs }) => [urn?.split("::").at(-1) ?? "", text(inputs[name])]),
    );
    return Object.fromEntries(encrypted.map(([name = "", arn = ""]) => [name, arn.split(":")[3] ?? arn]));
  };
  const client = () => ({
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${cloud.apiPort}`,
    credentials: { accessKeyId: accessKeyId(role, cloud.apiSecret), secretAccessKey: "local-cloud" },
    maxAttempts: 1,
  });
  /** Asserts that the role of the application reads its secrets and releases, and publishes requests for access. */
  const worksAsBefore = async () => {
    const secrets = new SecretsManagerClient(client());
    for (const { id } of stack.records(SECRET)) {
      const { SecretString: value = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: id }));
      assert.ok(value.length > 0);
    }
    const { accessRequestTopicArn, appConfigurationUri } = await stack.outputs();
    const message = new PublishCommand({ TopicArn: text(accessRequestTopicArn), Message: "please" });
    assert.ok((await new SNSClient(client()).send(message)).MessageId !== undefined);
    const release = stack.records(OBJECT).find(({ id }) => `s3://${id}` === appConfigurationUri);
    assert.ok(release !== undefined);
    assert.equal(releaseProblem(stack.account(), role, release), undefined);
  };
  /** What changes in place when encryption is turned on or off. */
  const CHANGED = [
    `${LOG_GROUP} members-logs-group`,
    `${LOG_GROUP} members-sessions-group`,
    `${LOG_GROUP} members-web-acl-group`,
    `${ROLE_POLICY} members-sessions-write`,
    `${BUCKET_ENCRYPTION} members-app-delivery-bucket`,
    `${OBJECT} members-app-delivery-bundle`,
    `${OBJECT} members-app-delivery-configuration`,
    `${SECRET} members-app-sessions`,
    `${SECRET} members-app-users-client`,
    `${TOPIC} members-alarms-balancer`,
    `${TOPIC} members-alarms-edge`,
    `${TOPIC} members-app-requests`,
    `${DOCUMENT} members-sessions-document`,
  ].sort();
  const CREATED = [
    `${ALIAS} members-encryption`,
    `${KEY} members-encryption`,
    `${REPLICA} members-encryption-edge`,
    `${ROLE_POLICY} members-app-encryption`,
  ];

  it("creates keys and a permission, and replaces nothing", async () => {
    const history = await stack.change({ encryptionKey: true });
    assert.deepEqual(done(history, "create"), CREATED.sort());
    assert.deepEqual(done(history, "update"), CHANGED);
    assert.deepEqual(done(history, "delete"), []);
    const granted = history.findIndex(({ urn }) => urn.endsWith("::members-app-encryption"));
    for (const type of [SECRET, OBJECT, TOPIC]) {
      const first = history.findIndex(
        (line) => line.type === type && line.urn.includes("members-app") && line.outcome === "done",
      );
      assert.ok(granted < first, `${type} is encrypted before the role may decrypt it`);
    }
  });

  it("encrypts each log group, secret and topic with the key of its region, and the application works as before", async () => {
    assert.deepEqual(keyRegions(), {
      "members-logs-group": "us-east-1",
      "members-web-acl-group": "us-east-1",
      "members-sessions-group": "eu-west-1",
      "members-app-sessions": "eu-west-1",
      "members-app-users-client": "eu-west-1",
      "members-app-requests": "eu-west-1",
      "members-alarms-balancer": "eu-west-1",
      "members-alarms-edge": "us-east-1",
    });
    await worksAsBefore();
    await stack.expectNoChanges();
  });

  it("encrypts everything anew before the keys go, and replaces nothing", async () => {
    const history = await stack.change({ encryptionKey: undefined });
    assert.deepEqual(done(history, "create"), []);
    assert.deepEqual(done(history, "update"), CHANGED);
    assert.deepEqual(done(history, "delete"), CREATED);
    for (const type of [SECRET, OBJECT, TOPIC, LOG_GROUP]) {
      assert.ok(placeOf(history, "update", type) < placeOf(history, "delete", KEY), type);
    }
    assert.ok(placeOf(history, "delete", REPLICA) < placeOf(history, "delete", KEY));
    assert.ok(Object.values(keyRegions()).every((region) => ["", "alias/aws/sns"].includes(region)));
    await worksAsBefore();
  });
});
