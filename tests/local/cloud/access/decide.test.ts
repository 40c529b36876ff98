import assert from "node:assert/strict";
import { allowsService, decide, type Policies } from "../../../../local/cloud/access/decide";
import { NotModelled, readDocument } from "../../../../local/cloud/access/policyDocument";

const accountId = "111122223333";
const role = `arn:aws:iam::${accountId}:role/app`;
const key = `arn:aws:kms:eu-west-1:${accountId}:key/1`;
const root = `arn:aws:iam::${accountId}:root`;

const document = (...statements: object[]) =>
  readDocument(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
const allow = (more: object = {}) => ({ Effect: "Allow", Action: "kms:Sign", Resource: "*", ...more });
const sign = (policies: Partial<Policies>, context: Record<string, string> = {}) =>
  decide(
    { principal: role, accountId, action: "kms:Sign", resource: key, context },
    { identity: [], resourceDecides: true, ...policies },
  ).allowed;

describe("who may call what in the local cloud", () => {
  it("allows nothing without a policy", () => {
    assert.equal(sign({}), false);
    assert.equal(sign({ resourceDecides: false }), false);
  });

  it("lets a key policy that names the role decide alone", () => {
    assert.equal(sign({ resource: document(allow({ Principal: { AWS: role } })) }), true);
    assert.equal(sign({ resource: document(allow({ Principal: { AWS: `${role}-other` } })) }), false);
    assert.equal(sign({ resource: document(allow({ Principal: { Service: "ec2.amazonaws.com" } })) }), false);
  });

  it("needs both policies when the key hands the decision to the account", () => {
    const delegates = document(allow({ Principal: { AWS: root } }));
    assert.equal(sign({ resource: delegates }), false);
    assert.equal(sign({ identity: document(allow()) }), false);
    assert.equal(sign({ resource: delegates, identity: document(allow()) }), true);
  });

  it("takes either policy where the resource does not decide alone", () => {
    assert.equal(sign({ resourceDecides: false, identity: document(allow()) }), true);
    assert.equal(
      sign({ resourceDecides: false, resource: document(allow({ Principal: { AWS: role } })) }),
      true,
    );
  });

  it("lets a deny win over every allow", () => {
    const deny = { ...allow(), Effect: "Deny" };
    const resource = document(allow({ Principal: { AWS: role } }));
    assert.equal(sign({ resource, identity: document(deny) }), false);
    assert.equal(
      sign({ resource: document(allow({ Principal: { AWS: role } }), { ...deny, Principal: "*" }) }),
      false,
    );
  });

  it("compares actions without case, and both actions and ARNs with wildcards", () => {
    const allowed = (more: object) => sign({ resourceDecides: false, identity: document(allow(more)) });
    assert.equal(allowed({ Action: ["KMS:sign"] }), true);
    assert.equal(allowed({ Action: "kms:S*" }), true);
    assert.equal(allowed({ Action: "kms:Get*" }), false);
    assert.equal(allowed({ Resource: `arn:aws:kms:*:${accountId}:key/?` }), true);
    assert.equal(allowed({ Resource: key.toUpperCase() }), false);
    assert.equal(allowed({ Resource: "arn.aws:kms:eu-west-1:111122223333:key/1" }), false, "a dot is a dot");
  });

  it("holds a statement only when all its conditions hold", () => {
    const identity = document(
      allow({
        Condition: { StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": ["RAW"] } },
      }),
    );
    const policies = { resourceDecides: false, identity };
    const context = { "kms:signingalgorithm": "ECDSA_SHA_256", "kms:messagetype": "RAW" };
    assert.equal(sign(policies, context), true);
    assert.equal(sign(policies, { ...context, "kms:messagetype": "DIGEST" }), false);
    assert.equal(sign(policies, { "kms:messagetype": "RAW" }), false);
  });

  it("refuses to judge what it does not understand", () => {
    for (const more of [
      { NotAction: "kms:Sign" },
      { NotResource: "*" },
      { Condition: { StringNotLike: { "aws:PrincipalArn": "*" } } },
      { Effect: "allow" },
    ]) {
      assert.throws(() => document(allow(more)), NotModelled, JSON.stringify(more));
    }
    const odd = document(allow({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } }));
    assert.throws(() => sign({ identity: odd, resourceDecides: false }), NotModelled);
    assert.throws(() => readDocument("{"), NotModelled);
  });
});

describe("what a resource's policy lets a service do in the local cloud", () => {
  const service = "logs.eu-west-1.amazonaws.com";
  const group = `arn:aws:logs:eu-west-1:${accountId}:log-group:members-logs`;
  const context = { "kms:encryptioncontext:aws:logs:arn": group };
  const may = (...statements: object[]) =>
    allowsService({ service, action: "kms:Sign", resource: key, context }, document(...statements));
  const admitted = allow({ Principal: { Service: service } });
  const when = (pattern: string) => ({
    Condition: { StringLike: { "kms:EncryptionContext:aws:logs:arn": pattern } },
  });

  it("is what a statement allows that names it, under conditions that hold", () => {
    assert.equal(may(admitted), true);
    assert.equal(may({ ...admitted, ...when(group.replace("logs", "*")) }), true);
    assert.equal(may({ ...admitted, ...when(`${group}-others`) }), false);
    assert.equal(may({ ...admitted, Action: "kms:Decrypt" }), false);
    assert.equal(may(allow({ Principal: "*" })), true);
  });

  it("is nothing that is allowed to accounts or other services, or denied", () => {
    assert.equal(may(), false);
    assert.equal(may(allow({ Principal: { AWS: root } })), false);
    assert.equal(may(allow({ Principal: { Service: "logs.us-east-1.amazonaws.com" } })), false);
    assert.equal(may(admitted, { ...admitted, Effect: "Deny" }), false);
  });

  it("is unknown with a condition that is not modelled", () => {
    const condition = { Condition: { StringEquals: { "kms:CallerAccount": accountId } } };
    assert.throws(() => may({ ...admitted, ...condition }), NotModelled);
  });
});
