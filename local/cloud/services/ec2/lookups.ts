import type { AccountResource } from "../../account/accountFile";
import { filters, find } from "../../model/find";
import type { FunctionType } from "../../model/resourceType";
import { bool, map, str } from "../../model/schema";
import { registry } from "../../model/sources";
import { notFound, SUBNET, VPC } from "../../model/tokens";
import { Refusal } from "../../refusal";

/** Returns the only match. @throws {Refusal} as the AWS provider, for none or several */
function only(found: AccountResource[], what: string, operation: string, code: string): AccountResource {
  const [one] = found;
  if (one === undefined || found.length > 1) {
    const description =
      one === undefined
        ? `no matching ${what} found`
        : `multiple ${what}s matched; use additional constraints`;
    throw new Refusal({ service: "EC2", operation }, notFound(code), description);
  }
  return one;
}

const getSubnet: FunctionType = {
  token: "aws:ec2/getSubnet:getSubnet",
  source: registry("ec2/getsubnet"),
  description: "Finds one subnet.",
  inputs: {
    availabilityZone: str(),
    availabilityZoneId: str(),
    cidrBlock: str(),
    filters,
    id: str(),
    region: str(),
    state: str(),
    tags: map(str()),
    vpcId: str(),
  },
  answer: (args, scope) => {
    const found = only(
      find(SUBNET, args, scope),
      "EC2 Subnet",
      "DescribeSubnets",
      "InvalidSubnetID.NotFound",
    );
    return {
      ...found.outputs,
      availableIpAddressCount: 251,
      customerOwnedIpv4Pool: "",
      defaultForAz: false,
      enableLniAtDeviceIndex: 0,
      mapCustomerOwnedIpOnLaunch: false,
      outpostArn: "",
      state: "available",
      tags: found.outputs["tags"] ?? {},
    };
  },
};

const getVpc: FunctionType = {
  token: "aws:ec2/getVpc:getVpc",
  source: registry("ec2/getvpc"),
  description: "Finds one VPC.",
  inputs: {
    cidrBlock: str(),
    default: bool(),
    filters,
    id: str(),
    region: str(),
    state: str(),
    tags: map(str()),
  },
  answer: (args, scope) => {
    const given = Object.fromEntries(Object.entries(args).filter(([key]) => key !== "default"));
    const found = only(
      // The account has no default VPC.
      args["default"] === true ? [] : find(VPC, given, scope),
      "EC2 VPC",
      "DescribeVpcs",
      "InvalidVpcID.NotFound",
    );
    const cidrBlock = found.outputs["cidrBlock"] ?? "";
    return {
      ...found.outputs,
      cidrBlockAssociations: [{ associationId: "", cidrBlock, state: "associated" }],
      default: false,
      ipv6CidrBlockAssociations: [],
      state: "available",
      tags: found.outputs["tags"] ?? {},
    };
  },
};

/** Functions that find subnets and VPCs. */
export const networkLookups = { functions: [getSubnet, getVpc] };
