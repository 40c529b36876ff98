import { problem } from "../../internal/problem";

/** What AWS tells of a load balancer. */
export interface LoadBalancerFacts {
  internal: boolean;
  loadBalancerType: string;
  vpcId: string;
  securityGroups: string[];
}

/** Says why a load balancer of the caller's cannot be what CloudFront enters the VPC by. */
export function existingLoadBalancerProblems(
  arn: string,
  facts: LoadBalancerFacts,
  wanted: { vpcId: string; securityGroupId: string },
): string[] {
  const found = (allowed: string, fix: string) => problem("loadBalancerArn", arn, allowed, fix);
  return [
    ...(facts.internal
      ? []
      : [found("an internal load balancer", "make one that is internal: this one is open to the internet")]),
    ...(facts.loadBalancerType === "application"
      ? []
      : [
          found(
            "an application load balancer",
            `choose another: a ${facts.loadBalancerType} one reads no header`,
          ),
        ]),
    ...(facts.vpcId === wanted.vpcId
      ? []
      : [found(`one in ${wanted.vpcId}`, `correct vpc.vpcId: this one is in ${facts.vpcId}`)]),
    ...(facts.securityGroups.includes(wanted.securityGroupId)
      ? []
      : [
          problem(
            "loadBalancerSecurityGroupId",
            wanted.securityGroupId,
            `a group that the load balancer wears: ${facts.securityGroups.join(", ")}`,
            "choose one of them: rules in another group let nobody in",
          ),
        ]),
  ];
}
