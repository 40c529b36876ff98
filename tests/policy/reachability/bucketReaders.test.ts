import assert from "node:assert/strict";
import {
  coversReading,
  isPublicToS3,
  keepsOthersOut,
  readersOf,
  type Trusted,
} from "../../../policy/reachability/buckets/bucketReaders";
import { readDocument, type Statement } from "../../../policy/values/policyDocuments";
import { parseRanges } from "../../../policy/values/ranges";

const own = "arn:aws:cloudfront::111122223333:distribution/E1ABCDEFGHIJKL";
const trusted: Trusted = {
  distributions: new Set([own]),
  isComplete: true,
  account: "111122223333",
  identities: new Set(["E2ABCDEFGHIJKL", "4f1c2ab0"]),
  admins: parseRanges(["203.0.113.0/28"]),
};
const cloudfront = { Service: "cloudfront.amazonaws.com" };

/** Reads one statement that allows reading, unless `props` say otherwise. */
function statement(props: object): Statement {
  const json = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::videos/*", ...props };
  const value = JSON.stringify({ Statement: json });
  const policy = readDocument({ state: "known", path: "policy", value });
  assert.ok(policy.state === "known" && policy.statements[0] !== undefined);
  return policy.statements[0];
}

/** Returns who reads: a description, `closed` or `unknown`. */
function readers(Principal: unknown, Condition?: object, by: Trusted = trusted): string {
  const found = readersOf(statement({ Principal, Condition }), by);
  return found.kind === "open" ? found.who : found.kind;
}
const source = (operator: string, ...arns: string[]) => ({ [operator]: { "AWS:SourceArn": arns } });

describe("readersOf", () => {
  const cases: [what: string, principal: unknown, condition: object | undefined, expected: string][] = [
    ["CloudFront for the distribution", cloudfront, source("StringEquals", own), "closed"],
    ["CloudFront for it by another operator", cloudfront, source("ArnLike", own), "closed"],
    ["everyone for the distribution", "*", source("ForAnyValue:StringLike", own), "closed"],
    ["CloudFront", cloudfront, undefined, "every distribution, of any account,"],
    [
      "a pattern",
      cloudfront,
      source("StringLike", `${own.slice(0, -3)}*`),
      "every distribution that a pattern matches",
    ],
    [
      "two distributions",
      cloudfront,
      source("StringEquals", own, `${own}2`),
      "a distribution outside this stack",
    ],
    ["IfExists", cloudfront, source("StringEqualsIfExists", own), "every distribution, of any account,"],
    [
      "ForAllValues",
      cloudfront,
      source("ForAllValues:StringEquals", own),
      "every distribution, of any account,",
    ],
    [
      "a negated operator",
      cloudfront,
      source("StringNotEquals", `${own}2`),
      "every distribution, of any account,",
    ],
    ["Null", cloudfront, { Null: { "aws:SourceArn": "false" } }, "every distribution, of any account,"],
    [
      "the account alone",
      cloudfront,
      { StringEquals: { "aws:SourceAccount": "111122223333" } },
      "every distribution of an account",
    ],
    [
      "the account and the distribution",
      cloudfront,
      { StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": own } },
      "closed",
    ],
    ["everyone", "*", undefined, "everyone"],
    ["everyone as AWS", { AWS: ["*"] }, undefined, "everyone"],
    ["everyone by TLS", "*", { Bool: { "aws:SecureTransport": "true" } }, "everyone"],
    ["everyone from a VPC endpoint", "*", { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }, "closed"],
    ["everyone from any VPC endpoint", "*", { StringLike: { "aws:SourceVpce": "*" } }, "every VPC"],
    ["everyone of the account", "*", { StringEquals: { "aws:PrincipalAccount": "111122223333" } }, "closed"],
    [
      "everyone of an organization",
      "*",
      { StringEquals: { "aws:PrincipalOrgID": "o-1a2b3c4d5e" } },
      "other accounts of the organization",
    ],
    ["the administrators", "*", { IpAddress: { "aws:SourceIp": "203.0.113.0/29" } }, "closed"],
    ["private addresses", "*", { IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } }, "closed"],
    ["other addresses", "*", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "clients by their address"],
    ["all but some addresses", "*", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/29" } }, "everyone"],
    [
      "access points of the account",
      "*",
      { StringEquals: { "s3:DataAccessPointAccount": "111122223333" } },
      "closed",
    ],
    ["a session of a role", "*", { StringLike: { "aws:userId": "AROAEXAMPLEID123456:*" } }, "closed"],
    ["every session", "*", { StringLike: { "aws:userId": "*" } }, "everyone"],
    ["a role of the account", { AWS: "arn:aws:iam::111122223333:role/app" }, undefined, "closed"],
    ["the account", { AWS: "111122223333" }, undefined, "closed"],
    ["a deleted role", { AWS: "AROAEXAMPLEID123456" }, undefined, "closed"],
    ["another account", { AWS: ["111122223333", "444455556666"] }, undefined, "another account"],
    [
      "another account for the distribution",
      { AWS: "444455556666" },
      { StringEquals: { "aws:PrincipalTag/team": "video" } },
      "another account",
    ],
    [
      "an origin access identity",
      { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2ABCDEFGHIJKL" },
      undefined,
      "closed",
    ],
    [
      "another origin access identity",
      { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E3ABCDEFGHIJKL" },
      undefined,
      "an origin access identity that no distribution of this stack uses",
    ],
    ["the identity's canonical user", { CanonicalUser: "4f1c2ab0" }, undefined, "closed"],
    [
      "another canonical user",
      { CanonicalUser: "5f1c2ab0" },
      undefined,
      "an account by its canonical user id",
    ],
    [
      "an identity provider",
      { Federated: "cognito-identity.amazonaws.com" },
      undefined,
      "users of an identity provider",
    ],
    ["a service", { Service: "mediaconvert.amazonaws.com" }, undefined, "an AWS service, for any account,"],
    [
      "a service for the account",
      { Service: "mediaconvert.amazonaws.com" },
      { StringEquals: { "aws:SourceAccount": "111122223333" } },
      "closed",
    ],
    [
      "a service for resources of the account",
      { Service: "logging.s3.amazonaws.com" },
      { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" } },
      "closed",
    ],
  ];
  for (const [what, principal, condition, expected] of cases) {
    it(`of ${what}: ${expected}`, () => {
      assert.equal(readers(principal, condition), expected);
    });
  }

  it("of NotPrincipal: everyone", () => {
    const found = readersOf(statement({ NotPrincipal: { AWS: "444455556666" } }), trusted);
    assert.deepEqual(found, { kind: "open", who: "everyone" });
  });

  it("is unknown before the account and the distributions' ARNs are known", () => {
    const preview = { ...trusted, distributions: new Set<string>(), isComplete: false, account: undefined };
    assert.equal(readers({ AWS: "111122223333" }, undefined, preview), "unknown");
    assert.equal(readers(cloudfront, source("StringEquals", own), preview), "unknown");
    assert.equal(readers("*", undefined, preview), "everyone");
  });
});

describe("coversReading", () => {
  const cases: [actions: object, expected: boolean][] = [
    [{ Action: "s3:GetObjectVersion" }, true],
    [{ Action: ["s3:PutObject", "s3:Get*"] }, true],
    [{ Action: "*" }, true],
    [{ Action: undefined, NotAction: "s3:PutObject" }, true],
    [{ Action: undefined, NotAction: "s3:Get*" }, false],
    [{ Action: "s3:ReplicateObject" }, false],
    [{ Action: "s3:ListBucket" }, false],
  ];
  for (const [actions, expected] of cases) {
    it(`of ${JSON.stringify(actions)}: ${String(expected)}`, () => {
      assert.equal(coversReading(statement(actions)), expected);
    });
  }
});

describe("keepsOthersOut", () => {
  const deny = (props: object) =>
    keepsOthersOut(
      statement({ Effect: "Deny", Principal: "*", Action: "s3:*", ...props }),
      statement({ Principal: "*" }),
      trusted,
    );

  it("is true of a Deny for all but the distribution", () => {
    assert.equal(deny({ Condition: { StringNotEquals: { "aws:SourceArn": own } } }), true);
    const narrow = { Action: "s3:GetObject", Condition: { ArnNotLikeIfExists: { "aws:SourceArn": own } } };
    assert.equal(deny(narrow), true);
  });

  it("is true of a Deny without conditions, for everyone or for whom the statement allows", () => {
    const allow = statement({ Principal: { AWS: "444455556666" } });
    const same = statement({ Effect: "Deny", Principal: { AWS: "444455556666" }, Action: "s3:Get*" });
    const other = statement({ Effect: "Deny", Principal: { AWS: "777788889999" }, Action: "s3:Get*" });
    assert.equal(deny({}), true);
    assert.equal(keepsOthersOut(same, allow, trusted), true);
    assert.equal(keepsOthersOut(other, allow, trusted), false);
  });

  it("is false of one that others pass", () => {
    const except = { StringNotEquals: { "aws:SourceArn": own } };
    const two = { StringNotEquals: { "aws:SourceArn": own, "aws:PrincipalTag/a": "b" } };
    assert.equal(deny({ Condition: { StringNotLike: { "aws:SourceArn": "arn:aws:cloudfront:*" } } }), false);
    assert.equal(deny({ Condition: two }), false);
    assert.equal(deny({ Condition: except, Principal: { AWS: "444455556666" } }), false);
    assert.equal(deny({ Condition: except, Action: "s3:PutObject" }), false);
    assert.equal(deny({ Condition: except, Resource: "arn:aws:s3:::videos/a/*" }), false);
    assert.equal(deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }), false);
    assert.equal(deny({ Principal: undefined, NotPrincipal: { AWS: "444455556666" } }), false);
  });
});

describe("isPublicToS3", () => {
  const isPublic = (props: object) => isPublicToS3(statement(props));

  it("is true of everyone, whatever the request looks like", () => {
    assert.equal(isPublic({ Principal: "*" }), true);
    assert.equal(
      isPublic({ Principal: { AWS: "*" }, Condition: { StringLike: { "aws:Referer": "a*" } } }),
      true,
    );
  });

  it("is false of everyone from one place, and of named principals", () => {
    const fromNetwork = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
    assert.equal(isPublic({ Principal: "*", Condition: fromNetwork }), false);
    assert.equal(isPublic({ Principal: { AWS: ["*", "444455556666"] } }), false);
    assert.equal(isPublic({ Principal: cloudfront }), false);
  });
});
