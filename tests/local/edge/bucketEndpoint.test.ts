import assert from "node:assert/strict";
import { readBucketObject } from "../../../local/edge/bucket/bucket";
import { bucketEndpointAnswer } from "../../../local/edge/bucket/endpoint";
import type { BucketOriginView, KmsKeyView, StackView } from "../../../local/edge/stackView/model";

const ARN = "arn:aws:s3:::films";
const HOST = "films.s3.eu-west-1.amazonaws.com";

/** A stack whose distribution reads a bucket with one object, under a policy. */
function viewOf(policy: object | undefined, key?: KmsKeyView): StackView {
  const origin: BucketOriginView = {
    kind: "bucket",
    id: "films",
    domainName: HOST,
    path: "",
    customHeaders: [],
    signs: true,
    bucket: {
      name: "films",
      arn: ARN,
      policy: policy && JSON.stringify({ Version: "2012-10-17", Statement: [policy] }),
      objects: new Map([
        [
          "a.txt",
          {
            body: Buffer.from("a film"),
            key,
            contentType: "text/plain",
            cacheControl: undefined,
            etag: '"1"',
            lastModified: "",
          },
        ],
      ]),
    },
  };
  return { distribution: { origins: new Map([["films", origin]]) } } as unknown as StackView;
}

const ask = (policy: object | undefined, host = HOST, scheme: "http" | "https" = "https") =>
  bucketEndpointAnswer({ host, scheme, method: "GET", target: "/a.txt", headers: [] }, viewOf(policy));

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: `${ARN}/*` };

describe("a bucket's own domain name at the local edge", () => {
  it("refuses everyone whom the policy does not admit, CloudFront's statement among them", () => {
    assert.equal(ask(undefined)?.status, 403);
    const cloudFront = { ...read, Principal: { Service: "cloudfront.amazonaws.com" } };
    assert.equal(ask(cloudFront)?.status, 403);
    assert.equal(ask({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:root" } })?.status, 403);
  });

  it("serves everyone whom the policy admits, so that a public bucket is seen", () => {
    assert.equal(ask({ ...read, Principal: "*" }, `${HOST}:8443`)?.status, 200);
    const secure = {
      ...read,
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    };
    assert.equal(ask(secure)?.status, 200);
    assert.equal(ask(secure, HOST, "http")?.status, 403);
  });

  it("leaves all other hosts to the distribution", () => {
    assert.equal(ask(undefined, "members.example.com"), undefined);
    assert.equal(
      bucketEndpointAnswer(
        { host: HOST, scheme: "https", method: "GET", target: "/", headers: [] },
        undefined,
      ),
      undefined,
    );
  });
});

describe("an object that a KMS key encrypts, at the local edge", () => {
  const distributionArn = "arn:aws:cloudfront::111122223333:distribution/E1";
  const service = { Service: "cloudfront.amazonaws.com" };
  const statement = (more: object) => ({ Effect: "Allow", Principal: service, ...more });
  const answer = (key: KmsKeyView) => {
    const policy = statement({ Action: "s3:GetObject", Resource: `${ARN}/*` });
    const origin = viewOf(policy, key).distribution.origins.get("films") as BucketOriginView;
    const { signal } = new AbortController();
    const request = { method: "GET", target: "/a.txt", headers: [], body: undefined, signal };
    return readBucketObject(origin, request, { distributionArn, accountId: "111122223333" });
  };
  const keyWith = (...statements: object[]): KmsKeyView => ({
    arn: "arn:aws:kms:eu-west-1:111122223333:key/1",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
  const decrypts = (reader: string) =>
    statement({
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": reader } },
    });

  it("is read by a distribution that the key's policy lets decrypt", () => {
    assert.equal(answer(keyWith(decrypts(distributionArn))).status, 200);
  });

  it("is refused to all others, and always under the key that AWS manages", () => {
    const root = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    };
    const refused = [
      keyWith(root),
      keyWith(root, decrypts(distributionArn.replace("E1", "E2"))),
      { arn: "alias/aws/s3", policy: undefined },
    ].map(answer);
    assert.deepEqual(
      refused.map(({ status }) => status),
      [403, 403, 403],
    );
    assert.equal(
      refused[0]?.note.detail,
      "the policy of key arn:aws:kms:eu-west-1:111122223333:key/1 does not let this distribution decrypt a.txt",
    );
  });
});
