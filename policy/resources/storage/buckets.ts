import type {
  BucketAclArgs,
  BucketArgs,
  BucketOwnershipControlsArgs,
  BucketPolicyArgs,
  BucketPublicAccessBlockArgs,
} from "@pulumi/aws/s3";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Document } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** The ACL of a bucket. */
export interface BucketAcl {
  readonly urn: string;
  /** The bucket; absent if the resource is the bucket itself. */
  readonly bucket: Field<string>;
  readonly acl: Field<string>;
  /** The URIs of the groups that it grants something to. */
  readonly groups: readonly Field<string>[];
}

/** The public access block of a bucket, or of the whole account. */
export interface PublicAccessBlock {
  readonly urn: string;
  /** The bucket; absent if the block is the account's. */
  readonly bucket: Field<string>;
  readonly blocks: readonly Field<boolean>[];
  readonly ignoresAcls: Field<boolean>;
  /** Whether it leaves buckets with a public policy to their own account. */
  readonly restricts: Field<boolean>;
}

/** The policy of a bucket. */
export interface BucketPolicy {
  readonly urn: string;
  /** The bucket; absent if the resource is the bucket itself. */
  readonly bucket: Field<string>;
  readonly document: Document;
  readonly text: Field<unknown>;
}

/** Who owns the objects of a bucket, which decides whether ACLs count. */
export interface Ownership {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly ownership: Field<string>;
}

/** ACLs of buckets. */
export const bucketAcls = recordReaders<BucketAcl>({
  [t.bucket]: readBucket,
  [t.bucketAcl]: readAcl,
});

/** Policies of buckets, as resources of their own. */
export const bucketPolicies = recordReaders<BucketPolicy>({
  [t.bucketPolicy]: readBucketPolicy,
});

/** Policies that are an argument of their bucket, or an output if the policy is a resource of its own. */
export const inlineBucketPolicies = recordReaders<BucketPolicy>({
  [t.bucket]: readInlinePolicy,
});

/** Public access blocks of buckets. */
export const publicAccessBlocks = recordReaders<PublicAccessBlock>({
  [t.bucketPublicAccessBlock]: readPublicAccessBlock,
});

/** Public access blocks of the account. */
export const accountAccessBlocks = recordReaders<PublicAccessBlock>({
  [t.accountPublicAccessBlock]: readPublicAccessBlock,
});

/** Ownership of objects, by bucket. */
export const ownerships = recordReaders<Ownership>({
  [t.bucketOwnershipControls]: readOwnership,
});

/** Stands for the bucket itself, whose argument `bucket` is its name. */
const self = { state: "absent", path: "bucket" } as const;

function bucketOf(args: Reader<{ bucket: unknown }>): Field<string> {
  return args.at("bucket").string();
}

function readBucket(urn: string, props: object): BucketAcl[] {
  const args = Reader.over<Unwrap<BucketArgs>>(props);
  const groups = args
    .at("grants")
    .knownItems()
    .map((grant) => grant.at("uri").string());
  return [{ urn, bucket: self, acl: args.at("acl").string(), groups }];
}

function readAcl(urn: string, props: object): BucketAcl[] {
  const args = Reader.over<Unwrap<BucketAclArgs>>(props);
  const groups = args
    .at("accessControlPolicy")
    .at("grants")
    .knownItems()
    .map((grant) => grant.at("grantee").at("uri").string());
  return [{ urn, bucket: bucketOf(args), acl: args.at("acl").string(), groups }];
}

function readBucketPolicy(urn: string, props: object): BucketPolicy[] {
  const args = Reader.over<Unwrap<BucketPolicyArgs>>(props);
  const policy = args.at("policy");
  return [{ urn, bucket: bucketOf(args), document: policy.document(), text: policy.raw() }];
}

function readInlinePolicy(urn: string, props: object): BucketPolicy[] {
  const policy = Reader.over<Unwrap<BucketArgs>>(props).at("policy");
  const text = policy.raw();
  return text.state === "absent" ? [] : [{ urn, bucket: self, document: policy.document(), text }];
}

function readPublicAccessBlock(urn: string, props: object): PublicAccessBlock[] {
  const args = Reader.over<Unwrap<BucketPublicAccessBlockArgs>>(props);
  const ignoresAcls = args.at("ignorePublicAcls").boolean();
  const restricts = args.at("restrictPublicBuckets").boolean();
  return [
    {
      urn,
      bucket: bucketOf(args),
      blocks: [
        args.at("blockPublicAcls").boolean(),
        args.at("blockPublicPolicy").boolean(),
        ignoresAcls,
        restricts,
      ],
      ignoresAcls,
      restricts,
    },
  ];
}

function readOwnership(urn: string, props: object): Ownership[] {
  const args = Reader.over<Unwrap<BucketOwnershipControlsArgs>>(props);
  return [{ urn, bucket: bucketOf(args), ownership: args.at("rule").at("objectOwnership").string() }];
}
