import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { tlsOnlyPolicy } from "../internal/policyDocument";
import { createPrivateBucket, keepVersions } from "../internal/privateBucket";
import { problem } from "../internal/problem";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";

/** Arguments of the releases of an application. */
export interface AppDeliveryArgs {
  /** Path of the bundle, one file. */
  bundle: string;
  /** The configuration document, as text without secrets. */
  configuration: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts both. Default: none, and S3 encrypts them with its own keys. */
  encryptionKeyArn?: pulumi.Input<string>;
  /** Tags for the bucket and its objects. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** Folders of the bucket, whose objects are named by the SHA-256 of their content. */
const FOLDERS = { bundle: "bundles", configuration: "configurations" } as const;

/**
 * The bundle and the configuration that a new instance fetches, in a private bucket, each named by the SHA-256 of its
 * content. Other content has another name, so the user data changes, and the instances are replaced.
 *
 * Former releases remain until the bucket is deleted: during a rolling replacement, and after an update that failed
 * half-way, an instance may still fetch one.
 *
 * @example new AppDelivery("site", { bundle: "app/dist/app.mjs", configuration: JSON.stringify(document) })
 */
export class AppDelivery extends pulumi.ComponentResource {
  /** Patterns of the ARNs of all releases, for the policy of the role that fetches them. */
  public readonly releaseArns!: pulumi.Output<string[]>;
  /** Location of the bundle, as `s3://bucket/key`. */
  public readonly bundleUri!: pulumi.Output<string>;
  /** SHA-256 of the bundle, in hexadecimal digits. */
  public readonly bundleHash!: pulumi.Output<string>;
  /** Location of the configuration document, as `s3://bucket/key`. */
  public readonly configurationUri!: pulumi.Output<string>;
  /** SHA-256 of the configuration document, in hexadecimal digits. */
  public readonly configurationHash!: pulumi.Output<string>;

  constructor(name: string, args: AppDeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("AppDelivery", name, args);
    refuseProblems("AppDelivery", name, opts, [
      ...componentNameProblems(name),
      ...bundleProblems(args.bundle),
    ]);
    super("secure-origin:index:AppDelivery", name, {}, opts);
    const { bundle, tags = {} } = args;
    const configuration = pulumi.output(args.configuration);
    const bundleHash = sha256(readFileSync(bundle));
    const configurationHash = configuration.apply(sha256);

    // Its objects can be written again, so a destroy may delete them.
    const bucket = createPrivateBucket({
      name,
      parent: this,
      tags,
      forceDestroy: true,
      encryptionKeyArn: args.encryptionKeyArn,
    });
    new s3.BucketPolicy(
      `${name}-bucket`,
      { bucket: bucket.bucket, policy: bucket.arn.apply(tlsOnlyPolicy) },
      { parent: this },
    );
    const encryption = objectEncryption(args.encryptionKeyArn);
    const retained = { parent: this, retainOnDelete: true };
    const code = new s3.BucketObjectv2(
      `${name}-bundle`,
      {
        bucket: bucket.bucket,
        key: `${FOLDERS.bundle}/${bundleHash}.mjs`,
        // An absolute path: the engine's working folder is not always the program's.
        source: new pulumi.asset.FileAsset(resolve(bundle)),
        contentType: "text/javascript; charset=utf-8",
        ...encryption,
        tags,
      },
      retained,
    );
    const document = new s3.BucketObjectv2(
      `${name}-configuration`,
      {
        bucket: bucket.bucket,
        key: pulumi.interpolate`${FOLDERS.configuration}/${configurationHash}.json`,
        content: configuration,
        contentType: "application/json",
        ...encryption,
        tags,
      },
      retained,
    );

    keepVersions({ name, parent: this, bucket, dependsOn: [code, document] });

    this.registerOutputs(
      publishOutputs<AppDelivery>(this, {
        releaseArns: bucket.arn.apply((arn) => Object.values(FOLDERS).map((folder) => `${arn}/${folder}/*`)),
        bundleUri: uri(code),
        bundleHash,
        configurationUri: uri(document),
        configurationHash,
      }),
    );
  }
}

/**
 * Returns how an object is encrypted. It is written out, as a bucket's default concerns new objects only: with another key,
 * or without one, the current release is written again, and is readable when the former key is gone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
 */
function objectEncryption(
  kmsKeyId: pulumi.Input<string> | undefined,
): Pick<s3.BucketObjectv2Args, "serverSideEncryption" | "kmsKeyId" | "bucketKeyEnabled"> {
  return kmsKeyId === undefined
    ? { serverSideEncryption: "AES256" }
    : { serverSideEncryption: "aws:kms", kmsKeyId, bucketKeyEnabled: true };
}

/** Validates that the bundle exists. */
export function bundleProblems(bundle: string): string[] {
  return existsSync(bundle)
    ? []
    : [problem("bundle", bundle, "an existing file", "build it with `node app/build.js`")];
}

function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function uri({ bucket, key }: s3.BucketObjectv2): pulumi.Output<string> {
  return pulumi.interpolate`s3://${bucket}/${key}`;
}
