import type { VpcLinkArgs } from "@pulumi/aws/apigatewayv2";
import type { VpcConnectorArgs } from "@pulumi/aws/apprunner";
import type { FunctionArgs } from "@pulumi/aws/lambda";
import type { Unwrap } from "@pulumi/pulumi";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { PlacedResource } from "./placement";

/** Lambda functions. */
export const functions = recordReaders<PlacedResource>({
  [t.function]: readFunction,
});

/** VPC links of HTTP APIs, and VPC connectors of App Runner. */
export const vpcLinks = recordReaders<PlacedResource>({
  [t.httpApiVpcLink]: readHttpApiVpcLink,
  [t.appRunnerConnector]: readAppRunnerConnector,
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
