import * as ec2 from "@pulumi/aws/ec2";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as vpcRules from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { repositoryEndpointPolicy } from "../internal/policyDocuments";

/** How instances reach AWS and the internet. */
export enum Egress {
  /** Through NAT gateways: the internet is reachable, as login by OIDC needs. */
  Nat = "nat",
  /** Through private endpoints: only the AWS services that the fleet uses are reachable. */
  Endpoints = "endpoints",
}

/** How many NAT gateways a network has. */
export enum NatGateways {
  /** One for all zones: cheap, and egress ends with its zone. */
  Single = "single",
  /** One in each zone: egress survives the loss of a zone. */
  PerZone = "perZone",
}

/** What both kinds of egress build on. */
interface NetworkParts {
  name: string;
  parent: pulumi.Resource;
  vpc: ec2.Vpc;
  gateway: ec2.InternetGateway;
  privateSubnets: ec2.Subnet[];
  tags: { [key: string]: pulumi.Input<string> };
}

/** Services that an instance without internet needs: Session Manager, logs, and the homes of signing keys. */
const INTERFACE_SERVICES = ["ssm", "ssmmessages", "ec2messages", "logs", "kms", "secretsmanager"];

/** Routes each private subnet to a NAT gateway, in its own zone if each zone has one. */
export function natEgress(parts: NetworkParts, publicCidrs: string[], gateways: NatGateways): void {
  const { name, parent, vpc, gateway, tags } = parts;
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
  const count = gateways === NatGateways.PerZone ? parts.privateSubnets.length : 1;
  const nats = parts.privateSubnets
    .slice(0, count)
    .map((subnet, index) => natGateway(parts, subnet, publicTable, publicCidrs[index] ?? "", index));
  privateTables(parts).forEach((table, index) => {
    const nat = nats[Math.min(index, nats.length - 1)];
    new ec2.Route(
      `${name}-private-${index}-nat`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat?.id },
      child,
    );
  });
}

function natGateway(
  { name, parent, vpc, gateway, tags }: NetworkParts,
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
    // A gateway in another subnet is made before the old one goes, so it cannot take over its address.
    { parent, replacementTrigger: subnet.id },
  );
  return new ec2.NatGateway(
    natName,
    { subnetId: subnet.id, allocationId: address.id, tags: { ...tags, Name: natName } },
    { parent, dependsOn: gateway },
  );
}

/** What instances without internet may reach. */
export interface EndpointsArgs {
  /** Id of the security group of the interface endpoints. */
  securityGroupId: pulumi.Input<string>;
  /** Id of the prefix list of the gateway endpoint for S3. */
  gatewayPrefixListId: pulumi.Input<string>;
}

/** Gives the VPC private endpoints for the services that the fleet uses, and no route out. */
export function endpointEgress(
  parts: NetworkParts,
  bucketArns: pulumi.Input<string>[],
): { securityGroupId: pulumi.Output<string>; gatewayPrefixListId: pulumi.Output<string> } {
  const { name, parent, vpc, tags } = parts;
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
        subnetIds: parts.privateSubnets.map((subnet) => subnet.id),
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
      routeTableIds: privateTables(parts).map((table) => table.id),
      policy: pulumi
        .all([getPartitionOutput({}, child).partition, region, pulumi.all(bucketArns)])
        .apply(([partition, here, buckets]) => repositoryEndpointPolicy(partition, here, buckets)),
      tags: { ...tags, Name: `${name}-s3` },
    },
    child,
  );
  return { securityGroupId: group.id, gatewayPrefixListId: s3.prefixListId };
}

/** One route table for each private subnet, so that a change of NAT gateways only changes routes. */
function privateTables({ name, parent, vpc, privateSubnets, tags }: NetworkParts): ec2.RouteTable[] {
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
