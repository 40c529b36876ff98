/**
 * Unit prices in US dollars: us-east-1, on demand, before tax. Written down in 2026 without AWS's own price pages, most of
 * them from memory; docs/reference/costs.md says so.
 */

/** The hours of a month, as AWS's calculator counts them. */
export const hoursOfMonth = 730;

/** By the hour. */
export const hourly = {
  natGateway: 0.045,
  publicAddress: 0.005,
  loadBalancer: 0.0225,
  capacityUnit: 0.008,
} as const;

/** By the hour, for each instance type. */
export const instanceHours: Readonly<Record<string, number>> = {
  "t4g.nano": 0.0042,
  "t4g.micro": 0.0084,
  "t4g.small": 0.0168,
  "t4g.medium": 0.0336,
  "t4g.large": 0.0672,
  "m7g.medium": 0.0408,
  "m7g.large": 0.0816,
  "m7g.xlarge": 0.1632,
  "c7g.large": 0.0725,
  "c7g.xlarge": 0.145,
};

/** By the hour, for Fargate tasks on Linux: by vCPU and gigabyte of memory, on each architecture. */
export const fargateHours = {
  x86: { vcpu: 0.04048, gigabyte: 0.004445 },
  arm: { vcpu: 0.03238, gigabyte: 0.00356 },
} as const;

/** By the month. */
export const monthly = {
  metric: 0.3,
  gp3Gigabyte: 0.08,
  kmsKey: 1,
  secret: 0.4,
  webAcl: 5,
  webAclRule: 1,
  alarmMetric: 0.1,
  insightRule: 0.5,
  dashboard: 3,
} as const;

/** The metrics that CloudWatch adds for an instance with detailed monitoring. */
export const detailedMetrics = 7;
