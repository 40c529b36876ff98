import type { VpcConnectorArgs } from "@pulumi/aws/apprunner";
import type { SpotFleetRequestArgs } from "@pulumi/aws/ec2";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { Placed } from "../network/otherEndpoints";
import { Reader } from "../reader";

/** What registers servers of its own with target groups: a container service, a spot fleet. */
export interface Service extends Placed {
  readonly targetGroups: readonly Field<string>[];
}

/** Reads a container service. */
export function readEcsService(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<ServiceArgs>>(props);
  const network = args.at("networkConfiguration");
  return [
    {
      urn,
      targetGroups: args
        .at("loadBalancers")
        .each()
        .map((balancer) => balancer.at("targetGroupArn").text()),
      securityGroups: network.at("securityGroups").texts(),
      subnets: network.at("subnets").texts(),
    },
  ];
}

/** Reads a spot fleet. */
export function readSpotFleet(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<SpotFleetRequestArgs>>(props);
  const specifications = args.at("launchSpecifications").each();
  return [
    {
      urn,
      targetGroups: args.at("targetGroupArns").texts(),
      securityGroups: specifications.flatMap((each) => each.at("vpcSecurityGroupIds").texts()),
      subnets: specifications.map((each) => each.at("subnetId").text()),
    },
  ];
}

/** Reads where an App Runner service sends from. */
export function readAppRunnerConnector(urn: string, props: object): Placed[] {
  const args = Reader.over<Unwrap<VpcConnectorArgs>>(props);
  return [{ urn, securityGroups: args.at("securityGroups").texts(), subnets: args.at("subnets").texts() }];
}
