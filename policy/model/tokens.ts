/** The resource types that the model reads, under the names that the current AWS provider gives them. */
export const resourceTypes = {
  classicLoadBalancer: "aws:elb/loadBalancer:LoadBalancer",
  defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  distribution: "aws:cloudfront/distribution:Distribution",
  eip: "aws:ec2/eip:Eip",
  eipAssociation: "aws:ec2/eipAssociation:EipAssociation",
  instance: "aws:ec2/instance:Instance",
  launchConfiguration: "aws:ec2/launchConfiguration:LaunchConfiguration",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  securityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  spotInstanceRequest: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
} as const;

/** One of the types that the model reads. */
export type ResourceType = (typeof resourceTypes)[keyof typeof resourceTypes];

/**
 * Modules that are other names of a module: `alb` is one today, the long ones come from older providers and live on
 * in their stacks.
 */
const moduleAliases: Readonly<Record<string, string>> = {
  alb: "lb",
  applicationloadbalancing: "lb",
  elasticloadbalancingv2: "lb",
  elasticloadbalancing: "elb",
};

const modelled: ReadonlySet<string> = new Set<string>(Object.values(resourceTypes));

/** The type that the model reads a resource as, whichever alias its token uses; nothing for a type it does not read. */
export function canonicalType(token: string): ResourceType | undefined {
  const [, module = "", rest = ""] = /^aws:([^/:]+)(\/.*)$/.exec(token) ?? [];
  const canonical = `aws:${moduleAliases[module] ?? module}${rest}`;
  return modelled.has(canonical) ? (canonical as ResourceType) : undefined;
}
