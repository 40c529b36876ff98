import { input, REGION, TAGS, TAGS_ALL } from "../../model/commonFields";
import { arn, ec2Id, hex } from "../../model/identifiers";
import { type OperationContext, type ResourceType, stable } from "../../model/resourceType";
import { bool, json, obj, set, str } from "../../model/schema";
import { api, EC2_ERRORS, registry } from "../../model/sources";
import { inGroups, inSubnets, inVpc, toRouteTable, VPC_ENDPOINT } from "../../model/tokens";
import { asList, asTexts } from "../../values";

const GATEWAY_SERVICES = ["s3", "dynamodb"];

const vpcEndpoint: ResourceType = {
  token: VPC_ENDPOINT,
  service: "EC2",
  operations: { create: "CreateVpcEndpoint", update: "ModifyVpcEndpoint", delete: "DeleteVpcEndpoints" },
  source: registry("ec2/vpcendpoint"),
  inputs: {
    autoAccept: bool(),
    dnsOptions: obj({ dnsRecordIpType: str(), privateDnsOnlyForInboundResolverEndpoint: bool() }),
    ipAddressType: str({ oneOf: ["ipv4", "dualstack", "ipv6"] }),
    policy: json(),
    privateDnsEnabled: bool(),
    routeTableIds: set(str()),
    securityGroupIds: set(str()),
    serviceName: str({ immutable: true }),
    subnetIds: set(str()),
    vpcEndpointType: str({
      immutable: true,
      default: "Gateway",
      oneOf: ["Gateway", "Interface", "GatewayLoadBalancer"],
    }),
    vpcId: str({ required: true, immutable: true }),
    ...REGION,
    ...TAGS,
  },
  id: () => ec2Id("vpce"),
  outputs: {
    arn: stable((context) => arn(context, "ec2", `vpc-endpoint/${context.id}`)),
    cidrBlocks: stable(() => []),
    dnsEntries: stable((context) =>
      input(context, "vpcEndpointType") === "Interface"
        ? [
            {
              dnsName: `${context.id}-${hex(8)}.${serviceOf(context)}.${context.region}.vpce.amazonaws.com`,
              hostedZoneId: "Z38GZ743OKFT7T",
            },
          ]
        : [],
    ),
    ipAddressType: stable(() => "ipv4"),
    networkInterfaceIds: stable((context) => asList(context.inputs["subnetIds"]).map(() => ec2Id("eni"))),
    policy: stable(
      () =>
        '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}',
    ),
    prefixListId: stable((context) => (GATEWAY_SERVICES.includes(serviceOf(context)) ? `pl-${hex(8)}` : "")),
    privateDnsEnabled: stable(() => false),
    requesterManaged: stable(() => false),
    routeTableIds: stable(() => []),
    securityGroupIds: stable(() => []),
    serviceRegion: stable((context) => context.region),
    state: stable(() => "available"),
    subnetIds: stable(() => []),
    ownerId: stable((context) => context.accountId),
    ...TAGS_ALL,
  },
  references: [
    inVpc,
    inSubnets("subnetIds[*]"),
    toRouteTable("routeTableIds[*]"),
    inGroups("securityGroupIds[*]"),
  ],
  rules: [
    {
      on: ["create"],
      code: "InvalidServiceName",
      status: 400,
      source: EC2_ERRORS,
      description: "An endpoint's service exists in its region.",
      validate: (context) =>
        input(context, "serviceName").startsWith(`com.amazonaws.${context.region}.`)
          ? undefined
          : `The Vpc Endpoint Service '${input(context, "serviceName")}' does not exist`,
    },
    {
      on: ["create", "update"],
      code: "InvalidParameter",
      status: 400,
      source: api("ec2", "CreateVpcEndpoint"),
      description:
        "Gateway endpoints are for S3 and DynamoDB and take route tables; interface endpoints take subnets and security groups.",
      validate: endpointShape,
    },
  ],
};

function endpointShape(context: OperationContext): string | undefined {
  const gateway = input(context, "vpcEndpointType") === "Gateway";
  const given = (name: string) => asTexts(context.inputs[name]).length > 0;
  if (gateway && !GATEWAY_SERVICES.includes(serviceOf(context))) {
    return `Endpoint type (Gateway) does not match available service types ([Interface]) of ${input(context, "serviceName")}.`;
  }
  if (gateway && (given("subnetIds") || given("securityGroupIds"))) {
    return "Endpoint type (Gateway) takes no subnetIds and no securityGroupIds.";
  }
  return !gateway && given("routeTableIds") ? "Endpoint type (Interface) takes no routeTableIds." : undefined;
}

function serviceOf(context: OperationContext): string {
  return input(context, "serviceName").split(".").slice(3).join(".");
}

/** Resource type of VPC endpoints. */
export const endpoints = { resources: [vpcEndpoint] };
