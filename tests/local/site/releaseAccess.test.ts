import assert from "node:assert/strict";
import {
  encryptionKeyGrant,
  encryptionKeyPolicy,
} from "../../../components/encryption/plan/encryptionKeyPolicy";
import { tlsOnlyPolicy } from "../../../components/internal/policyDocument";
import { applicationGrant } from "../../../components/membersApp/plan/applicationGrant";
import type { AccountFile, AccountResource } from "../../../local/cloud";
import { releaseProblem } from "../../../local/site/releaseAccess";

const ROLE = "arn:aws:iam::111122223333:role/app";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const RELEASE = "arn:aws:s3:::releases/configurations/1.json";

const resource = (type: string, inputs: object, outputs: object): AccountResource =>
  ({ type, id: type, region: "eu-west-1", inputs, outputs, createdAt: "", updatedAt: "" }) as AccountResource;
const rolePolicy = (policy: string) => resource("aws:iam/rolePolicy:RolePolicy", { role: "app" }, { policy });

const scope = { accountId: "111122223333", partition: "aws", region: "eu-west-1", siteName: "members" };
const key = resource(
  "aws:kms/key:Key",
  {},
  { arn: KEY, policy: encryptionKeyPolicy({ ...scope, encryptsApplication: true }) },
);
const bucketPolicy = resource(
  "aws:s3/bucketPolicy:BucketPolicy",
  { bucket: "releases" },
  { policy: tlsOnlyPolicy("arn:aws:s3:::releases") },
);
const grant = rolePolicy(
  applicationGrant({ objectArns: ["arn:aws:s3:::releases/*"], secretArns: [], topicArn: "arn:topic" }),
);
const keyGrant = rolePolicy(encryptionKeyGrant(KEY));
const object = (outputs: object = {}) =>
  resource("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "releases" }, { arn: RELEASE, ...outputs });
const encrypted = object({ serverSideEncryption: "aws:kms", kmsKeyId: KEY });

const problem = (of: AccountResource, ...resources: AccountResource[]) => {
  const account: AccountFile = { version: 1, accountId: "111122223333", resources, zones: [] };
  return releaseProblem(account, ROLE, of);
};

describe("the access of a local site to its release", () => {
  it("needs the permission of S3 alone with S3's own keys", () => {
    assert.equal(problem(object(), grant, bucketPolicy), undefined);
    assert.equal(
      problem(object(), bucketPolicy),
      `s3:GetObject on ${RELEASE} is refused because no identity-based policy allows the s3:GetObject action`,
    );
  });

  it("needs the permission to decrypt as well, by the role's policy and the key's", () => {
    assert.equal(problem(encrypted, grant, keyGrant, key), undefined);
    assert.equal(
      problem(encrypted, grant, key),
      `kms:Decrypt on ${KEY} is refused because no identity-based policy allows the kms:Decrypt action`,
    );
    const edge = encryptionKeyPolicy({ ...scope, encryptsApplication: false });
    assert.equal(
      problem(encrypted, grant, keyGrant, { ...key, outputs: { arn: KEY, policy: edge } }),
      `kms:Decrypt on ${KEY} is refused because no resource-based policy allows the kms:Decrypt action`,
    );
  });

  it("is refused when the key is disabled or gone", () => {
    const expected = `kms:Decrypt on ${KEY} is refused because no resource-based policy allows the kms:Decrypt action`;
    const off = { ...key, outputs: { ...key.outputs, isEnabled: false } };
    assert.equal(problem(encrypted, grant, keyGrant, off), expected);
    assert.equal(problem(encrypted, grant, keyGrant), expected);
  });

  it("is refused by a policy that is not understood", () => {
    const strange = rolePolicy(
      JSON.stringify({ Statement: { Effect: "Allow", NotAction: "s3:*", Resource: "*" } }),
    );
    assert.match(
      problem(object(), grant, strange) ?? "",
      /^a policy that bears on it is not modelled by the local cloud: /,
    );
  });
});
