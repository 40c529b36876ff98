import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import { bucketNameProblems } from "../internal/names";
import { createPrivateBucket, keepVersions } from "../internal/privateBucket";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { createAccessControl } from "./bucketAccess";

/** Arguments of a bucket of files. */
export interface FilesBucketArgs {
  /** Deletes the files with the bucket. Default: false. */
  forceDestroy?: boolean;
  /** Tags for the bucket. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * A private bucket of files that a distribution serves, which grants itself access: signed files or public ones, and never
 * both. What is overwritten or deleted in it is kept for 30 days.
 *
 * @example
 * const files = new FilesBucket("site-signed-files", {});
 * new Distribution("site", { ...args, securePaths: [{ pattern: "/videos/*", content: ContentKind.Static, fromBucket: true }], signedBucket: files });
 */
export class FilesBucket extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucketName!: pulumi.Output<string>;
  /** ARN of the bucket. */
  public readonly bucketArn!: pulumi.Output<string>;
  /** Domain name of the bucket in its region, for the distribution's origin. */
  public readonly bucketDomainName!: pulumi.Output<string>;
  /** Id of the origin access control with which a distribution signs its requests to the bucket. */
  public readonly accessControlId!: pulumi.Output<string>;

  constructor(name: string, args: FilesBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("FilesBucket", name, args);
    refuseProblems("FilesBucket", name, opts, bucketNameProblems(name));
    super("secure-origin:index:FilesBucket", name, {}, opts);
    const { forceDestroy = false, tags } = args;

    // With S3's own keys: CloudFront has no role, so the policy of a KMS key would have to name the distribution.
    const bucket = createPrivateBucket({ name, parent: this, tags, forceDestroy });
    keepVersions({ name, parent: this, bucket });
    const access = createAccessControl({ name, parent: this }, `Reads the files of ${name}`);

    this.registerOutputs(
      publishOutputs<FilesBucket>(this, {
        bucketName: bucket.bucket,
        bucketArn: bucket.arn,
        bucketDomainName: bucket.bucketRegionalDomainName,
        accessControlId: access.id,
      }),
    );
  }
}
