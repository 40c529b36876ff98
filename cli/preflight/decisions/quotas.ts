/** Compares quotas with what the account uses and the stack adds. */
import { blocker, type Finding, ok, warning } from "../finding";
import type { Requirements } from "../requirements";

/** A quota that a stack may reach. */
export interface QuotaKind {
  readonly what: string;
  /** Service Quotas' code of the service. */
  readonly service: "ec2" | "vpc" | "elasticloadbalancing" | "cloudfront";
  /** The quota's name as Service Quotas writes it. */
  readonly name: RegExp;
  /** True for a global service, whose quotas are kept in us-east-1. */
  readonly global?: boolean;
  /** The default of a new account, with its source, used if Service Quotas does not list the quota. */
  readonly usual: number;
  readonly page: string;
}

const vpcPage = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const cloudfrontPage =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";

/** The quotas that are checked. */
export const quotaKinds = {
  vcpus: {
    what: "vCPUs of on-demand instances",
    service: "ec2",
    name: /^Running On-Demand Standard/,
    usual: 5,
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html",
  },
  addresses: {
    what: "Elastic IP addresses",
    service: "ec2",
    name: /^EC2-VPC Elastic IPs$/,
    usual: 5,
    page: vpcPage,
  },
  vpcs: { what: "VPCs", service: "vpc", name: /^VPCs per Region$/, usual: 5, page: vpcPage },
  loadBalancers: {
    what: "application load balancers",
    service: "elasticloadbalancing",
    name: /^Application Load Balancers per Region$/,
    usual: 50,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  },
  distributions: {
    what: "distributions",
    service: "cloudfront",
    name: /^(Web )?[Dd]istributions per AWS account$/,
    global: true,
    usual: 500,
    page: cloudfrontPage,
  },
  vpcOrigins: {
    what: "VPC origins",
    service: "cloudfront",
    name: /^VPC origins per AWS account/i,
    global: true,
    usual: 25,
    page: cloudfrontPage,
  },
  keyGroups: {
    what: "key groups",
    service: "cloudfront",
    name: /^Key groups per AWS account$/i,
    global: true,
    usual: 10,
    page: cloudfrontPage,
  },
} as const satisfies Readonly<Record<string, QuotaKind>>;

/** A key of {@link quotaKinds}. */
export type QuotaName = keyof typeof quotaKinds;

/** A quota and its usage. */
export interface QuotaUse {
  /** Undefined if Service Quotas does not list it. */
  readonly limit: number | undefined;
  /** The account's usage, without the stack's own resources. */
  readonly used: number;
}

/** What the stack adds: to deploy at first, and at most. */
export interface Demand {
  readonly first: number;
  readonly most: number;
}

/** Returns the vCPUs that the instances need; a rolling replacement doubles them. */
export function vcpuDemand({ min, max }: { min: number; max: number }, each: number): Demand {
  return { first: min * each, most: 2 * max * each };
}

/** Returns what the stack adds to a quota; {@link vcpuDemand} counts instances. */
export function demandFor(name: Exclude<QuotaName, "vcpus">, requirements: Requirements): Demand {
  const counts = {
    addresses: requirements.addresses,
    vpcs: requirements.vpcs,
    loadBalancers: requirements.loadBalancers,
    distributions: 1,
    vpcOrigins: 1,
    keyGroups: 1,
  };
  return { first: counts[name], most: counts[name] };
}

/** Judges one quota. */
export function judgeQuota(name: QuotaName, { limit, used }: QuotaUse, { first, most }: Demand): Finding {
  const { what, service, usual, page }: QuotaKind = quotaKinds[name];
  const check = `quota: ${what}`;
  const known = limit ?? usual;
  const source =
    limit === undefined ? ` by default (${page}); Service Quotas does not list this account's` : "";
  const needs = first === most ? `${most}` : `${first} at first and up to ${most}`;
  const seen = `${used} in use, this stack adds ${needs}, the quota is ${known}${source}`;
  const fix = `request at least ${used + most} in Service Quotas (${service}), which may take days, or reduce the stack`;
  if (used + first > known) {
    return limit === undefined ? warning(check, seen, fix) : blocker(check, seen, fix);
  }
  return used + most > known ? warning(check, seen, fix) : ok(check, seen);
}
