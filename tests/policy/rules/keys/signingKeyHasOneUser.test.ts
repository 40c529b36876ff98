import assert from "node:assert/strict";
import { type ExampleResource, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import {
  account,
  administer,
  allow,
  app,
  document,
  ec2,
  found,
  key,
  keyArn,
  policyOf,
  publicKey,
  role,
  root,
  signedBy,
} from "./access/signers";

describe("signing-key-has-one-user: a key in KMS", () => {
  const takeover = "2 principals can use the signing key or give themselves access to it: app, other";

  it("is not reported if one role signs, which one service assumes", () => {
    assert.deepEqual(found(...signedBy(ec2)), []);
  });

  it("counts whoever can write its policy, create grants or replicas", () => {
    const other = { AWS: `${account}:role/other` };
    const others = [role("app", ec2), role("other", ec2), publicKey];
    for (const action of ["kms:PutKeyPolicy", "kms:CreateGrant"]) {
      const policy = document(allow(app, "kms:Sign"), allow(other, action));
      assert.deepEqual(found(key(policy), ...others), [`key policy: ${takeover}`], action);
    }
    const replicating = document(allow(app, "kms:Sign"), allow(other, "kms:ReplicateKey"));
    assert.deepEqual(found(key(replicating), ...others), []);
    assert.deepEqual(found(key(replicating, { multiRegion: true }), ...others), [`key policy: ${takeover}`]);
  });

  it("may be used by AWS's services through grants, and by grants without the right to sign", () => {
    const other = { AWS: `${account}:role/other` };
    for (const condition of [
      { Bool: { "kms:GrantIsForAWSResource": "true" } },
      { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Verify", "GetPublicKey"] } },
    ]) {
      const granting = allow(other, "kms:CreateGrant", { Condition: condition });
      assert.deepEqual(
        found(
          key(document(allow(app, "kms:Sign"), granting)),
          publicKey,
          role("app", ec2),
          role("other", ec2),
        ),
        [],
      );
    }
  });

  it("is judged by IAM policies only where its policy lets the account decide", () => {
    const other = role("other", ec2);
    const signs = policyOf("other", { Effect: "Allow", Action: "kms:Sign", Resource: keyArn });
    assert.deepEqual(found(...signedBy(ec2), other, signs), []);
    const administers = policyOf("other", { Effect: "Allow", Action: "kms:Put*", Resource: keyArn });
    assert.deepEqual(found(...signedBy(ec2), other, administers), [
      `key policy: ${takeover}`,
      `other-policy policy: ${takeover}`,
    ]);
    const denies = { Effect: "Deny", Action: "kms:*", Resource: "*" };
    const both = policyOf("other", { Effect: "Allow", Action: "kms:Put*", Resource: keyArn }, denies);
    assert.deepEqual(found(...signedBy(ec2), other, both), []);
  });

  it("is judged by what its policy denies, and by conditions on the principal", () => {
    const onlyApp = { ArnNotEquals: { "aws:PrincipalArn": app.AWS } };
    const denied = { Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*", Condition: onlyApp };
    const rest = [publicKey, role("app", ec2)];
    assert.deepEqual(found(key(document(allow(root, "kms:*"), denied)), ...rest), []);
    const narrowed = allow("*", "kms:Sign", { Condition: { StringEquals: { "aws:PrincipalArn": app.AWS } } });
    assert.deepEqual(found(key(document(administer, narrowed)), ...rest), []);
    const caller = allow("*", "kms:Sign", {
      Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } },
    });
    assert.deepEqual(found(key(document(caller)), ...rest), [
      "key policy: a whole account can use the signing key, so any of its IAM policies can allow signing",
    ]);
    const address = allow("*", "kms:Sign", { Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } });
    assert.deepEqual(found(key(document(address)), ...rest), ["key policy: anyone can use the signing key"]);
  });

  it("is reported if its one user belongs to another account", () => {
    const foreign = { AWS: "arn:aws:iam::444455556666:role/app" };
    assert.deepEqual(found(key(document(allow(foreign, "kms:Sign"))), publicKey), [
      "key policy: a principal of another account can use the signing key",
    ]);
  });

  it("is traced to the public keys that come from it", () => {
    const open = key(document(allow("*", "kms:*")));
    const literal = { type: t.publicKey, name: "public", props: { encodedKey: unknownValue } };
    const reported = ["key policy: anyone can use the signing key"];
    assert.deepEqual([...new Set(found(open, publicKey))], reported);
    assert.deepEqual(found(open), [], "no public key in CloudFront");
    assert.deepEqual([...new Set(found(open, literal))], reported, "a public key of unknown origin");
    const otherKey = { ...open, name: "other" };
    assert.deepEqual(
      found(key(document(allow(app, "kms:Sign"))), publicKey, otherKey, role("app", ec2)),
      [],
      "a key beside the one that the public key comes from",
    );
    assert.deepEqual(
      found({ ...open, props: { ...open.props, customerMasterKeySpec: "RSA_4096" } }, literal),
      [],
    );
  });

  it("is not used by a second role that only the first role's users are", () => {
    const chained = allow({ AWS: `${account}:role/task` }, "sts:AssumeRole");
    assert.deepEqual(found(...signedBy(chained), role("task", ec2)), []);
    assert.deepEqual(found(...signedBy(ec2, chained), role("task", ec2)), [
      "key policy: 2 principals can use the signing key: app, task",
      "app assumeRolePolicy: 2 principals can use the signing key: app, task",
    ]);
  });
});

describe("signing-key-has-one-user: what acts with the role", () => {
  const acts = (name: string, type: string, props: object): ExampleResource => ({ type, name, props });
  const first = acts("first", t.function, { role: `${account}:role/app` });
  const second = acts("second", t.codeBuildProject, { serviceRole: `${account}:role/app` });
  const profile = acts("profile", t.instanceProfile, { name: "profile", role: "app" });
  const instance = acts("server", t.instance, { iamInstanceProfile: "profile" });
  const also = (name: string, path: string) =>
    `${name} ${path}: this also acts with app, which can use the signing key`;

  it("may be one function, or the instances of a profile", () => {
    assert.deepEqual(found(...signedBy(ec2), first), []);
    assert.deepEqual(found(...signedBy(ec2), profile, instance), []);
  });

  it("may not be two, nor a function beside instances", () => {
    assert.deepEqual(found(...signedBy(ec2), first, second).sort(), [
      also("first", "role"),
      also("second", "serviceRole"),
    ]);
    assert.deepEqual(found(...signedBy(ec2), first, profile, instance), [also("first", "role")]);
  });
});
