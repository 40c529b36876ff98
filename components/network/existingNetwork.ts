import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/argumentError";
import { existingSubnetProblems } from "./plan/zones";

/** A VPC that exists already. */
export interface ExistingVpcArgs {
  /** Id of the VPC. It needs an internet gateway, or CloudFront cannot enter it. */
  vpcId: pulumi.Input<string>;
  /**
   * Ids of private subnets in two zones or more, none of them use1-az3, usw1-az2, apne1-az3 or cac1-az3, with a way
   * out for the instances.
   */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Where load balancer and instances go. */
export interface SiteNetwork {
  vpcId: pulumi.Output<string>;
  subnetIds: pulumi.Output<string[]>;
}

/**
 * Looks the caller's subnets up and refuses those in which a load balancer cannot be entered by CloudFront. Their ids
 * become known to the rest of the site only when all have passed, so nothing is made in a wrong one.
 */
export function existingNetwork(
  component: string,
  name: string,
  parent: pulumi.Resource,
  args: ExistingVpcArgs,
): SiteNetwork {
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
