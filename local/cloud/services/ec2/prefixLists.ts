import type { FunctionType } from "../../model/resourceType";
import { map, obj, set, str } from "../../model/schema";
import { EC2_ERRORS, registry } from "../../model/sources";
import { Refusal } from "../../refusal";
import { REGIONS, regionOf } from "./regions";

const NAME = "com.amazonaws.global.cloudfront.origin-facing";

/**
 * The number of rules that the list counts as in a security group.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const WEIGHT = 55;

/** Returns the name of CloudFront's origin-facing list, if this id is one. */
export function originFacing(id: string): { weight: number } | undefined {
  return Object.values(REGIONS).some((region) => region.cloudfrontList === id)
    ? { weight: WEIGHT }
    : undefined;
}

const getManagedPrefixList: FunctionType = {
  token: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
  source: registry("ec2/getmanagedprefixlist"),
  description: "Finds CloudFront's origin-facing prefix list of each region.",
  inputs: {
    id: str(),
    name: str(),
    region: str(),
    tags: map(str()),
    filters: set(obj({ name: str({ required: true }), values: set(str(), { required: true }) })),
  },
  answer: (args, scope) => {
    const id = regionOf(scope.region)?.cloudfrontList;
    const asked = args["name"] === NAME || (id !== undefined && args["id"] === id);
    if (id === undefined || !asked) {
      throw new Refusal(
        { service: "EC2", operation: "DescribeManagedPrefixLists" },
        { code: "InvalidPrefixListID.NotFound", status: 400, source: EC2_ERRORS },
        `no matching EC2 Managed Prefix List found in ${scope.region}; the local cloud has ${NAME}`,
      );
    }
    return {
      ...args,
      id,
      name: NAME,
      arn: `arn:aws:ec2:${scope.region}:aws:prefix-list/${id}`,
      addressFamily: "IPv4",
      // Two ranges that AWS has long published for CloudFront; the real list has dozens, and nothing here routes by it.
      entries: [
        { cidr: "130.176.0.0/17", description: "" },
        { cidr: "15.158.0.0/16", description: "" },
      ],
      maxEntries: WEIGHT,
      ownerId: "AWS",
      tags: {},
      version: 1,
      region: scope.region,
    };
  },
};

/** Functions that find AWS's managed prefix lists. */
export const prefixLists = { functions: [getManagedPrefixList] };
