import * as ec2 from "@pulumi/aws/ec2";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentContext } from "../internal/componentContext";
import { repositoryEndpointPolicy } from "./plan/endpointPolicy";

/** How instances reach AWS and the internet. */
export enum Egress {
  /** Through NAT gateways: the internet is reachable, as login by OIDC needs. */
  Nat = "nat",
  /** Through private endpoints: only the AWS services that the instances use are reachable. */
  Endpoints = "endpoints",
}

/** How many NAT gateways a network has. */
export enum NatGateways {
  /** One for all zones: cheaper, but egress fails with its zone. */
  Single = "single",
  /** One in each zone: egress survives the loss of a zone. */
  PerZone = "perZone",
}

/** The resources that both kinds of egress use. */
interface EgressInputs extends ComponentContext {
  vpc: ec2.Vpc;
  gateway: ec2.InternetGateway;
  privateSubnets: ec2.Subnet[];
}

/** Services that an instance without internet needs: Session Manager, logs, and those that keep signing keys. */
const INTERFACE_SERVICES = ["ssm", "ssmmessages", "ec2messages", "logs", "kms", "secretsmanager"];

/** Creates NAT gateways, and routes each private subnet to one, in its own zone if each zone has one. */
export function createNatEgress(inputs: EgressInputs, publicCidrs: string[], gateways: NatGateways): void {
  const { name, parent, vpc, gateway, tags } = inputs;
  const child = { parent };
  const publicTable = new ec2.RouteTable(
    `${name}-public`,
    { vpcId: vpc.id, tags: { ...tags, Name: `${name}-public` } },
    child,
  );
  new ec2.Route(
    `${name}-public-internet`,
    { routeTableId: publicTable.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    child,
  );
  const count = gateways === NatGateways.PerZone ? inputs.privateSubnets.length : 1;
  const nats = inputs.privateSubnets
    .slice(0, count)
    .map((subnet, index) => natGateway(inputs, subnet, publicTable, publicCidrs[index] ?? "", index));
  privateTables(inputs).forEach((table, index) => {
    const nat = nats[Math.min(index, nats.length - 1)];
    new ec2.Route(
      `${name}-private-${index}-nat`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat?.id },
      child,
    );
  });
}

function natGateway(
  { name, parent, vpc, gateway, tags }: EgressInputs,
  neighbour: ec2.Subnet,
  table: ec2.RouteTable,
  cidrBlock: string,
  index: number,
): ec2.NatGateway {
  const child = { parent };
  const subnet = new ec2.Subnet(
    `${name}-public-${index}`,
    {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: neighbour.availabilityZone,
      mapPublicIpOnLaunch: false,
      tags: { ...tags, Name: `${name}-public-${index}` },
    },
    child,
  );
  new ec2.RouteTableAssociation(
    `${name}-public-${index}`,
    { subnetId: subnet.id, routeTableId: table.id },
    child,
  );
  const natName = `${name}-nat-${index}`;
  const address = new ec2.Eip(
    natName,
    { domain: "vpc", tags: { ...tags, Name: natName } },
    // A gateway in another subnet is created before the old one is deleted, so it cannot use the same address.
    { parent, replacementTrigger: subnet.id },
  );
  return new ec2.NatGateway(
    natName,
    { subnetId: subnet.id, allocationId: address.id, tags: { ...tags, Name: natName } },
    { parent, dependsOn: gateway },
  );
}

/** The endpoints that instances without internet reach. */
export interface EndpointsArgs {
  /** Id of the security group of the interface endpoints. */
  securityGroupId: pulumi.Input<string>;
  /** Id of the prefix list of the gateway endpoint for S3. */
  gatewayPrefixListId: pulumi.Input<string>;
}

/** Creates endpoints for the AWS services that the instances use, without a route to the internet. */
export function createEndpointEgress(
  inputs: EgressInputs,
  bucketArns: pulumi.Input<string>[],
): { securityGroupId: pulumi.Output<string>; gatewayPrefixListId: pulumi.Output<string> } {
  const { name, parent, vpc, tags } = inputs;
  const child = { parent };
  const region = getRegionOutput({}, child).region;
  const group = new ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      vpcId: vpc.id,
      description: "Endpoints of AWS services, for instances of this VPC",
      tags: { ...tags, Name: `${name}-endpoints` },
    },
    child,
  );
  new vpcRules.SecurityGroupIngressRule(
    `${name}-endpoints-https`,
    {
      securityGroupId: group.id,
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: vpc.cidrBlock,
      tags,
    },
    child,
  );
  for (const service of INTERFACE_SERVICES) {
    new ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: inputs.privateSubnets.map((subnet) => subnet.id),
        securityGroupIds: [group.id],
        tags: { ...tags, Name: `${name}-${service}` },
      },
      child,
    );
  }
  const s3 = new ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.id,
      serviceName: pulumi.interpolate`com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: privateTables(inputs).map((table) => table.id),
      policy: pulumi
        .all([getPartitionOutput({}, child).partition, region, pulumi.all(bucketArns)])
        .apply(([partition, here, buckets]) => repositoryEndpointPolicy(partition, here, buckets)),
      tags: { ...tags, Name: `${name}-s3` },
    },
    child,
  );
  return { securityGroupId: group.id, gatewayPrefixListId: s3.prefixListId };
}

/** Creates a route table for each private subnet, so that other NAT gateways only change routes. */
function privateTables({ name, parent, vpc, privateSubnets, tags }: EgressInputs): ec2.RouteTable[] {
  return privateSubnets.map((subnet, index) => {
    const tableName = `${name}-private-${index}`;
    const table = new ec2.RouteTable(
      tableName,
      { vpcId: vpc.id, tags: { ...tags, Name: tableName } },
      { parent },
    );
    new ec2.RouteTableAssociation(tableName, { subnetId: subnet.id, routeTableId: table.id }, { parent });
    return table;
  });
}
