import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/argumentError";
import { existingSubnetProblems } from "./plan/zones";

/** A VPC that exists already. */
export interface ExistingVpcArgs {
  /** Id of the VPC. It needs an internet gateway, or CloudFront cannot reach it. */
  vpcId: pulumi.Input<string>;
  /**
   * Ids of private subnets in two zones or more, none of them use1-az3, usw1-az2, apne1-az3 or cac1-az3, with a
   * route to the internet for the instances.
   */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** The VPC and the subnets of the load balancer and the instances. */
export interface VpcSubnets {
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
}

/**
 * Looks up the caller's subnets, and refuses those in which a load balancer cannot be a VPC origin. Their ids are known to
 * other resources only once all are accepted, so nothing is created in a wrong one.
 */
export function findVpcSubnets(
  component: string,
  name: string,
  parent: pulumi.Resource,
  args: ExistingVpcArgs,
): VpcSubnets {
  const vpcId = pulumi.output(args.vpcId);
  const subnetIds = pulumi.output(args.subnetIds).apply((ids) => {
    const found = ids.map((id) => ec2.getSubnetOutput({ id }, { parent }));
    return pulumi.all([vpcId, pulumi.all(found)]).apply(([vpc, subnets]) => {
      const problems = existingSubnetProblems(vpc, subnets);
      if (problems.length > 0) {
        throw new ArgumentError(`${component} "${name}"`, problems);
      }
      return ids;
    });
  });
  return { vpcId, subnetIds };
}
