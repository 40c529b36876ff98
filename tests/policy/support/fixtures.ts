/** Valid resources, one of each kind, in which a test breaks an argument. */
import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { InstanceArgs, LaunchTemplateArgs, SecurityGroupArgs } from "@pulumi/aws/ec2";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { Unwrap } from "@pulumi/pulumi";
import type { TestResource } from "./analyzer";
import { unknown } from "./analyzer";

/** The secure paths of the members site, which `distribution` serves with a signature. */
export const membersPaths: readonly string[] = ["/premium/*", "/downloads/*", "/secure/*"];

type Args<T> = Partial<Unwrap<T>>;
/** Arguments that a test breaks: unknown, or of the wrong shape. */
type Broken<T> = { [K in keyof Unwrap<T>]?: unknown };

/** Creates an internal load balancer with new subnets and security groups. */
export function loadBalancer(broken: Broken<LoadBalancerArgs> = {}, module = "lb"): TestResource {
  const good: Args<LoadBalancerArgs> = {
    internal: true,
    subnets: [unknown.string],
    securityGroups: [unknown.string],
  };
  return { type: `aws:${module}/loadBalancer:LoadBalancer`, props: { ...good, ...broken } };
}

/** Creates a security group that admits a private range, another group and itself. */
export function securityGroup(broken: Broken<SecurityGroupArgs> = {}): TestResource {
  const good: Args<SecurityGroupArgs> = {
    vpcId: unknown.string,
    ingress: [
      {
        protocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrBlocks: ["10.0.0.0/16"],
        ipv6CidrBlocks: ["fd00::/8"],
      },
      { protocol: "tcp", fromPort: 443, toPort: 443, securityGroups: [unknown.string], self: true },
    ],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  };
  return { type: "aws:ec2/securityGroup:SecurityGroup", props: { ...good, ...broken } };
}

/** Creates a launch template of private instances. */
export function launchTemplate(broken: Broken<LaunchTemplateArgs> = {}): TestResource {
  const good: Args<LaunchTemplateArgs> = {
    imageId: unknown.string,
    networkInterfaces: [{ associatePublicIpAddress: "false", securityGroups: [unknown.string] }],
  };
  return { type: "aws:ec2/launchTemplate:LaunchTemplate", props: { ...good, ...broken } };
}

/** Creates an instance in a new subnet. */
export function instance(broken: Broken<InstanceArgs> = {}): TestResource {
  const good: Args<InstanceArgs> = { subnetId: unknown.string, associatePublicIpAddress: false };
  return { type: "aws:ec2/instance:Instance", props: { ...good, ...broken } };
}

type Behavior = Record<string, unknown>;

/** Creates a behavior that trusts a new key group. */
export function signed(pathPattern: string): Behavior {
  return { pathPattern, targetOriginId: "app", trustedKeyGroups: [unknown.string] };
}

/** Creates a public behavior. */
export function open(pathPattern: string): Behavior {
  return { pathPattern, targetOriginId: "app" };
}

/** Creates a distribution with a VPC origin, in which only the members' paths need a signature. */
export function distribution(broken: Broken<DistributionArgs> = {}): TestResource {
  const good = {
    enabled: true,
    origins: [
      { originId: "app", domainName: "origin.example.com", vpcOriginConfig: { vpcOriginId: unknown.string } },
    ],
    orderedCacheBehaviors: [signed("/premium/*"), signed("/downloads/*"), signed("/secure/*")],
    defaultCacheBehavior: { targetOriginId: "app" },
  };
  return { type: "aws:cloudfront/distribution:Distribution", props: { ...good, ...broken } };
}

/** Creates a component that declares paths, as SecureOrigin or Distribution registers them. */
export function declaring(
  inputs: { securePaths?: unknown; publicPaths?: unknown },
  name = "site",
  component: "SecureOrigin" | "Distribution" = "SecureOrigin",
): TestResource {
  return { type: `secure-origin:index:${component}`, name, props: inputs };
}
