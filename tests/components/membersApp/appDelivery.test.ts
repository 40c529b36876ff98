import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { AppDelivery } from "../../../components";
import { BUNDLE } from "../support/membersSite";
import { children, find, inputsOf, record, refusal, valueOf } from "../support/recorder";

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

const make = (configuration = "{}") =>
  record((options) => new AppDelivery("site", { bundle: BUNDLE, configuration }, options));

describe("AppDelivery", () => {
  it("puts two objects into a private bucket of their own, and nothing else", async () => {
    assert.deepEqual(children(await make()), [
      "aws:s3/bucket:Bucket site-bucket",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration site-bucket",
      `${OBJECT} site-bundle`,
      `${OBJECT} site-configuration`,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls site-bucket",
      "aws:s3/bucketPolicy:BucketPolicy site-bucket",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock site-bucket",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration site-bucket",
      "aws:s3/bucketVersioning:BucketVersioning site-bucket",
    ]);
  });

  it("grants no access by the bucket's policy, and denies requests without TLS", async () => {
    const { policy } = inputsOf(await make(), "aws:s3/bucketPolicy:BucketPolicy", "site-bucket");
    assert.deepEqual((JSON.parse(String(policy)) as { Statement: object[] }).Statement, [
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "s3:*",
        Resource: ["arn:site-bucket", "arn:site-bucket/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("names each object by its content, so that other content is another object", async () => {
    const recording = await make('{"a":1}');
    const [code, document] = [sha256(readFileSync(BUNDLE)), sha256('{"a":1}')];
    assert.equal(inputsOf(recording, OBJECT, "site-bundle").key, `bundles/${code}.mjs`);
    const configuration = inputsOf(recording, OBJECT, "site-configuration");
    assert.deepEqual(
      [configuration.key, configuration.content],
      [`configurations/${document}.json`, '{"a":1}'],
    );
    const { component } = recording;
    assert.equal(await valueOf(component.bundleUri), `s3://site-bucket/bundles/${code}.mjs`);
    assert.equal(
      await valueOf(component.configurationUri),
      `s3://site-bucket/configurations/${document}.json`,
    );
    assert.deepEqual(
      [await valueOf(component.bundleHash), await valueOf(component.configurationHash)],
      [code, document],
    );
  });

  it("keeps former releases, and deletes all of them with the bucket", async () => {
    const recording = await make();
    for (const name of ["site-bundle", "site-configuration"]) {
      assert.equal(find(recording, OBJECT, name).options.retainOnDelete, true);
    }
    assert.equal(inputsOf(recording, "aws:s3/bucket:Bucket", "site-bucket").forceDestroy, true);
    assert.deepEqual(await valueOf(recording.component.releaseArns), [
      "arn:site-bucket/bundles/*",
      "arn:site-bucket/configurations/*",
    ]);
  });

  it("keeps what is overwritten or deleted for 30 days, and ends uploads that were never completed", async () => {
    const recording = await make();
    const versioning = "aws:s3/bucketVersioning:BucketVersioning";
    const { versioningConfiguration } = inputsOf(recording, versioning, "site-bucket");
    assert.deepEqual(versioningConfiguration, { status: "Enabled" });
    // What is written just after versioning is enabled may be missing when the first instance starts.
    assert.deepEqual(find(recording, versioning, "site-bucket").waitsFor, [
      "site-bundle",
      "site-configuration",
    ]);
    const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    assert.deepEqual(inputsOf(recording, lifecycle, "site-bucket").rules, [
      {
        id: "former-versions",
        status: "Enabled",
        filter: {},
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
    assert.deepEqual(find(recording, lifecycle, "site-bucket").waitsFor, ["site-bucket"]);
  });

  it("reports in one line that a bundle is not built, and how to build it", async () => {
    const message = await refusal(
      (options) => new AppDelivery("site", { bundle: "nowhere/app.mjs", configuration: "{}" }, options),
    );
    assert.equal(
      message,
      'AppDelivery "site": bundle is "nowhere/app.mjs"; allowed: an existing file. ' +
        "To fix: build it with `node app/build.js`.",
    );
  });
});
