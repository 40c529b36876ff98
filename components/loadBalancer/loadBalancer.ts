import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/argumentError";
import type { ComponentContext } from "../internal/componentContext";
import { ARCHIVE } from "../monitoring/plan/logPolicies";
import { existingLoadBalancerProblems } from "./plan/existingLoadBalancer";

/** The attributes of a load balancer that the component uses, whether it was created here or exists already. */
export interface LoadBalancer {
  arn: pulumi.Output<string>;
  dnsName: pulumi.Output<string>;
  /** Hosted zone of its DNS name, for alias records. */
  zoneId: pulumi.Output<string>;
}

interface LoadBalancerInputs {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  securityGroupIds: pulumi.Input<string>[];
  deletionProtection: boolean;
  /** Bucket of its access logs; undefined without them. */
  logBucketName: pulumi.Input<string> | undefined;
}

/** Creates an internal load balancer. */
export function createLoadBalancer(
  { name, parent, tags }: ComponentContext,
  inputs: LoadBalancerInputs,
): LoadBalancer {
  return new lb.LoadBalancer(
    `${name}-alb`,
    {
      loadBalancerType: "application",
      internal: true,
      ipAddressType: "ipv4",
      subnets: inputs.subnetIds,
      securityGroups: inputs.securityGroupIds,
      dropInvalidHeaderFields: true,
      // Requests that two HTTP parsers could read differently are refused, not classified.
      desyncMitigationMode: "strictest",
      enableDeletionProtection: inputs.deletionProtection,
      accessLogs:
        inputs.logBucketName === undefined
          ? undefined
          : { enabled: true, bucket: inputs.logBucketName, prefix: ARCHIVE.balancer },
      tags,
    },
    // AWS moves no load balancer to another VPC, and the provider would try.
    { parent, replacementTrigger: inputs.vpcId },
  );
}

interface ExistingLoadBalancerInputs {
  arn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
}

/**
 * Looks up the caller's load balancer, and refuses one that is open to the internet or that CloudFront cannot reach. Its
 * ARN is known to other resources only once it is accepted.
 */
export function findLoadBalancer(
  { name, parent }: Pick<ComponentContext, "name" | "parent">,
  inputs: ExistingLoadBalancerInputs,
): LoadBalancer {
  const found = lb.getLoadBalancerOutput({ arn: inputs.arn }, { parent });
  const accepted = pulumi
    .all([found, inputs.vpcId, inputs.securityGroupId])
    .apply(([attributes, vpcId, securityGroupId]) => {
      const problems = existingLoadBalancerProblems(attributes.arn, attributes, { vpcId, securityGroupId });
      if (problems.length > 0) {
        throw new ArgumentError(`InternalLoadBalancer "${name}"`, problems);
      }
      return attributes;
    });
  return { arn: accepted.arn, dnsName: accepted.dnsName, zoneId: accepted.zoneId };
}
