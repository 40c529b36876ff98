import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/argumentError";
import { ARCHIVE } from "../monitoring/plan/logPolicies";
import { existingLoadBalancerProblems } from "./plan/existingLoadBalancer";

/** A load balancer as the gate sees it, whoever made it. */
export interface GateBalancer {
  arn: pulumi.Output<string>;
  dnsName: pulumi.Output<string>;
  /** Hosted zone of its DNS name, for alias records. */
  zoneId: pulumi.Output<string>;
}

interface OwnBalancerParts {
  vpcId: pulumi.Input<string>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  securityGroupIds: pulumi.Input<string>[];
  deletionProtection: boolean;
  /** Bucket that its access logs go to; without one there are none. */
  logBucketName: pulumi.Input<string> | undefined;
  tags: { [key: string]: pulumi.Input<string> } | undefined;
}

/** Makes an internal load balancer. */
export function ownBalancer(name: string, parent: pulumi.Resource, parts: OwnBalancerParts): GateBalancer {
  return new lb.LoadBalancer(
    `${name}-alb`,
    {
      loadBalancerType: "application",
      internal: true,
      ipAddressType: "ipv4",
      subnets: parts.subnetIds,
      securityGroups: parts.securityGroupIds,
      dropInvalidHeaderFields: true,
      // Requests that two HTTP parsers could read in two ways are refused, not classified.
      desyncMitigationMode: "strictest",
      enableDeletionProtection: parts.deletionProtection,
      accessLogs:
        parts.logBucketName === undefined
          ? undefined
          : { enabled: true, bucket: parts.logBucketName, prefix: ARCHIVE.balancer },
      tags: parts.tags,
    },
    // AWS moves no load balancer to another VPC, and the provider would try.
    { parent, replacementTrigger: parts.vpcId },
  );
}

interface ExistingBalancerParts {
  arn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
}

/**
 * Finds the caller's own load balancer and refuses one that the internet reaches, or that CloudFront cannot enter.
 * Its ARN becomes known to the rest of the gate only when it has passed.
 */
export function existingBalancer(
  name: string,
  parent: pulumi.Resource,
  parts: ExistingBalancerParts,
): GateBalancer {
  const found = lb.getLoadBalancerOutput({ arn: parts.arn }, { parent });
  const passed = pulumi
    .all([found, parts.vpcId, parts.securityGroupId])
    .apply(([facts, vpcId, securityGroupId]) => {
      const problems = existingLoadBalancerProblems(facts.arn, facts, { vpcId, securityGroupId });
      if (problems.length > 0) {
        throw new ArgumentError(`InternalLoadBalancer "${name}"`, problems);
      }
      return facts;
    });
  return { arn: passed.arn, dnsName: passed.dnsName, zoneId: passed.zoneId };
}
