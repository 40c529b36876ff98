import type { SpotFleetRequestArgs } from "@pulumi/aws/ec2";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import type { PlacedResource } from "../network/placement";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A service that registers its own targets with target groups: an ECS service or a spot fleet. */
export interface Service extends PlacedResource {
  readonly targetGroups: readonly Field<string>[];
}

/** Services that register their own targets. */
export const services = recordReaders<Service>({
  [t.ecsService]: readEcsService,
  [t.spotFleet]: readSpotFleet,
});

function readEcsService(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<ServiceArgs>>(props);
  const network = args.at("networkConfiguration");
  return [
    {
      urn,
      targetGroups: args
        .at("loadBalancers")
        .knownItems()
        .map((balancer) => balancer.at("targetGroupArn").string()),
      securityGroups: network.at("securityGroups").strings(),
      subnets: network.at("subnets").strings(),
    },
  ];
}

function readSpotFleet(urn: string, props: object): Service[] {
  const args = Reader.over<Unwrap<SpotFleetRequestArgs>>(props);
  const specifications = args.at("launchSpecifications").knownItems();
  return [
    {
      urn,
      targetGroups: args.at("targetGroupArns").strings(),
      securityGroups: specifications.flatMap((each) => each.at("vpcSecurityGroupIds").strings()),
      subnets: specifications.map((each) => each.at("subnetId").string()),
    },
  ];
}
