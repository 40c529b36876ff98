import * as pulumi from "@pulumi/pulumi";
import type { AdditionalApplicationArgs, FilesBucketOriginArgs } from "./cloudfront/distributionArgs";
import { FilesBucket } from "./cloudfront/filesBucket";
import { bucketsNeeded } from "./cloudfront/plan/bucketPaths";
import { filesBucketArgs } from "./plan/childArgs";
import type { Site } from "./plan/site";

/** The buckets of a site's files, those of additional applications among the arguments of these. */
interface FilesBuckets {
  signedBucket: FilesBucketOriginArgs | undefined;
  publicBucket: FilesBucketOriginArgs | undefined;
  additionalApplications: AdditionalApplicationArgs[] | undefined;
}

/**
 * Creates the buckets of files that the paths of a site need, but for those that exist already. Signed and public files have a
 * bucket each: S3 decodes a path that CloudFront takes for a public one (`/premium%2Fa`), so one bucket would give signed files
 * away. For the same reason each application has its own, or the keys of one would open files of another.
 */
export function createFilesBuckets(
  name: string,
  site: Site,
  options: pulumi.ComponentResourceOptions,
): FilesBuckets {
  const { signedBucket, publicBucket, additionalApplications } = site.args;
  const needed = bucketsNeeded(site.args);
  const create = (kind: string) => new FilesBucket(`${name}-${kind}-files`, filesBucketArgs(site), options);
  return {
    signedBucket: signedBucket ?? (needed.signed ? create("signed") : undefined),
    publicBucket: publicBucket ?? (needed.public ? create("public") : undefined),
    additionalApplications: additionalApplications?.map((application) =>
      application.signedBucket === undefined && needed.applications.includes(application.id)
        ? { ...application, signedBucket: create(`${application.id}-signed`) }
        : application,
    ),
  };
}

/** Returns the names of the buckets of additional applications, by the ids of these; undefined without one. */
export function applicationBucketNames({
  additionalApplications = [],
}: FilesBuckets): pulumi.Output<{ [id: string]: string }> | undefined {
  const named = additionalApplications.flatMap(({ id, signedBucket }) =>
    signedBucket === undefined ? [] : [[id, signedBucket.bucketName] as const],
  );
  return named.length === 0 ? undefined : pulumi.output(Object.fromEntries(named));
}
