import type {
  BucketAclArgs,
  BucketArgs,
  BucketPolicyArgs,
  BucketPublicAccessBlockArgs,
} from "@pulumi/aws/s3";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { type Document, readDocument } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** The ACL of a bucket. */
export interface BucketAcl {
  readonly urn: string;
  /** The bucket; absent if the resource is the bucket itself. */
  readonly bucket: Field<string>;
  readonly acl: Field<string>;
}

/** The public access block of a bucket. */
export interface PublicAccessBlock {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly blocks: readonly Field<boolean>[];
}

/** The policy of a bucket. */
export interface BucketPolicy {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly document: Document;
}

/** ACLs of buckets. */
export const bucketAcls = recordReaders<BucketAcl>({
  [t.bucket]: readBucket,
  [t.bucketAcl]: readAcl,
});

/** Policies of buckets. */
export const bucketPolicies = recordReaders<BucketPolicy>({
  [t.bucketPolicy]: readBucketPolicy,
});

/** Public access blocks of buckets. */
export const publicAccessBlocks = recordReaders<PublicAccessBlock>({
  [t.bucketPublicAccessBlock]: readPublicAccessBlock,
});

function readBucket(urn: string, props: object): BucketAcl[] {
  const acl = Reader.over<Unwrap<BucketArgs>>(props).at("acl").string();
  return [{ urn, bucket: { state: "absent", path: "bucket" }, acl }];
}

function readAcl(urn: string, props: object): BucketAcl[] {
  const args = Reader.over<Unwrap<BucketAclArgs>>(props);
  return [{ urn, bucket: (args.at("bucket") as Reader<unknown>).string(), acl: args.at("acl").string() }];
}

function readBucketPolicy(urn: string, props: object): BucketPolicy[] {
  const args = Reader.over<Unwrap<BucketPolicyArgs>>(props);
  const bucket = (args.at("bucket") as Reader<unknown>).string();
  return [{ urn, bucket, document: readDocument(args.at("policy").raw()) }];
}

function readPublicAccessBlock(urn: string, props: object): PublicAccessBlock[] {
  const args = Reader.over<Unwrap<BucketPublicAccessBlockArgs>>(props);
  return [
    {
      urn,
      bucket: (args.at("bucket") as Reader<unknown>).string(),
      blocks: [
        args.at("blockPublicAcls").boolean(),
        args.at("blockPublicPolicy").boolean(),
        args.at("ignorePublicAcls").boolean(),
        args.at("restrictPublicBuckets").boolean(),
      ],
    },
  ];
}
