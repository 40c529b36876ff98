import assert from "node:assert/strict";
import {
  type EncryptionChoice,
  encryptionProblems,
} from "../../../../components/encryption/plan/encryptionProblems";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const EDGE_KEY = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

const NONE: EncryptionChoice = {
  region: "eu-west-1",
  createsKey: false,
  usesKey: false,
  usesEdgeKey: false,
  writesInEdgeRegion: true,
  keyArn: undefined,
  edgeKeyArn: undefined,
};
const problems = (choice: Partial<EncryptionChoice>) => encryptionProblems({ ...NONE, ...choice });
const own = { usesKey: true, keyArn: KEY };
const edge = { usesEdgeKey: true, edgeKeyArn: EDGE_KEY };

describe("the choice of encryption keys", () => {
  it("is none, one that is created, or one in each region with encrypted data", () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ createsKey: true }), []);
    assert.deepEqual(problems({ ...own, ...edge }), []);
    assert.deepEqual(problems({ ...own, writesInEdgeRegion: false }), []);
    assert.deepEqual(problems({ usesKey: true, keyArn: EDGE_KEY, region: "us-east-1" }), []);
  });

  it("is not known before deployment if the ARN is another resource's output", () => {
    assert.deepEqual(problems({ usesKey: true, usesEdgeKey: true }), []);
  });

  it("is not both: a key that is created and one that exists", () => {
    const expected = (name: string) => [
      `${name} is "set beside encryptionKey"; allowed: encryptionKey or encryptionKeyArn. To fix: keep the one that you mean.`,
    ];
    assert.deepEqual(problems({ ...own, createsKey: true }), expected("encryptionKeyArn"));
    assert.deepEqual(problems({ ...edge, createsKey: true }), expected("encryptionKeyArnUsEast1"));
  });

  it("names a key in us-east-1 where CloudFront's logs or alarms are encrypted, and only there", () => {
    assert.deepEqual(problems(own), [
      "encryptionKeyArnUsEast1 is missing; allowed: a KMS key, beside logs, webAcl or alarms. To fix: name a key in us-east-1, where CloudFront's logs and alarms are.",
    ]);
    assert.deepEqual(problems(edge), [
      "encryptionKeyArn is missing; allowed: a KMS key, beside encryptionKeyArnUsEast1. To fix: name the key of the stack's region, too.",
    ]);
    assert.deepEqual(problems({ usesKey: true, keyArn: EDGE_KEY, ...edge, region: "us-east-1" }), [
      'encryptionKeyArnUsEast1 is "set"; allowed: nothing, for a stack in us-east-1. To fix: remove it: encryptionKeyArn is used for everything.',
    ]);
  });

  it("takes ARNs of keys in their regions, and no aliases", () => {
    const alias = "arn:aws:kms:eu-west-1:111122223333:alias/central";
    assert.deepEqual(problems({ ...own, ...edge, keyArn: alias, edgeKeyArn: KEY }), [
      `encryptionKeyArn is "${alias}"; allowed: the ARN of a KMS key in eu-west-1. To fix: copy the ARN from the key's page: an id or alias is not enough.`,
      `encryptionKeyArnUsEast1 is "${KEY}"; allowed: the ARN of a KMS key in us-east-1. To fix: copy the ARN from the key's page: an id or alias is not enough.`,
    ]);
    assert.deepEqual(problems({ ...own, ...edge, region: "", keyArn: "mrk-1" }), [
      'encryptionKeyArn is "mrk-1"; allowed: the ARN of a KMS key. To fix: copy the ARN from the key\'s page: an id or alias is not enough.',
    ]);
  });
});
