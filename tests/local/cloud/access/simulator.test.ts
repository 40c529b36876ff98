/** The local cloud's decisions beside those of @cloud-copilot/iam-simulate, which nobody here wrote. */
import assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { decide } from "../../../../local/cloud/access/decide";
import { readDocument } from "../../../../local/cloud/access/policyDocument";

const accountId = "111122223333";
const role = `arn:aws:iam::${accountId}:role/app`;
const root = `arn:aws:iam::${accountId}:root`;

/** A call: on a key, whose policy has to let the account decide, or on a secret, for which either policy is enough. */
interface Call {
  readonly action: string;
  readonly resource: string;
  readonly resourceDecides: boolean;
}

const onKey: Call = {
  action: "kms:Sign",
  resource: `arn:aws:kms:eu-west-1:${accountId}:key/1`,
  resourceDecides: true,
};
const onSecret: Call = {
  action: "secretsmanager:GetSecretValue",
  resource: `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:a.b`,
  resourceDecides: false,
};

const allow = (call: Call, more: object = {}) => ({
  Effect: "Allow",
  Action: call.action,
  Resource: "*",
  ...more,
});

/** Statements that may or may not concern a call. */
const scopes = (call: Call): object[] => [
  {},
  { Action: call.action.toUpperCase() },
  { Action: [`${call.action.split(":")[0] ?? ""}:*`] },
  { Action: call.action.replace(/.$/, "?") },
  { Action: `${call.action}s` },
  { Resource: call.resource },
  { Resource: call.resource.replace("eu-west-1", "*") },
  { Resource: call.resource.replace(/.$/, "?") },
  { Resource: call.resource.toUpperCase() },
  { Resource: call.resource.replace(":", ".") },
  { Condition: { Bool: { "aws:SecureTransport": "true" } } },
  { Condition: { Bool: { "aws:SecureTransport": "false" } } },
  { Condition: { StringEquals: { "aws:SourceAccount": [accountId, "444455556666"] } } },
  { Condition: { StringLike: { "aws:SourceAccount": "1111*" } } },
  { Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/*` } } },
  { Condition: { ArnEquals: { "aws:PrincipalArn": `${role}-other` } } },
  {
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      Bool: { "aws:SecureTransport": "true" },
    },
  },
];

const principals: object[] = [
  { Principal: { AWS: role } },
  { Principal: { AWS: `${role}-other` } },
  { Principal: { AWS: root } },
  { Principal: { AWS: accountId } },
  { Principal: { AWS: ["444455556666", role] } },
  { Principal: { AWS: "*" } },
  { Principal: "*" },
  { Principal: { Service: "ec2.amazonaws.com" } },
];

const contexts: Record<string, string>[] = [
  {},
  { "aws:SecureTransport": "true" },
  { "aws:SecureTransport": "false", "aws:SourceAccount": accountId },
  { "aws:SecureTransport": "true", "aws:SourceAccount": "444455556666" },
];

interface Documents {
  readonly identity: object[];
  readonly resource?: object[];
}

/** Documents for a call: each scope for the role and for the resource, each principal, and denials beside allowances. */
function documentsFor(call: Call): Documents[] {
  const any = allow(call);
  const delegated = { ...any, Principal: { AWS: root } };
  const own = { ...any, Principal: { AWS: role } };
  return [
    { identity: [] },
    { identity: [any] },
    ...scopes(call).flatMap((scope): Documents[] => [
      { identity: [{ ...any, ...scope }], resource: [delegated] },
      { identity: [], resource: [{ ...own, ...scope }] },
      { identity: [any], resource: [{ ...delegated, ...scope }] },
      { identity: [any, { ...any, ...scope, Effect: "Deny" }], resource: [delegated] },
      { identity: [any], resource: [own, { ...any, ...scope, Effect: "Deny", Principal: "*" }] },
    ]),
    ...principals.flatMap((principal): Documents[] => [
      { identity: [], resource: [{ ...any, ...principal }] },
      { identity: [any], resource: [{ ...any, ...principal }] },
      { identity: [any], resource: [own, { ...any, ...principal, Effect: "Deny" }] },
    ]),
  ];
}

const documentOf = (Statement: object[]) => ({ Version: "2012-10-17", Statement });

function decided(call: Call, { identity, resource }: Documents, given: Record<string, string>): boolean {
  const context = { "aws:principalarn": role };
  const policies = {
    identity: readDocument(JSON.stringify(documentOf(identity))),
    ...(resource && { resource: readDocument(JSON.stringify(documentOf(resource))) }),
    resourceDecides: call.resourceDecides,
  };
  const lowered = Object.fromEntries(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
  return decide({ principal: role, accountId, ...call, context: { ...context, ...lowered } }, policies)
    .allowed;
}

async function simulated(
  call: Call,
  { identity, resource }: Documents,
  given: Record<string, string>,
): Promise<boolean> {
  const result = await runSimulation(
    {
      request: {
        principal: role,
        action: call.action,
        resource: { resource: call.resource, accountId },
        contextVariables: { "aws:PrincipalArn": role, ...given },
      },
      identityPolicies: [{ name: "role", policy: documentOf(identity) }],
      ...(resource && { resourcePolicy: documentOf(resource) }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === "error") {
    throw new Error(JSON.stringify(result.errors));
  }
  return result.overallResult === "Allowed";
}

describe("the local cloud and the simulator of IAM", () => {
  for (const [name, call] of Object.entries({ "a key": onKey, "a secret": onSecret })) {
    it(`decide alike who may use ${name}`, async () => {
      const differences: string[] = [];
      const seen = { allowed: 0, refused: 0 };
      for (const documents of documentsFor(call)) {
        for (const context of contexts) {
          const own = decided(call, documents, context);
          seen[own ? "allowed" : "refused"] += 1;
          if (own !== (await simulated(call, documents, context))) {
            differences.push(
              `${own ? "allowed" : "refused"} here: ${JSON.stringify({ documents, context })}`,
            );
          }
        }
      }
      assert.deepEqual(differences, []);
      assert.ok(seen.allowed > 100 && seen.refused > 100, JSON.stringify(seen));
    });
  }
});
