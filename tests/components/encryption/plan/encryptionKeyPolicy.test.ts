import assert from "node:assert/strict";
import {
  encryptionKeyGrant,
  encryptionKeyPolicy,
  sessionKeyGrant,
} from "../../../../components/encryption/plan/encryptionKeyPolicy";
import { page } from "../../../docs/pages";

interface Statement {
  Sid: string;
  Effect: string;
  Principal?: Record<string, string>;
  Action: string | string[];
  Resource: string;
  Condition?: object;
}

const statements = (text: string) => (JSON.parse(text) as { Statement: Statement[] }).Statement;
const scope = {
  accountId: "111122223333",
  partition: "aws",
  region: "eu-west-1",
  siteName: "members",
  encryptsApplication: true,
};
const root = { AWS: "arn:aws:iam::111122223333:root" };
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1";

describe("the policy of an encryption key", () => {
  const [administer, application, sessions, logGroups, alarms, ...more] = statements(
    encryptionKeyPolicy(scope),
  );

  it("lets the account administer the key and not use it", () => {
    assert.deepEqual(more, []);
    assert.deepEqual([administer?.Sid, administer?.Principal], ["Administer", root]);
    const actions = [administer?.Action ?? []].flat();
    assert.ok(actions.includes("kms:PutKeyPolicy") && actions.includes("kms:ReplicateKey"));
    for (const action of actions) {
      assert.doesNotMatch(action, /\*|:(Encrypt|Decrypt|ReEncrypt|GenerateData|Sign|CreateGrant)/);
    }
  });

  it("lets it be used through Secrets Manager, S3 and SNS of its region alone", () => {
    assert.deepEqual(application, {
      Sid: "EncryptApplication",
      Effect: "Allow",
      Principal: root,
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:ViaService": [
            "s3.eu-west-1.amazonaws.com",
            "secretsmanager.eu-west-1.amazonaws.com",
            "sns.eu-west-1.amazonaws.com",
          ],
        },
      },
    });
  });

  it("lets it encrypt sessions on instances, which name the instance", () => {
    assert.deepEqual(sessions, {
      Sid: "EncryptSessions",
      Effect: "Allow",
      Principal: root,
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "i-*" } },
    });
  });

  it("admits CloudWatch Logs of its region for the log groups of the site alone", () => {
    assert.deepEqual(logGroups, {
      Sid: "EncryptLogGroups",
      Effect: "Allow",
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: {
          "kms:EncryptionContext:aws:logs:arn": [
            "arn:aws:logs:eu-west-1:111122223333:log-group:members-*",
            "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-members-*",
          ],
        },
      },
    });
  });

  it("admits CloudWatch for the alarms of the account in its region alone", () => {
    assert.deepEqual(alarms, {
      Sid: "PublishAlarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" },
      },
    });
  });

  it("admits nothing else in a region with log groups and topics of alarms only", () => {
    const edge = statements(
      encryptionKeyPolicy({ ...scope, region: "us-east-1", encryptsApplication: false }),
    );
    assert.deepEqual(
      edge.map(({ Sid, Principal }) => [Sid, Principal]),
      [
        ["Administer", root],
        ["EncryptLogGroups", { Service: "logs.us-east-1.amazonaws.com" }],
        ["PublishAlarms", { Service: "cloudwatch.amazonaws.com" }],
      ],
    );
  });

  it("is what the page asks of a key of one's own, but for the administration", () => {
    const { text } = page("docs/reference/encryption.md");
    const [, json = ""] = /```json\n(\[.*?\n\])\n```/s.exec(text) ?? [];
    assert.deepEqual(JSON.parse(json), [application, sessions, logGroups, alarms]);
  });

  it("allows the use of the key under a condition, always", () => {
    const using = statements(encryptionKeyPolicy(scope)).filter(({ Sid }) => Sid !== "Administer");
    assert.equal(using.length, 4);
    assert.ok(using.every(({ Condition }) => Condition !== undefined));
  });
});

describe("the permissions of roles for an encryption key", () => {
  it("are to read secrets and releases, and to publish requests for access", () => {
    assert.deepEqual(statements(encryptionKeyGrant(KEY)), [
      {
        Sid: "DecryptReleasesAndSecrets",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: KEY,
        Condition: {
          StringEquals: {
            "kms:ViaService": ["s3.eu-west-1.amazonaws.com", "secretsmanager.eu-west-1.amazonaws.com"],
          },
        },
      },
      {
        Sid: "EncryptRequestsForAccess",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: KEY,
        Condition: { StringEquals: { "kms:ViaService": ["sns.eu-west-1.amazonaws.com"] } },
      },
    ]);
  });

  it("are to decrypt sessions, and nothing that is not a session", () => {
    assert.deepEqual(sessionKeyGrant(KEY), {
      Sid: "DecryptSessions",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: KEY,
      Condition: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": "i-*" } },
    });
  });
});
