import type { ManagedPrefixListArgs, ManagedPrefixListEntryArgs } from "@pulumi/aws/ec2";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A managed prefix list. */
export interface PrefixList {
  readonly urn: string;
  readonly ranges: readonly Field<string>[];
}

/** An entry of a prefix list that is a resource. */
export interface PrefixListEntry {
  readonly urn: string;
  readonly list: Field<string>;
  readonly range: Field<string>;
}

/** Prefix lists. */
export const prefixLists = recordReaders<PrefixList>({
  [t.managedPrefixList]: readManagedPrefixList,
});

/** Entries of prefix lists. */
export const prefixListEntries = recordReaders<PrefixListEntry>({
  [t.managedPrefixListEntry]: readManagedPrefixListEntry,
});

function readManagedPrefixList(urn: string, props: object): PrefixList[] {
  const entries = Reader.over<Unwrap<ManagedPrefixListArgs>>(props).at("entries").items();
  if (entries.state === "absent") {
    return [{ urn, ranges: [] }];
  }
  const ranges =
    entries.state === "unknown" ? [entries] : entries.value.map((entry) => entry.at("cidr").string());
  return [{ urn, ranges }];
}

function readManagedPrefixListEntry(urn: string, props: object): PrefixListEntry[] {
  const args = Reader.over<Unwrap<ManagedPrefixListEntryArgs>>(props);
  return [{ urn, list: args.at("prefixListId").string(), range: args.at("cidr").string() }];
}

/**
 * The ids of AWS's prefix list `com.amazonaws.global.cloudfront.origin-facing`, by region. AWS publishes no table of them;
 * for other regions there is the option `cloudFrontPrefixLists`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 * @see https://aws.amazon.com/blogs/networking-and-content-delivery/limit-access-to-your-origins-using-the-aws-managed-prefix-list-for-amazon-cloudfront/
 */
export const cloudfrontPrefixLists: ReadonlySet<string> = new Set([
  "pl-3b927c52", // us-east-1
  "pl-b6a144df", // us-east-2
  "pl-4ea04527", // us-west-1
  "pl-82a045eb", // us-west-2
  "pl-38a64351", // ca-central-1
  "pl-5da64334", // sa-east-1
  "pl-4fa04526", // eu-west-1
  "pl-93a247fa", // eu-west-2
  "pl-75b1541c", // eu-west-3
  "pl-a3a144ca", // eu-central-1
  "pl-fab65393", // eu-north-1
  "pl-9aa247f3", // ap-south-1
  "pl-58a04531", // ap-northeast-1
  "pl-22a6434b", // ap-northeast-2
  "pl-31a14458", // ap-northeast-3
  "pl-31a34658", // ap-southeast-1
  "pl-b8a742d1", // ap-southeast-2
]);
