import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, hex } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, str } from "../../model/schema";
import { api, EC2_ERRORS, registry } from "../../model/sources";
import { DEPENDENCY, INTERNET_GATEWAY, inVpc, NAT_GATEWAY, SUBNET, subnetVpc, VPC } from "../../model/tokens";
import { asText } from "../../values";
import { inside, overlap } from "./ranges";
import { regionOf } from "./regions";

const owner = { ownerId: stable((context) => context.accountId) };

const vpc: ResourceType = {
  token: VPC,
  service: "EC2",
  operations: { create: "CreateVpc", update: "ModifyVpcAttribute", delete: "DeleteVpc" },
  source: registry("ec2/vpc"),
  inputs: {
    assignGeneratedIpv6CidrBlock: bool(),
    cidrBlock: str({ immutable: true, pattern: /^\d+\.\d+\.\d+\.\d+\/(1[6-9]|2[0-8])$/ }),
    enableDnsHostnames: bool(),
    enableDnsSupport: bool({ default: true }),
    enableNetworkAddressUsageMetrics: bool(),
    instanceTenancy: str({ default: "default", oneOf: ["default", "dedicated"] }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("vpc"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `vpc/${context.id}`)),
    defaultNetworkAclId: stable(() => ec2Id("acl")),
    defaultRouteTableId: stable(() => ec2Id("rtb")),
    mainRouteTableId: stable((context) => context.outputs["defaultRouteTableId"]),
    defaultSecurityGroupId: stable(() => ec2Id("sg")),
    dhcpOptionsId: stable(() => ec2Id("dopt")),
    enableDnsHostnames: stable(() => false),
    enableNetworkAddressUsageMetrics: stable(() => false),
    ipv6AssociationId: stable((context) =>
      isTrue(context, "assignGeneratedIpv6CidrBlock") ? ec2Id("vpc-cidr-assoc") : "",
    ),
    ipv6CidrBlock: stable((context) =>
      isTrue(context, "assignGeneratedIpv6CidrBlock") ? `2a05:d018:${hex(3)}:${hex(2)}00::/56` : "",
    ),
    ...owner,
    ...TAGS_ALL,
  },
  rules: [
    {
      on: ["create"],
      code: "MissingParameter",
      status: 400,
      source: api("ec2", "CreateVpc"),
      description: "A VPC needs an address range.",
      validate: (context) =>
        input(context, "cidrBlock") === ""
          ? "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."
          : undefined,
    },
  ],
};

const internetGateway: ResourceType = {
  token: INTERNET_GATEWAY,
  service: "EC2",
  operations: {
    create: "CreateInternetGateway",
    update: "AttachInternetGateway",
    delete: "DetachInternetGateway",
  },
  source: registry("ec2/internetgateway"),
  inputs: { vpcId: str(), ...REGION, ...TAGS },
  id: () => ec2Id("igw"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `internet-gateway/${context.id}`)),
    ...owner,
    ...TAGS_ALL,
  },
  references: [inVpc],
  unique: [{ of: ["vpcId"], code: "Resource.AlreadyAssociated", status: 400, source: EC2_ERRORS }],
  rules: [
    {
      on: ["delete"],
      ...DEPENDENCY,
      description: "An internet gateway cannot be deleted while public addresses are mapped in its VPC.",
      validate: mappedAddresses,
    },
    {
      on: ["update"],
      operation: "DetachInternetGateway",
      ...DEPENDENCY,
      description: "An internet gateway cannot be detached while public addresses are mapped in its VPC.",
      validate: (context) =>
        context.inputs["vpcId"] === context.old?.outputs["vpcId"] ? undefined : mappedAddresses(context),
    },
  ],
};

function mappedAddresses(context: OperationContext): string | undefined {
  const vpcId = asText(context.old?.outputs["vpcId"]) ?? "";
  const mapped = context.account
    .all(NAT_GATEWAY)
    .some((gateway) => subnetVpc(context, asText(gateway.inputs["subnetId"])) === vpcId);
  return mapped
    ? `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
    : undefined;
}

const subnet: ResourceType = {
  token: SUBNET,
  service: "EC2",
  operations: { create: "CreateSubnet", update: "ModifySubnetAttribute", delete: "DeleteSubnet" },
  source: registry("ec2/subnet"),
  inputs: {
    assignIpv6AddressOnCreation: bool({ default: false }),
    availabilityZone: str({ immutable: true }),
    availabilityZoneId: str({ immutable: true }),
    cidrBlock: str({ immutable: true }),
    enableDns64: bool({ default: false }),
    enableResourceNameDnsARecordOnLaunch: bool({ default: false }),
    enableResourceNameDnsAaaaRecordOnLaunch: bool({ default: false }),
    ipv6CidrBlock: str(),
    ipv6Native: bool({ default: false, immutable: true }),
    mapPublicIpOnLaunch: bool({ default: false }),
    privateDnsHostnameTypeOnLaunch: str({ oneOf: ["ip-name", "resource-name"] }),
    vpcId: str({ required: true, immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("subnet"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `subnet/${context.id}`)),
    availabilityZone: stable((context) => zoneOf(context).name),
    availabilityZoneId: stable((context) => zoneOf(context).id),
    ipv6CidrBlockAssociationId: stable((context) =>
      input(context, "ipv6CidrBlock") === "" ? "" : ec2Id("subnet-cidr-assoc"),
    ),
    privateDnsHostnameTypeOnLaunch: stable(() => "ip-name"),
    ...owner,
    ...TAGS_ALL,
  },
  references: [inVpc],
  rules: [
    {
      on: ["create"],
      code: "InvalidParameterValue",
      status: 400,
      source: api("ec2", "CreateSubnet"),
      description: "A subnet's zone must be one of its region.",
      validate: (context) =>
        zoneOf(context).name === "" ? "The availability zone is not one of the region." : undefined,
    },
    {
      on: ["create"],
      code: "InvalidSubnet.Conflict",
      status: 400,
      source: EC2_ERRORS,
      description: "The address ranges of two subnets of a VPC must not overlap.",
      validate: (context) => {
        const range = input(context, "cidrBlock");
        const twin = context.account
          .all(SUBNET)
          .find(
            (one) =>
              one.inputs["vpcId"] === context.inputs["vpcId"] &&
              overlap(asText(one.inputs["cidrBlock"]) ?? "", range),
          );
        return twin === undefined
          ? undefined
          : `The CIDR '${range}' conflicts with another subnet (${twin.id}).`;
      },
    },
    {
      on: ["create"],
      code: "InvalidSubnet.Range",
      status: 400,
      source: EC2_ERRORS,
      description: "A subnet's address range is within its VPC's.",
      validate: (context) => {
        const range = input(context, "cidrBlock");
        const whole = asText(context.account.get(VPC, input(context, "vpcId"))?.inputs["cidrBlock"]) ?? "";
        return range === "" || inside(whole, range) ? undefined : `The CIDR '${range}' is invalid.`;
      },
    },
  ],
};

function isTrue(context: OperationContext, name: string): boolean {
  return input(context, name) === "true";
}

function zoneOf(context: OperationContext): { name: string; id: string } {
  const zones = (regionOf(context.region)?.zones ?? []).map(([letter, id]) => ({
    name: `${context.region}${letter}`,
    id,
  }));
  const name = input(context, "availabilityZone");
  const id = input(context, "availabilityZoneId");
  const found = zones.find((zone) => (name === "" || zone.name === name) && (id === "" || zone.id === id));
  return found ?? { name: "", id: "" };
}

/** Resource types of VPCs, internet gateways and subnets. */
export const vpcs = { resources: [vpc, internetGateway, subnet] };
