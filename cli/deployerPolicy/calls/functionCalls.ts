/** Calls of the provider functions that the components and this project's program use. */
import type { Call } from "./typeCalls";

/** A function's calls, and the resource types that suggest its use, since a state does not record function calls. */
interface FunctionCalls {
  readonly calls: readonly Call[];
  readonly usedWith: readonly string[] | "always";
}

const nothing: FunctionCalls = { calls: [], usedWith: "always" };

/** Returns the calls of a function that finds a CloudFront policy by name. */
function policyByName(name: string, list: string, resource: string): FunctionCalls {
  return {
    calls: [`cloudfront:List${list}`, `cloudfront:Get${name} ${resource}`],
    usedWith: ["aws:cloudfront/distribution:Distribution"],
  };
}

/** Calls by the token of the function. */
export const functionCalls: Readonly<Record<string, FunctionCalls>> = {
  // The provider itself reads the caller's identity.
  "aws:index/getCallerIdentity:getCallerIdentity": { calls: ["sts:GetCallerIdentity"], usedWith: "always" },
  "aws:index/getRegion:getRegion": nothing,
  "aws:index/getPartition:getPartition": nothing,
  "aws:index/getAvailabilityZones:getAvailabilityZones": {
    calls: ["ec2:DescribeAvailabilityZones"],
    usedWith: ["aws:ec2/subnet:Subnet"],
  },
  "aws:ec2/getSubnet:getSubnet": {
    calls: ["ec2:DescribeSubnets"],
    usedWith: ["aws:ec2/securityGroup:SecurityGroup", "aws:cloudfront/vpcOrigin:VpcOrigin"],
  },
  "aws:ec2/getVpc:getVpc": {
    calls: ["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute vpc", "ec2:DescribeRouteTables"],
    usedWith: ["aws:ec2/securityGroup:SecurityGroup"],
  },
  "aws:ec2/getSecurityGroup:getSecurityGroup": {
    calls: ["ec2:DescribeSecurityGroups"],
    usedWith: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": {
    calls: ["ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries aws-prefix-list"],
    usedWith: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  },
  "aws:lb/getLoadBalancer:getLoadBalancer": {
    calls: [
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeLoadBalancerAttributes",
      "elasticloadbalancing:DescribeCapacityReservation",
      "elasticloadbalancing:DescribeTags",
    ],
    usedWith: ["aws:cloudfront/vpcOrigin:VpcOrigin"],
  },
  "aws:ssm/getParameter:getParameter": {
    calls: ["ssm:GetParameter public-parameter"],
    usedWith: ["aws:ec2/instance:Instance"],
  },
  "aws:kms/getPublicKey:getPublicKey": {
    calls: ["kms:GetPublicKey key"],
    usedWith: ["aws:kms/key:Key", "aws:cloudfront/publicKey:PublicKey"],
  },
  "aws:cloudfront/getCachePolicy:getCachePolicy": policyByName(
    "CachePolicy",
    "CachePolicies",
    "cache-policy",
  ),
  "aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy": policyByName(
    "OriginRequestPolicy",
    "OriginRequestPolicies",
    "origin-request-policy",
  ),
  "aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy": policyByName(
    "ResponseHeadersPolicy",
    "ResponseHeadersPolicies",
    "response-headers-policy",
  ),
  "aws:route53/getZone:getZone": {
    calls: [
      "route53:ListHostedZones",
      "route53:GetHostedZone hostedzone",
      "route53:ListTagsForResource hostedzone",
    ],
    usedWith: ["aws:route53/record:Record"],
  },
};
