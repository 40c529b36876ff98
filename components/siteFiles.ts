import type * as pulumi from "@pulumi/pulumi";
import { FilesBucket } from "./cloudfront/filesBucket";
import { bucketsNeeded } from "./cloudfront/plan/bucketPaths";
import { filesBucketArgs } from "./plan/childArgs";
import type { Site } from "./plan/site";

/** The buckets of a site's files. */
interface FilesBuckets {
  signedBucket: FilesBucket | undefined;
  publicBucket: FilesBucket | undefined;
}

/**
 * Creates the buckets of files that the paths of a site need. Signed and public files have a bucket each: S3 decodes a path that
 * CloudFront takes for a public one (`/premium%2Fa`), so one bucket would give signed files away.
 */
export function createFilesBuckets(
  name: string,
  site: Site,
  options: pulumi.ComponentResourceOptions,
): FilesBuckets {
  const needed = bucketsNeeded(site.args);
  const create = (kind: string) => new FilesBucket(`${name}-${kind}-files`, filesBucketArgs(site), options);
  return {
    signedBucket: needed.signed ? create("signed") : undefined,
    publicBucket: needed.public ? create("public") : undefined,
  };
}
