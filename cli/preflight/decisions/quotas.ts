/** Quotas against what the stack adds to what the account has. */
import { blocker, type Finding, ok, warning } from "../finding";
import type { Wanted } from "../wanted";

/** A quota that a stack may meet. */
export interface QuotaKind {
  readonly what: string;
  /** Service Quotas' code of the service. */
  readonly service: "ec2" | "vpc" | "elasticloadbalancing" | "cloudfront";
  /** The quota's name as Service Quotas writes it. */
  readonly name: RegExp;
  /** In us-east-1, where those of global services are kept. */
  readonly global?: boolean;
  /** What a new account has, with the page that says so, for when Service Quotas does not list it. */
  readonly usual: number;
  readonly page: string;
}

const vpcPage = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const cloudfrontPage =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html";

/** All that are checked. */
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

/** The name of a quota here. */
export type QuotaName = keyof typeof quotaKinds;

/** What is known of a quota. */
export interface QuotaUse {
  /** Undefined where Service Quotas does not list it. */
  readonly limit: number | undefined;
  /** What the account uses, without what is the stack's own. */
  readonly used: number;
}

/** What the stack adds: what it needs to come up, and what it needs at most. */
export interface Demand {
  readonly first: number;
  readonly most: number;
}

/** vCPUs at most: all instances, and as many again while they are replaced. */
export function vcpuDemand({ min, max }: { min: number; max: number }, each: number): Demand {
  return { first: min * each, most: 2 * max * each };
}

/** What the stack adds to a quota; instances are counted by {@link vcpuDemand}. */
export function demandFor(name: Exclude<QuotaName, "vcpus">, wanted: Wanted): Demand {
  const counts = {
    addresses: wanted.addresses,
    vpcs: wanted.vpcs,
    loadBalancers: wanted.loadBalancers,
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
    limit === undefined ? ` by default (${page}), and Service Quotas does not tell this account's` : "";
  const needs = first === most ? `${most}` : `${first} at first and up to ${most}`;
  const seen = `${used} in use, this stack adds ${needs}, the quota is ${known}${source}`;
  const fix = `ask for at least ${used + most} in Service Quotas (${service}), or want less: it may take days`;
  if (used + first > known) {
    return limit === undefined ? warning(check, seen, fix) : blocker(check, seen, fix);
  }
  return used + most > known ? warning(check, seen, fix) : ok(check, seen);
}
