import type { Condition } from "./conditions";

/** The source of an alarm's values. */
export type Measure =
  /** A share of requests in percent: a metric of CloudFront, and the log lines that it counts. */
  | {
      readonly kind: "share";
      readonly metricName: string;
      readonly counts: Condition;
      /** Least requests in a period for which a share is meaningful. */
      readonly minimumRequests: number;
    }
  /** A statistic of a metric of the distribution or of the load balancer. */
  | { readonly kind: "metric"; readonly of: MetricOwner; readonly metricName: string; readonly stat: string }
  /** Deviation of a metric of the distribution from its usual values, in standard deviations. */
  | { readonly kind: "band"; readonly metricName: string; readonly deviations: number }
  /** Lines of the access log that a metric filter counts. */
  | { readonly kind: "lines"; readonly metricName: string; readonly counts: Condition }
  /** The bytes sent to the viewer with the most, or the number of downloads of the viewer with the most. */
  | { readonly kind: "topViewer"; readonly of: "bytes" | "requests" }
  /** Signatures that the active key in KMS made. */
  | { readonly kind: "signatures" }
  /** Targets that fail their health check, on any tier. */
  | { readonly kind: "unhealthyTargets" };

/** The resource of a metric. */
export type MetricOwner = "distribution" | "balancer";

/** What an alarm measures, when it rings, and what it tells the operator. */
export interface AlarmDefinition {
  /** Suffix of the alarm's name. */
  readonly id: string;
  /** The region of its metric: CloudFront's, or that of the load balancer. */
  readonly place: "edge" | "balancer";
  readonly measure: Measure;
  /** Seconds of one value. */
  readonly period: number;
  /** It rings when `breaching` of the last `periods` values are above the threshold. */
  readonly periods: number;
  readonly breaching: number;
  readonly threshold: number;
  readonly unit: string;
  readonly meaning: string;
  readonly action: string;
  readonly reason: string;
}
