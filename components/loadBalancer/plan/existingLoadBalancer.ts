import { problem } from "../../internal/problem";

/** The attributes of a load balancer as AWS returns them. */
export interface LoadBalancerAttributes {
  internal: boolean;
  loadBalancerType: string;
  vpcId: string;
  securityGroups: string[];
}

/** Validates that a load balancer of the caller's can be a VPC origin. */
export function existingLoadBalancerProblems(
  arn: string,
  attributes: LoadBalancerAttributes,
  wanted: { vpcId: string; securityGroupId: string },
): string[] {
  const found = (allowed: string, fix: string) => problem("loadBalancerArn", arn, allowed, fix);
  return [
    ...(attributes.internal
      ? []
      : [found("an internal load balancer", "make one that is internal: this one is open to the internet")]),
    ...(attributes.loadBalancerType === "application"
      ? []
      : [
          found(
            "an application load balancer",
            `choose another: a ${attributes.loadBalancerType} one reads no header`,
          ),
        ]),
    ...(attributes.vpcId === wanted.vpcId
      ? []
      : [found(`one in ${wanted.vpcId}`, `correct vpc.vpcId: this one is in ${attributes.vpcId}`)]),
    ...(attributes.securityGroups.includes(wanted.securityGroupId)
      ? []
      : [
          problem(
            "loadBalancerSecurityGroupId",
            wanted.securityGroupId,
            `a group that is attached to the load balancer: ${attributes.securityGroups.join(", ")}`,
            "choose one of them: rules in another group admit nobody",
          ),
        ]),
  ];
}
