import { asText } from "../../engine/values";
import { arn, ec2Id, hex, input, REGION, TAGS, TAGS_ALL } from "../make";
import { type Making, type ResourceFact, stable } from "../resourceType";
import { bool, str } from "../schema";
import { api, EC2_ERRORS, registry } from "../sources";
import { DEPENDENCY, INTERNET_GATEWAY, inVpc, NAT_GATEWAY, SUBNET, subnetVpc, VPC } from "../tokens";
import { inside, overlap } from "./ranges";
import { regionOf } from "./regions";

const owner = { ownerId: stable((making) => making.accountId) };

const vpc: ResourceFact = {
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
    arn: stable((making) => arn(making, "ec2", `vpc/${making.id}`)),
    defaultNetworkAclId: stable(() => ec2Id("acl")),
    defaultRouteTableId: stable(() => ec2Id("rtb")),
    mainRouteTableId: stable((making) => making.outputs["defaultRouteTableId"]),
    defaultSecurityGroupId: stable(() => ec2Id("sg")),
    dhcpOptionsId: stable(() => ec2Id("dopt")),
    enableDnsHostnames: stable(() => false),
    enableNetworkAddressUsageMetrics: stable(() => false),
    ipv6AssociationId: stable((making) =>
      isTrue(making, "assignGeneratedIpv6CidrBlock") ? ec2Id("vpc-cidr-assoc") : "",
    ),
    ipv6CidrBlock: stable((making) =>
      isTrue(making, "assignGeneratedIpv6CidrBlock") ? `2a05:d018:${hex(3)}:${hex(2)}00::/56` : "",
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
      says: "A VPC needs an address range.",
      broken: (making) =>
        input(making, "cidrBlock") === ""
          ? "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."
          : undefined,
    },
  ],
};

const internetGateway: ResourceFact = {
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
    arn: stable((making) => arn(making, "ec2", `internet-gateway/${making.id}`)),
    ...owner,
    ...TAGS_ALL,
  },
  references: [inVpc],
  unique: [{ of: ["vpcId"], code: "Resource.AlreadyAssociated", status: 400, source: EC2_ERRORS }],
  rules: [
    {
      on: ["delete"],
      ...DEPENDENCY,
      says: "An internet gateway stays while public addresses are mapped in its VPC.",
      broken: mappedAddresses,
    },
    {
      on: ["update"],
      operation: "DetachInternetGateway",
      ...DEPENDENCY,
      says: "An internet gateway does not move while public addresses are mapped in its VPC.",
      broken: (making) =>
        making.inputs["vpcId"] === making.old?.outputs["vpcId"] ? undefined : mappedAddresses(making),
    },
  ],
};

function mappedAddresses(making: Making): string | undefined {
  const vpcId = asText(making.old?.outputs["vpcId"]) ?? "";
  const mapped = making.world
    .all(NAT_GATEWAY)
    .some((gateway) => subnetVpc(making, asText(gateway.inputs["subnetId"])) === vpcId);
  return mapped
    ? `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
    : undefined;
}

const subnet: ResourceFact = {
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
    arn: stable((making) => arn(making, "ec2", `subnet/${making.id}`)),
    availabilityZone: stable((making) => zoneOf(making).name),
    availabilityZoneId: stable((making) => zoneOf(making).id),
    ipv6CidrBlockAssociationId: stable((making) =>
      input(making, "ipv6CidrBlock") === "" ? "" : ec2Id("subnet-cidr-assoc"),
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
      says: "A subnet's zone must be one of its region.",
      broken: (making) =>
        zoneOf(making).name === "" ? "The availability zone is not one of the region." : undefined,
    },
    {
      on: ["create"],
      code: "InvalidSubnet.Conflict",
      status: 400,
      source: EC2_ERRORS,
      says: "The address ranges of two subnets of a VPC must not overlap.",
      broken: (making) => {
        const range = input(making, "cidrBlock");
        const twin = making.world
          .all(SUBNET)
          .find(
            (one) =>
              one.inputs["vpcId"] === making.inputs["vpcId"] &&
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
      says: "A subnet's address range lies inside its VPC's.",
      broken: (making) => {
        const range = input(making, "cidrBlock");
        const whole = asText(making.world.get(VPC, input(making, "vpcId"))?.inputs["cidrBlock"]) ?? "";
        return range === "" || inside(whole, range) ? undefined : `The CIDR '${range}' is invalid.`;
      },
    },
  ],
};

function isTrue(making: Making, name: string): boolean {
  return input(making, name) === "true";
}

function zoneOf(making: Making): { name: string; id: string } {
  const zones = (regionOf(making.region)?.zones ?? []).map(([letter, id]) => ({
    name: `${making.region}${letter}`,
    id,
  }));
  const name = input(making, "availabilityZone");
  const id = input(making, "availabilityZoneId");
  const found = zones.find((zone) => (name === "" || zone.name === name) && (id === "" || zone.id === id));
  return found ?? { name: "", id: "" };
}

/** Facts about the VPC itself. */
export const vpcs = { resources: [vpc, internetGateway, subnet] };
