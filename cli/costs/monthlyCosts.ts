/** What a stack costs a month before any use, from its resources. */
import type { RawResource } from "../../policy/resources/rawResource";
import { isFree } from "./freeTypes";
import { type InstanceShare, instancesOf } from "./instances";
import { detailedMetrics, fargateHours, hourly, hoursOfMonth, instanceHours, monthly } from "./prices";
import { listAt, textAt } from "./readProps";
import { isOnFargate, type TaskShare, tasksOf } from "./tasks";

/** One line of the sum. */
export interface CostRow {
  readonly what: string;
  readonly number: number;
  readonly unitPrice: number;
  /** Undefined for what is paid by the month. */
  readonly hours: number | undefined;
  /** In dollars, rounded to cents. */
  readonly month: number;
}

/** What a stack costs a month. */
export interface MonthlyCosts {
  readonly rows: readonly CostRow[];
  readonly sum: number;
  /** The types of resources without a price here, instance types without one, and tasks of unknown size. */
  readonly notCounted: readonly string[];
}

/** Rounds to cents, half up. */
export const cents = (dollars: number): number => Math.round(dollars * 100 + 1e-9) / 100;

/** Makes a line for what is paid by the hour. */
export function byTheHour(what: string, number: number, unitPrice: number): CostRow {
  return { what, number, unitPrice, hours: hoursOfMonth, month: cents(number * unitPrice * hoursOfMonth) };
}

function byTheMonth(what: string, number: number, unitPrice: number): CostRow {
  return { what, number, unitPrice, hours: undefined, month: cents(number * unitPrice) };
}

/** Adds up lines. */
export function sumOf(rows: readonly CostRow[]): number {
  return cents(rows.reduce((sum, { month }) => sum + month, 0));
}

/** Returns the monthly costs of a stack's resources, without what grows with use. */
export function monthlyCosts(resources: readonly RawResource[]): MonthlyCosts {
  const of = (...types: string[]): readonly RawResource[] =>
    resources.filter(({ type }) => types.includes(type));
  const instances = instancesOf(resources);
  const tasks = tasksOf(resources);
  const watched = instances.filter(({ hasDetailedMonitoring }) => hasDetailedMonitoring);
  const acls = of("aws:wafv2/webAcl:WebAcl");
  const alarms = of("aws:cloudwatch/metricAlarm:MetricAlarm");
  const total = (shares: readonly InstanceShare[], each: (share: InstanceShare) => number): number =>
    shares.reduce((sum, share) => sum + share.number * each(share), 0);
  const rows = [
    byTheHour("NAT gateway", of("aws:ec2/natGateway:NatGateway").length, hourly.natGateway),
    byTheHour("public IPv4 address", of("aws:ec2/eip:Eip").length, hourly.publicAddress),
    byTheHour(
      "load balancer",
      of("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer").length,
      hourly.loadBalancer,
    ),
    ...byType(instances).map(([type, number]) => byTheHour(type, number, instanceHours[type] ?? 0)),
    ...tasksByTheHour(tasks),
    byTheMonth(
      "detailed monitoring: metric of an instance",
      total(watched, () => detailedMetrics),
      monthly.metric,
    ),
    byTheMonth(
      "gp3 volume, GB",
      total(instances, ({ gigabytes }) => gigabytes),
      monthly.gp3Gigabyte,
    ),
    byTheMonth(
      "KMS key or replica",
      of("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey").length,
      monthly.kmsKey,
    ),
    byTheMonth("secret in Secrets Manager", of("aws:secretsmanager/secret:Secret").length, monthly.secret),
    byTheMonth("web ACL", acls.length, monthly.webAcl),
    byTheMonth(
      "rule of a web ACL",
      acls.flatMap(({ props }) => listAt(props, "rules")).length,
      monthly.webAclRule,
    ),
    byTheMonth(
      "metric under an alarm",
      alarms.reduce((sum, { props }) => sum + metricsOf(props), 0),
      monthly.alarmMetric,
    ),
    byTheMonth(
      "Contributor Insights rule",
      of("aws:cloudwatch/contributorInsightRule:ContributorInsightRule").length,
      monthly.insightRule,
    ),
    byTheMonth("dashboard", of("aws:cloudwatch/dashboard:Dashboard").length, monthly.dashboard),
  ].filter(({ number }) => number > 0);
  return { rows, sum: sumOf(rows), notCounted: notCounted(resources, instances, tasks) };
}

/** Returns the number of instances of each type with a price. */
function byType(instances: readonly InstanceShare[]): [string, number][] {
  const numbers = new Map<string, number>();
  for (const { type, number } of instances) {
    if (type !== undefined && type in instanceHours) {
      numbers.set(type, (numbers.get(type) ?? 0) + number);
    }
  }
  return [...numbers].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Returns the lines of Fargate tasks: their vCPUs and their memory, on each architecture. */
function tasksByTheHour(tasks: readonly TaskShare[]): CostRow[] {
  return [false, true].flatMap((isArm) => {
    const sizes = tasks.flatMap(({ number, size }) => (size?.isArm === isArm ? [{ number, ...size }] : []));
    const price = isArm ? fargateHours.arm : fargateHours.x86;
    const sum = (each: (size: (typeof sizes)[number]) => number): number =>
      sizes.reduce((total, size) => total + size.number * each(size), 0);
    const on = isArm ? ", Arm" : "";
    return [
      byTheHour(
        `Fargate vCPU${on}`,
        sum(({ vcpus }) => vcpus),
        price.vcpu,
      ),
      byTheHour(
        `Fargate memory, GB${on}`,
        sum(({ gigabytes }) => gigabytes),
        price.gigabyte,
      ),
    ];
  });
}

/**
 * Counts the metrics that an alarm is billed for: those of its queries, one for a query of another kind, and two more for
 * the limits of an anomaly detection.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
function metricsOf(props: object): number {
  const queries = listAt(props, "metricQueries");
  const metrics = queries.filter((query) => "metric" in query).length;
  const isBand = queries.some((query) => /ANOMALY_DETECTION_BAND/.test(textAt(query, "expression") ?? ""));
  return Math.max(metrics, 1) + (isBand ? 2 : 0);
}

function notCounted(
  resources: readonly RawResource[],
  instances: readonly InstanceShare[],
  tasks: readonly TaskShare[],
): string[] {
  const types = resources
    .filter(
      (resource) => resource.type.startsWith("aws:") && !isFree(resource.type) && !isOnFargate(resource),
    )
    .map(({ type }) => type);
  const unsized = tasks.some(({ number, size }) => number > 0 && size === undefined)
    ? ["Fargate tasks whose size is not known"]
    : [];
  const unpriced = instances
    .filter(({ type, number }) => number > 0 && (type === undefined || !(type in instanceHours)))
    .map(({ type }) => (type === undefined ? "an instance type that is not known" : `instance type ${type}`));
  return [...new Set([...types, ...unpriced, ...unsized])].sort();
}
