import type * as cloudfront from "@pulumi/aws/cloudfront";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { checkLate } from "../internal/late/lateChecks";
import { behaviorTargets } from "./additionalApplications";
import { createAccessControl } from "./bucketAccess";
import type { DistributionArgs, FilesBucketOriginArgs } from "./distributionArgs";
import { CONNECTION, OriginId } from "./origins";
import { addedKeyPolicy, addedReadPolicy, bucketReadPolicy } from "./plan/bucketReadPolicy";
import { bucketTextProblems, isExisting, namedBuckets } from "./plan/existingBuckets";

/** A component of which resources are children. */
type Parent = Omit<ComponentContext, "tags">;

/** A bucket that a distribution reads, and the id of its origin. */
export interface BucketOrigin extends Required<Omit<FilesBucketOriginArgs, "writePolicy">> {
  readonly originId: string;
  /** Whether its policy is written here; undefined for the error pages, which are no bucket of files. */
  readonly writesPolicy: boolean | undefined;
}

/** Policies for the owners of buckets and keys. */
interface OwnersPolicies {
  /** For each bucket of files, by the id of its origin. */
  filesBucketPolicies: pulumi.Output<{ [originId: string]: string }>;
  /** For the KMS key of any of them. */
  filesKeyPolicy: pulumi.Output<string>;
}

/** Lists the buckets of a distribution, and creates the access control with which it reads those that existed before. */
export function bucketOriginsOf(parent: Parent, args: DistributionArgs): BucketOrigin[] {
  const { errorPages } = args;
  const files = namedBuckets(args);
  const access = files.some(({ bucket }) => isExisting(bucket))
    ? createAccessControl({ ...parent, name: `${parent.name}-files` }, `Reads the files of ${parent.name}`)
    : undefined;
  return [
    ...(errorPages === undefined
      ? []
      : [{ ...errorPages, originId: OriginId.ErrorPages, writesPolicy: undefined }]),
    ...files.map(({ argument, bucket, isPublic, application }) => {
      const texts = isExisting(bucket) ? checkedTexts(parent, argument, bucket) : bucket;
      const { signedFilesOriginId } = behaviorTargets(args, application);
      return {
        originId: isPublic ? OriginId.PublicFiles : signedFilesOriginId,
        writesPolicy: bucket.writePolicy ?? !isExisting(bucket),
        bucketName: texts.bucketName,
        bucketArn: texts.bucketArn ?? arnOf(parent, texts.bucketName),
        bucketDomainName: texts.bucketDomainName,
        accessControlId: bucket.accessControlId ?? access?.id ?? "",
      };
    }),
  ];
}

/** The origin of a bucket, which CloudFront asks with signed requests. */
export function bucketOrigin({ originId, bucketDomainName, accessControlId }: BucketOrigin) {
  return { ...CONNECTION, originId, domainName: bucketDomainName, originAccessControlId: accessControlId };
}

/** Lets a distribution read its buckets, and returns what owners of buckets of files add to policies; nothing without one. */
export function allowReading(
  { name, parent }: Parent,
  origins: readonly BucketOrigin[],
  distribution: cloudfront.Distribution,
): Partial<OwnersPolicies> {
  const policyOf = (origin: BucketOrigin, write: (bucketArn: string, distributionArn: string) => string) =>
    pulumi.all([origin.bucketArn, distribution.arn]).apply(([bucket, reader]) => write(bucket, reader));
  for (const origin of origins.filter(({ writesPolicy }) => writesPolicy !== false)) {
    new s3.BucketPolicy(
      `${name}-${origin.originId}`,
      { bucket: origin.bucketName, policy: policyOf(origin, bucketReadPolicy) },
      { parent },
    );
  }
  const files = origins.filter(({ writesPolicy }) => writesPolicy !== undefined);
  if (files.length === 0) {
    return {};
  }
  return {
    filesBucketPolicies: pulumi.output(
      Object.fromEntries(files.map((origin) => [origin.originId, policyOf(origin, addedReadPolicy)])),
    ),
    filesKeyPolicy: distribution.arn.apply(addedKeyPolicy),
  };
}

/** Returns the names of an existing bucket, and refuses those that only deployment shows to be wrong. */
function checkedTexts({ name }: Parent, argument: string, bucket: FilesBucketOriginArgs) {
  const { bucketName, bucketArn, bucketDomainName } = bucket;
  const given = { bucketName, bucketArn, bucketDomainName };
  return checkLate("Distribution", name, given, (known) => bucketTextProblems(argument, known));
}

function arnOf({ parent }: Parent, bucketName: pulumi.Input<string>): pulumi.Output<string> {
  const { partition } = getPartitionOutput({}, { parent });
  return pulumi.interpolate`arn:${partition}:s3:::${bucketName}`;
}
