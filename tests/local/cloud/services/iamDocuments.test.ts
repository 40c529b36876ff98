/** Policy documents against IAM's service authorization reference; those of the stacks: `tests/engine/stack.test.ts`. */
import assert from "node:assert/strict";
import { documentFindings } from "./iamDocuments/documentFindings";
import { documentsOf } from "./iamDocuments/documentsOf";
import { fitsFormat, patternsOverlap } from "./iamDocuments/overlap";
import type { Attachment } from "./iamDocuments/policyStatement";

const IDENTITY: Attachment = { kind: "identity" };
const TRUST: Attachment = { kind: "trust", service: "sts" };
const BUCKET: Attachment = { kind: "resource", service: "s3", arn: "arn:aws:s3:::pages" };
const KEY: Attachment = {
  kind: "resource",
  service: "kms",
  arn: "arn:aws:kms:eu-west-1:111122223333:key/1",
};
const LOGS: Attachment = { kind: "resource", service: "logs" };

const read = (more: object = {}) => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::pages/*",
  ...more,
});
const forCloudFront = { Principal: { Service: "cloudfront.amazonaws.com" } };
const sign = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/app" },
  Action: "kms:Sign",
  Resource: "*",
  ...more,
});
const when = (operator: string, key: string, value: unknown) => ({
  Condition: { [operator]: { [key]: value } },
});
const STREAMS = "arn:aws:logs:us-east-1:111122223333:log-group:edge:log-stream:*";

/** A wrong statement, what it is attached to, and what is found. */
type Planted = readonly [statement: object, attachment: Attachment, ...found: string[]];

const planted: Readonly<Record<string, Planted>> = {
  "an action that does not exist": [
    read({ Action: ["s3:GetObject", "s3:ReadObject"] }),
    IDENTITY,
    "s3:ReadObject: there is no such action",
  ],
  "a pattern of actions that fits none": [
    read({ Action: ["s3:GetObject", "s3:Fetch*"] }),
    IDENTITY,
    "s3:Fetch*: there is no such action",
  ],
  "a service that does not exist": [
    read({ Action: ["s3:GetObject", "cloudwatchlogs:PutLogEvents"] }),
    IDENTITY,
    "cloudwatchlogs:PutLogEvents: there is no service cloudwatchlogs",
  ],
  "an action on objects, and a bucket": [
    read({ Resource: "arn:aws:s3:::pages" }),
    IDENTITY,
    "s3:GetObject takes none of arn:aws:s3:::pages",
    "no action of the statement takes arn:aws:s3:::pages",
  ],
  "a resource beside the right one that no action takes": [
    read({ Resource: ["arn:aws:s3:::pages/*", "arn:aws:sns:eu-west-1:111122223333:alarms"] }),
    IDENTITY,
    "no action of the statement takes arn:aws:sns:eu-west-1:111122223333:alarms",
  ],
  "an action on all resources, limited to one": [
    read({ Action: "logs:DescribeQueryDefinitions", Resource: STREAMS }),
    IDENTITY,
    "logs:DescribeQueryDefinitions takes none of arn:aws:logs:us-east-1:111122223333:log-group:edge:log-stream:*",
    "no action of the statement takes arn:aws:logs:us-east-1:111122223333:log-group:edge:log-stream:*",
  ],
  "events written to a log group and not to its streams": [
    {
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "logs:PutLogEvents",
      Resource: "arn:aws:logs:us-east-1:111122223333:log-group:edge",
    },
    LOGS,
    "logs:PutLogEvents takes none of arn:aws:logs:us-east-1:111122223333:log-group:edge",
    "no action of the statement takes arn:aws:logs:us-east-1:111122223333:log-group:edge",
  ],
  "an ARN without account where the format has one": [
    read({ Action: "sns:Publish", Resource: "arn:aws:sns:eu-west-1:alarms" }),
    IDENTITY,
    "sns:Publish takes none of arn:aws:sns:eu-west-1:alarms",
    "no action of the statement takes arn:aws:sns:eu-west-1:alarms",
  ],
  "a bucket's policy about another bucket": [
    read({ ...forCloudFront, Resource: "arn:aws:s3:::page/*" }),
    BUCKET,
    "arn:aws:s3:::page/* is not the resource that has the policy",
  ],
  "an action of another service in a key's policy": [
    sign({ Action: "s3:GetObject" }),
    KEY,
    "s3:GetObject is never asked of kms's resources",
  ],
  "a condition key that does not exist": [
    sign(when("StringEquals", "kms:SigningAlgorithmSpec", "ECDSA_SHA_256")),
    KEY,
    "kms:SigningAlgorithmSpec is no condition key of kms",
  ],
  "a global condition key that does not exist": [
    read({ ...forCloudFront, ...when("StringEquals", "aws:SourceAccountId", "111122223333") }),
    BUCKET,
    "aws:SourceAccountId is no condition key of s3",
  ],
  "a condition key that one of the actions never has": [
    sign({
      Action: ["kms:Sign", "kms:DescribeKey"],
      ...when("StringEquals", "kms:SigningAlgorithm", "ECDSA_SHA_256"),
    }),
    KEY,
    "kms:DescribeKey never has kms:SigningAlgorithm, so the statement never matches it",
  ],
  "a condition operator that does not exist": [
    read({
      ...forCloudFront,
      ...when("StringMatches", "aws:SourceArn", "arn:aws:cloudfront::1:distribution/E1"),
    }),
    BUCKET,
    "StringMatches is no condition operator",
  ],
  "an operator for another type of key": [
    read({ ...forCloudFront, ...when("ArnLike", "aws:SecureTransport", "true") }),
    BUCKET,
    "ArnLike does not compare aws:SecureTransport, which is of type Bool",
  ],
  "a wildcard that is compared as it is": [
    read({
      ...forCloudFront,
      ...when("StringEquals", "aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/*"),
    }),
    BUCKET,
    "StringEquals compares arn:aws:cloudfront::111122223333:distribution/* character by character, so it never matches",
  ],
  "an id in place of an ARN": [
    read({ ...forCloudFront, ...when("StringEquals", "AWS:SourceArn", "E2EXAMPLE") }),
    BUCKET,
    "AWS:SourceArn is never E2EXAMPLE: it is an ARN",
  ],
  "an ARN in place of an account": [
    read({
      ...forCloudFront,
      ...when("StringEquals", "aws:SourceAccount", "arn:aws:iam::111122223333:root"),
    }),
    BUCKET,
    "aws:SourceAccount is never arn:aws:iam::111122223333:root: it is an account id",
  ],
  "a service that calls for another's resource": [
    read({
      Principal: { Service: "delivery.logs.amazonaws.com" },
      ...when("ArnLike", "aws:SourceArn", "arn:aws:cloudfront::111122223333:distribution/E1"),
    }),
    BUCKET,
    "delivery.logs.amazonaws.com never calls for arn:aws:cloudfront::111122223333:distribution/E1",
  ],
  "a principal that nobody is": [
    read({ Principal: { AWS: "role/app" } }),
    BUCKET,
    "there is no principal AWS role/app",
  ],
  "a service's name that is a domain of none": [
    read({ Principal: { Service: "cloudfront" } }),
    BUCKET,
    "there is no principal Service cloudfront",
  ],
  "permissions of a role with a principal": [
    read(forCloudFront),
    IDENTITY,
    "a role's permissions name no principal",
  ],
  "a bucket's policy without a principal": [read(), BUCKET, "a statement needs a principal"],
  "permissions without a resource": [
    { Effect: "Allow", Action: "s3:GetObject" },
    IDENTITY,
    "a statement needs a resource",
  ],
  "a trust policy that lets a service sign": [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "kms:Sign" },
    TRUST,
    "kms:Sign is never asked of sts's resources",
  ],
  "an effect in lower case": [
    read({ Effect: "allow" }),
    IDENTITY,
    "the effect allow is neither Allow nor Deny",
  ],
};

