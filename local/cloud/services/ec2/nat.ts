import { input, outputsOf, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id } from "../../model/identifiers";
import { quota } from "../../model/quotas";
import { type ResourceType, stable } from "../../model/resourceType";
import { set, str } from "../../model/schema";
import { api, EC2_ERRORS, guide, registry } from "../../model/sources";
import {
  EIP,
  hasInternetGateway,
  inSubnets,
  NAT_GATEWAY,
  notFound,
  SUBNET,
  subnetVpc,
} from "../../model/tokens";
import { asText } from "../../values";
import { freeHost } from "./ranges";

const eip: ResourceType = {
  token: EIP,
  service: "EC2",
  operations: { create: "AllocateAddress", update: "AssociateAddress", delete: "ReleaseAddress" },
  source: registry("ec2/eip"),
  inputs: {
    domain: str({ immutable: true, oneOf: ["vpc", "standard"] }),
    instance: str(),
    networkInterface: str(),
    associateWithPrivateIp: str(),
    publicIpv4Pool: str({ immutable: true }),
    networkBorderGroup: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("eipalloc"),
  outputs: {
    allocationId: stable((context) => context.id),
    arn: stable((context) => arn(context, "ec2", `elastic-ip/${context.id}`)),
    domain: stable(() => "vpc"),
    networkBorderGroup: stable((context) => context.region),
    publicIpv4Pool: stable(() => "amazon"),
    // 198.51.100.0/24 is documentation space (RFC 5737): nothing on the internet answers there.
    publicIp: stable((context) => freeHost("198.51.100.0/24", outputsOf(context, "publicIp"))),
    publicDns: stable(
      (context) =>
        `ec2-${(asText(context.outputs["publicIp"]) ?? "").replaceAll(".", "-")}.${context.region}.compute.amazonaws.com`,
    ),
    associationId: stable(() => ""),
    carrierIp: stable(() => ""),
    customerOwnedIp: stable(() => ""),
    instance: stable(() => ""),
    networkInterface: stable(() => ""),
    privateDns: stable(() => ""),
    privateIp: stable(() => ""),
    ptrRecord: stable(() => ""),
    ...TAGS_ALL,
  },
  rules: [
    quota(EIP, {
      code: "AddressLimitExceeded",
      status: 400,
      source: guide("AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html"),
      what: "Elastic IP addresses",
      most: 5,
      within: "region",
    }),
  ],
};

const natGateway: ResourceType = {
  token: NAT_GATEWAY,
  service: "EC2",
  operations: {
    create: "CreateNatGateway",
    update: "AssociateNatGatewayAddress",
    delete: "DeleteNatGateway",
  },
  source: registry("ec2/natgateway"),
  inputs: {
    allocationId: str({ immutable: true }),
    connectivityType: str({ immutable: true, default: "public", oneOf: ["public", "private"] }),
    privateIp: str({ immutable: true }),
    secondaryAllocationIds: set(str()),
    subnetId: str({ immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("nat"),
  outputs: {
    associationId: stable(() => ec2Id("eipassoc")),
    availabilityMode: stable(() => "zonal"),
    autoProvisionZones: stable(() => ""),
    autoScalingIps: stable(() => ""),
    networkInterfaceId: stable(() => ec2Id("eni")),
    privateIp: stable((context) =>
      freeHost(
        asText(context.account.get(SUBNET, input(context, "subnetId"))?.inputs["cidrBlock"]) ?? "",
        outputsOf(context, "privateIp"),
      ),
    ),
    publicIp: stable(
      (context) => context.account.get(EIP, input(context, "allocationId"))?.outputs["publicIp"] ?? "",
    ),
    regionalNatGatewayAddresses: stable(() => []),
    regionalNatGatewayAutoMode: stable(() => ""),
    routeTableId: stable(() => ""),
    secondaryPrivateIpAddressCount: stable(() => 0),
    secondaryPrivateIpAddresses: stable(() => []),
    vpcId: stable((context) => subnetVpc(context, input(context, "subnetId"))),
    ...TAGS_ALL,
  },
  references: [
    inSubnets("subnetId"),
    {
      path: "allocationId",
      to: [EIP],
      by: ["id"],
      missing: notFound("InvalidAllocationID.NotFound"),
      inUse: { code: "InvalidIPAddress.InUse", status: 400, source: EC2_ERRORS },
    },
  ],
  unique: [{ of: ["allocationId"], code: "Resource.AlreadyAssociated", status: 400, source: EC2_ERRORS }],
  rules: [
    {
      on: ["create"],
      code: "Gateway.NotAttached",
      status: 400,
      source: api("ec2", "CreateNatGateway"),
      description: "A public NAT gateway needs an internet gateway in its VPC.",
      validate: (context) => {
        const vpcId = subnetVpc(context, input(context, "subnetId"));
        return input(context, "connectivityType") === "private" || hasInternetGateway(context, vpcId)
          ? undefined
          : `Network ${vpcId} has no Internet gateway attached.`;
      },
    },
  ],
};

/** Resource types of elastic IPs and NAT gateways. */
export const nat = { resources: [eip, natGateway] };
