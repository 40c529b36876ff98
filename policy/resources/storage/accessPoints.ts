import type { AccessPointArgs } from "@pulumi/aws/s3";
import type {
  AccessPointPolicyArgs,
  MultiRegionAccessPointArgs,
  MultiRegionAccessPointPolicyArgs,
} from "@pulumi/aws/s3control";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An access point, by which a bucket is read under another name and policy. */
export interface AccessPoint {
  readonly urn: string;
  readonly buckets: readonly Field<string>[];
  /** The name by which the policy of a multi-Region access point refers to it. */
  readonly name: Field<string>;
  readonly policy: Field<unknown>;
  /** Whether it leaves a public policy to the own account, as by default. */
  readonly restricts: Field<boolean>;
  /** The VPC from which alone it can be used. */
  readonly vpc: Field<string>;
}

/** The policy of an access point, as a resource of its own. */
export interface AccessPointPolicy {
  readonly urn: string;
  /** The ARN of an access point, or the name of a multi-Region one. */
  readonly accessPoint: Field<string>;
  readonly policy: Field<unknown>;
}

const absent = { state: "absent", path: "" } as const;

/** Access points, of one Region and of several. */
export const accessPoints = recordReaders<AccessPoint>({
  [t.accessPoint]: readAccessPoint,
  [t.multiRegionAccessPoint]: readMultiRegion,
});

/** Policies of access points. */
export const accessPointPolicies = recordReaders<AccessPointPolicy>({
  [t.accessPointPolicy]: readPolicy,
  [t.multiRegionAccessPointPolicy]: readMultiRegionPolicy,
});

function readAccessPoint(urn: string, props: object): AccessPoint[] {
  const args = Reader.over<Unwrap<AccessPointArgs>>(props);
  return [
    {
      urn,
      buckets: [(args.at("bucket") as Reader<unknown>).string()],
      name: absent,
      policy: args.at("policy").raw(),
      restricts: args.at("publicAccessBlockConfiguration").at("restrictPublicBuckets").boolean(),
      vpc: args.at("vpcConfiguration").at("vpcId").string(),
    },
  ];
}

function readMultiRegion(urn: string, props: object): AccessPoint[] {
  const details = Reader.over<Unwrap<MultiRegionAccessPointArgs>>(props).at("details");
  const buckets = details
    .at("regions")
    .knownItems()
    .map((region) => (region.at("bucket") as Reader<unknown>).string());
  const restricts = details.at("publicAccessBlock").at("restrictPublicBuckets").boolean();
  return [{ urn, buckets, name: details.at("name").string(), policy: absent, restricts, vpc: absent }];
}

function readPolicy(urn: string, props: object): AccessPointPolicy[] {
  const args = Reader.over<Unwrap<AccessPointPolicyArgs>>(props);
  return [{ urn, accessPoint: args.at("accessPointArn").string(), policy: args.at("policy").raw() }];
}

function readMultiRegionPolicy(urn: string, props: object): AccessPointPolicy[] {
  const details = Reader.over<Unwrap<MultiRegionAccessPointPolicyArgs>>(props).at("details");
  return [{ urn, accessPoint: details.at("name").string(), policy: details.at("policy").raw() }];
}