const documentOf = (statement: object, Version: string | undefined = "2012-10-17"): string =>
  JSON.stringify({ Version, Statement: [statement] });

describe("policy documents", () => {
  for (const [name, [statement, attachment, ...found]] of Object.entries(planted)) {
    it(`are found wrong with ${name}`, async () => {
      assert.deepEqual(await documentFindings(documentOf(statement), attachment), found);
    });
  }

  it("are found wrong in the old version of the language", async () => {
    assert.deepEqual(await documentFindings(documentOf(read(), "2008-10-17"), IDENTITY), [
      "the version is 2008-10-17, not 2012-10-17",
    ]);
  });

  it("are right where AWS takes them and each statement can match", async () => {
    const right: [object, Attachment][] = [
      [read(), IDENTITY],
      [read({ Action: "s3:Get*", Resource: "*" }), IDENTITY],
      [sign(when("StringEquals", "kms:MessageType", "RAW")), KEY],
      [sign({ Action: "kms:*", ...when("Bool", "aws:SecureTransport", "false"), Effect: "Deny" }), KEY],
      [sign({ Action: "kms:Decrypt", ...when("StringEquals", "kms:EncryptionContext:purpose", "x") }), KEY],
      [
        read({ Principal: "*", ...when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/app") }),
        BUCKET,
      ],
      [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }, TRUST],
      [
        {
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: STREAMS,
          ...when("ArnLike", "aws:SourceArn", "arn:aws:logs:us-east-1:111122223333:*"),
        },
        LOGS,
      ],
    ];
    for (const [statement, attachment] of right) {
      assert.deepEqual(
        await documentFindings(documentOf(statement), attachment),
        [],
        JSON.stringify(statement),
      );
    }
  });

  it("of a kind that nobody has described are an error", () => {
    const resource = { type: "aws:sqs/queue:Queue", urn: "urn:queue", inputs: {}, outputs: {} };
    const inputs = { policy: documentOf(read()) };
    const account = { resources: [{ ...resource, inputs }] } as unknown as Parameters<typeof documentsOf>[0];
    assert.throws(() => documentsOf(account), {
      message: "aws:sqs/queue:Queue policy has a policy document of an unknown kind",
    });
  });
});

describe("a pattern and a format of ARNs", () => {
  it("fit where one text fits both", () => {
    const object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
    const bucket = "arn:${Partition}:s3:::${BucketName}";
    assert.ok(fitsFormat("arn:aws:s3:::a/b/c*", object));
    assert.ok(fitsFormat("arn:aws:s3:::a*", object));
    assert.ok(!fitsFormat("arn:aws:s3:::a", object));
    assert.ok(fitsFormat("arn:aws:s3:::a", bucket));
    assert.ok(!fitsFormat("arn:aws:s3:::a/b", bucket));
    assert.ok(!fitsFormat("arn:aws:s3:::", bucket));
    assert.ok(patternsOverlap("a*c", "?bc") && patternsOverlap("*", "") && !patternsOverlap("a?", "b*"));
  });
});
