import type { AlarmDefinition, Measure } from "./alarmDefinition";

/** The names of monitored resources in CloudWatch. `S` is text, or an output of text. */
export interface ResourceNames<S> {
  readonly distributionId: S;
  /** The part of a load balancer's ARN after `loadbalancer/`. */
  readonly balancer: S;
  /** The parts of the target groups' ARNs from `targetgroup/`. */
  readonly targetGroups: readonly S[];
  /** Namespace of the metrics of the access log. */
  readonly namespace: S;
  /** The expressions for the viewer with the most bytes, and for the one with the most downloads. */
  readonly topViewer: Readonly<Record<"bytes" | "requests", S>>;
  /** ARN of the active signing key in KMS; empty without one. */
  readonly signingKeyArn: S;
}

interface Metric<S> {
  readonly namespace: S | string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, S | string>>;
  readonly stat: string;
  readonly period: number;
}

interface MetricQuery<S> {
  readonly id: string;
  readonly metric?: Metric<S>;
  readonly expression?: S | string;
  readonly label?: string;
  readonly period?: number;
  readonly returnData: boolean;
}

/** The arguments of an alarm that follow from its definition. */
export interface AlarmInputs<S> {
  readonly alarmDescription: string;
  readonly comparisonOperator: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly treatMissingData: string;
  readonly metricQueries: readonly MetricQuery<S>[];
}

/**
 * Returns the arguments of an alarm. Missing data does not breach: CloudFront and load balancers report none without
 * requests.
 */
export function alarmInputs<S>(definition: AlarmDefinition, names: ResourceNames<S>): AlarmInputs<S> {
  const { measure, threshold, period } = definition;
  const isBand = measure.kind === "band";
  return {
    alarmDescription: `${definition.meaning} To do: ${definition.action}`,
    comparisonOperator: isBand ? "GreaterThanUpperThreshold" : "GreaterThanThreshold",
    evaluationPeriods: definition.periods,
    datapointsToAlarm: definition.breaching,
    ...(isBand ? { thresholdMetricId: "band" } : { threshold }),
    treatMissingData: "notBreaching",
    metricQueries: queries(measure, period, names),
  };
}

function queries<S>(measure: Measure, period: number, names: ResourceNames<S>): MetricQuery<S>[] {
  const edge = (metricName: string, stat: string) => edgeMetric(names, metricName, stat, period);
  switch (measure.kind) {
    case "share":
      return [
        { id: "share", metric: edge(measure.metricName, "Average"), returnData: false },
        { id: "requests", metric: edge("Requests", "Sum"), returnData: false },
        {
          id: "watched",
          expression: `IF(requests >= ${measure.minimumRequests}, share, 0)`,
          label: measure.metricName,
          returnData: true,
        },
      ];
    case "band":
      return [
        { id: "watched", metric: edge(measure.metricName, "Sum"), returnData: true },
        {
          id: "band",
          expression: `ANOMALY_DETECTION_BAND(watched, ${measure.deviations})`,
          label: `${measure.metricName}, usual`,
          returnData: true,
        },
      ];
    case "metric":
      return [{ id: "watched", metric: ownedMetric(measure, period, names), returnData: true }];
    case "lines": {
      const metric = { namespace: names.namespace, metricName: measure.metricName, dimensions: {} };
      return [{ id: "watched", metric: { ...metric, stat: "Sum", period }, returnData: true }];
    }
    case "topViewer":
      return [
        {
          id: "watched",
          expression: names.topViewer[measure.of],
          label: "Top viewer",
          period,
          returnData: true,
        },
      ];
    case "signatures":
      return [{ id: "watched", metric: signingMetric(names, period), returnData: true }];
    case "unhealthyTargets":
      return unhealthyTargets(period, names);
  }
}

function edgeMetric<S>(names: ResourceNames<S>, metricName: string, stat: string, period: number): Metric<S> {
  const dimensions = { DistributionId: names.distributionId, Region: "Global" };
  return { namespace: "AWS/CloudFront", metricName, dimensions, stat, period };
}

/**
 * Returns the metric of signing with one key, which KMS provides at no charge.
 *
 * @see https://aws.amazon.com/blogs/security/aws-kms-cloudwatch-metrics-help-you-better-track-and-understand-how-your-kms-keys-are-being-used
 */
function signingMetric<S>({ signingKeyArn }: ResourceNames<S>, period: number): Metric<S> {
  const dimensions = { KeyArn: signingKeyArn, Operation: "Sign" };
  return { namespace: "AWS/KMS", metricName: "SuccessfulRequest", dimensions, stat: "Sum", period };
}

function ownedMetric<S>(
  { of, metricName, stat }: Extract<Measure, { kind: "metric" }>,
  period: number,
  names: ResourceNames<S>,
): Metric<S> {
  if (of === "distribution") {
    return edgeMetric(names, metricName, stat, period);
  }
  const dimensions = { LoadBalancer: names.balancer };
  return { namespace: "AWS/ApplicationELB", metricName, dimensions, stat, period };
}

function unhealthyTargets<S>(period: number, names: ResourceNames<S>): MetricQuery<S>[] {
  const tiers = names.targetGroups.map((TargetGroup, index): MetricQuery<S> => {
    const dimensions = { LoadBalancer: names.balancer, TargetGroup };
    const metric = { namespace: "AWS/ApplicationELB", metricName: "UnHealthyHostCount", dimensions };
    return { id: `tier${index}`, metric: { ...metric, stat: "Maximum", period }, returnData: false };
  });
  // A tier without data counts as healthy: otherwise the sum would have no data either.
  const sum = tiers.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
  return [...tiers, { id: "watched", expression: sum, label: "Unhealthy targets", returnData: true }];
}

/** Returns the dimension of a load balancer: its ARN after `loadbalancer/`. */
export function balancerDimension(loadBalancerArn: string): string {
  return loadBalancerArn.split(":loadbalancer/").at(-1) ?? "";
}

/** Returns the dimension of a target group: its ARN from `targetgroup/`. */
export function targetGroupDimension(targetGroupArn: string): string {
  return targetGroupArn.split(":").at(-1) ?? "";
}
