import type { VpcLinkArgs } from "@pulumi/aws/apigatewayv2";
import type { VpcConnectorArgs } from "@pulumi/aws/apprunner";
import type { EndpointArgs } from "@pulumi/aws/ec2clientvpn";
import type { FunctionArgs } from "@pulumi/aws/lambda";
import type { ResourceGatewayArgs } from "@pulumi/aws/vpclattice";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { PlacedResource } from "./placement";

/** A subnet or a security group, with its VPC. */
export interface VpcMember {
  readonly urn: string;
  readonly vpc: Field<string>;
}

/** Lambda functions; only those with a VPC have security groups and subnets. */
export const functions = recordReaders<PlacedResource>({
  [t.function]: readFunction,
});

/** What sends into a VPC for a service outside: VPC links, VPC connectors, resource gateways, Client VPN endpoints. */
export const vpcLinks = recordReaders<PlacedResource>({
  [t.appRunnerConnector]: readAppRunnerConnector,
  [t.clientVpnEndpoint]: readClientVpnEndpoint,
  [t.httpApiVpcLink]: readHttpApiVpcLink,
  [t.latticeGateway]: readLatticeGateway,
});

/** The VPCs of subnets and security groups. */
export const vpcMembers = recordReaders<VpcMember>({
  [t.defaultSecurityGroup]: readVpcMember,
  [t.securityGroup]: readVpcMember,
  [t.subnet]: readVpcMember,
});

/** Internet gateways, and their attachments, with their VPCs. */
export const internetGateways = recordReaders<VpcMember>({
  [t.internetGateway]: readVpcMember,
  [t.internetGatewayAttachment]: readVpcMember,
});

/** Connections between VPCs. */
export const vpcConnections = recordReaders<{ readonly urn: string }>({
  [t.peering]: (urn) => [{ urn }],
  [t.transitGatewayAttachment]: (urn) => [{ urn }],
});

function readFunction(urn: string, props: object): PlacedResource[] {
  const network = Reader.over<Unwrap<FunctionArgs>>(props).at("vpcConfig");
  return [
    {
      urn,
      securityGroups: network.at("securityGroupIds").strings(),
      subnets: network.at("subnetIds").strings(),
    },
  ];
}

function readHttpApiVpcLink(urn: string, props: object): PlacedResource[] {
  const args = Reader.over<Unwrap<VpcLinkArgs>>(props);
  return [
    { urn, securityGroups: args.at("securityGroupIds").strings(), subnets: args.at("subnetIds").strings() },
  ];
}

function readAppRunnerConnector(urn: string, props: object): PlacedResource[] {
  const args = Reader.over<Unwrap<VpcConnectorArgs>>(props);
  return [
    { urn, securityGroups: args.at("securityGroups").strings(), subnets: args.at("subnets").strings() },
  ];
}

function readLatticeGateway(urn: string, props: object): PlacedResource[] {
  const args = Reader.over<Unwrap<ResourceGatewayArgs>>(props);
  return [
    { urn, securityGroups: args.at("securityGroupIds").strings(), subnets: args.at("subnetIds").strings() },
  ];
}

/** The subnets of a Client VPN endpoint are those of its associations. */
function readClientVpnEndpoint(urn: string, props: object): PlacedResource[] {
  const args = Reader.over<Unwrap<EndpointArgs>>(props);
  return [{ urn, securityGroups: args.at("securityGroupIds").strings(), subnets: [] }];
}

function readVpcMember(urn: string, props: object): VpcMember[] {
  return [{ urn, vpc: Reader.over<{ vpcId?: string }>(props).at("vpcId").string() }];
}
