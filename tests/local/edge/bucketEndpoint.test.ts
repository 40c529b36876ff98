import assert from "node:assert/strict";
import { bucketEndpointAnswer } from "../../../local/edge/bucket/endpoint";
import type { BucketOriginView, StackView } from "../../../local/edge/stackView/model";

const ARN = "arn:aws:s3:::films";
const HOST = "films.s3.eu-west-1.amazonaws.com";

/** A stack whose distribution reads a bucket with one object, under a policy. */
function viewOf(policy: object | undefined): StackView {
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
