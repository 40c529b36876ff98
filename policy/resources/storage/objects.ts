import type { BucketObjectArgs, ObjectCopyArgs } from "@pulumi/aws/s3";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An object with an ACL of its own. */
export interface ObjectAcl {
  readonly urn: string;
  readonly bucket: Field<string>;
  readonly key: Field<string>;
  readonly acl: Field<string>;
  /** The URIs of the groups that it grants something to. */
  readonly groups: readonly Field<string>[];
}

/** ACLs of objects that are resources; those without one are left out. */
export const objectAcls = recordReaders<ObjectAcl>({
  [t.object]: readObject,
  [t.objectV2]: readObject,
  [t.objectCopy]: readCopy,
});

function readObject(urn: string, props: object): ObjectAcl[] {
  const args = Reader.over<Unwrap<BucketObjectArgs>>(props);
  const acl = args.at("acl").string();
  return acl.state === "absent"
    ? []
    : [
        {
          urn,
          bucket: (args.at("bucket") as Reader<unknown>).string(),
          key: args.at("key").string(),
          acl,
          groups: [],
        },
      ];
}

function readCopy(urn: string, props: object): ObjectAcl[] {
  const args = Reader.over<Unwrap<ObjectCopyArgs>>(props);
  const groups = args
    .at("grants")
    .knownItems()
    .map((grant) => grant.at("uri").string());
  const { acl, key } = { acl: args.at("acl").string(), key: args.at("key").string() };
  return [{ urn, bucket: args.at("bucket").string(), key, acl, groups }];
}
