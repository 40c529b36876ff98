import assert from "node:assert/strict";
import { decide, type Policies } from "../../../../local/cloud/access/decide";
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
