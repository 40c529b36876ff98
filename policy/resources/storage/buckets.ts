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

/** Who may use a bucket by the oldest means. */
export interface BucketAcl {
  readonly urn: string;
  /** Absent where the resource is the bucket. */
  readonly bucket: Field<string>;
  readonly acl: Field<string>;
}

/** What keeps a bucket from being public. */
export interface PublicAccessBlock {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly blocks: readonly Field<boolean>[];
}

/** A bucket's policy. */
export interface BucketPolicy {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly document: Document;
}

/** Reads the ACL that a bucket names itself. */
export function readBucket(urn: string, props: object): BucketAcl[] {
  const acl = Reader.over<Unwrap<BucketArgs>>(props).at("acl").text();
  return [{ urn, bucket: { state: "absent", path: "bucket" }, acl }];
}

/** Reads an ACL that is a resource of its own. */
export function readAcl(urn: string, props: object): BucketAcl[] {
  const args = Reader.over<Unwrap<BucketAclArgs>>(props);
  return [{ urn, bucket: bucketOf(args.at("bucket")), acl: args.at("acl").text() }];
}

/** Reads a bucket's policy. */
export function readBucketPolicy(urn: string, props: object): BucketPolicy[] {
  const args = Reader.over<Unwrap<BucketPolicyArgs>>(props);
  const bucket = bucketOf(args.at("bucket"));
  return [{ urn, bucket, document: readDocument(args.at("policy").any()) }];
}

/** Reads the block of public access. */
export function readPublicAccessBlock(urn: string, props: object): PublicAccessBlock[] {
  const args = Reader.over<Unwrap<BucketPublicAccessBlockArgs>>(props);
  return [
    {
      urn,
      bucket: bucketOf(args.at("bucket")),
      blocks: [
        args.at("blockPublicAcls").flag(),
        args.at("blockPublicPolicy").flag(),
        args.at("ignorePublicAcls").flag(),
        args.at("restrictPublicBuckets").flag(),
      ],
    },
  ];
}

/** A program names the bucket, or gives the resource itself, which the engine has as its name. */
function bucketOf(reader: Reader<unknown>): Field<string> {
  return reader.text();
}
