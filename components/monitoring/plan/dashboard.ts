import { EDGE_REGION } from "../../internal/edgeRegion";
import type { SavedQuery } from "./queries";

/** The resources that a dashboard shows. */
export interface DashboardInputs {
  readonly distributionId: string;
  readonly balancer: string;
  readonly targetGroups: readonly string[];
  /** Region of the load balancer. */
  readonly region: string;
  /** The log group in us-east-1; undefined without logs. */
  readonly logGroupName: string | undefined;
  readonly alarmArns: readonly string[];
  readonly queries: readonly SavedQuery[];
}

const WIDTH = 24;

interface Widget {
  readonly type: "metric" | "log" | "alarm";
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Returns the dashboard of a site for CloudWatch: alarms, CloudFront, the load balancer, then the queries.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(inputs: DashboardInputs): string {
  const rows: Widget[][] = [
    [alarms(inputs)],
    edgeGraphs(inputs),
    balancerGraphs(inputs),
    ...logTables(inputs),
  ];
  let y = 0;
  const widgets = rows.flatMap((row) => {
    const width = WIDTH / row.length;
    const placed = row.map((widget, index) => ({ ...widget, x: index * width, y, width }));
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
  return JSON.stringify({ widgets });
}

function alarms({ alarmArns }: DashboardInputs): Widget {
  return { type: "alarm", height: 3, properties: { title: "Alarms", alarms: alarmArns } };
}

function graph(title: string, region: string, stat: string, metrics: unknown[][]): Widget {
  const properties = { title, region, stat, period: 300, view: "timeSeries", metrics };
  return { type: "metric", height: 6, properties };
}

function edgeGraphs({ distributionId }: DashboardInputs): Widget[] {
  const metric = (name: string, options: object = {}) => [
    "AWS/CloudFront",
    name,
    "Region",
    "Global",
    "DistributionId",
    distributionId,
    options,
  ];
  return [
    graph("Requests and bytes", EDGE_REGION, "Sum", [
      metric("Requests"),
      metric("BytesDownloaded", { yAxis: "right" }),
    ]),
    graph(
      "Errors, % of requests",
      EDGE_REGION,
      "Average",
      ["4xxErrorRate", "403ErrorRate", "5xxErrorRate"].map((name) => metric(name)),
    ),
    graph("Origin latency, ms", EDGE_REGION, "p90", [
      metric("OriginLatency"),
      metric("OriginLatency", { stat: "p50" }),
    ]),
  ];
}

function balancerGraphs({ balancer, targetGroups, region }: DashboardInputs): Widget[] {
  const metric = (name: string, ...more: unknown[]) => [
    "AWS/ApplicationELB",
    name,
    ...more,
    "LoadBalancer",
    balancer,
  ];
  return [
    graph("Refused by the load balancer", region, "Sum", [metric("HTTP_Fixed_Response_Count")]),
    graph(
      "Unhealthy targets",
      region,
      "Maximum",
      targetGroups.map((group) => metric("UnHealthyHostCount", "TargetGroup", group)),
    ),
    graph("Target response time, s", region, "p90", [metric("TargetResponseTime")]),
  ];
}

/** The saved queries about all viewers; the one about a single viewer needs an address. */
function logTables({ logGroupName, queries }: DashboardInputs): Widget[][] {
  if (logGroupName === undefined) {
    return [];
  }
  const tables = queries
    .filter(({ id }) => id !== "one-viewers-day")
    .map(({ id, text }): Widget => {
      const query = `SOURCE '${logGroupName}' | ${text}`;
      return { type: "log", height: 6, properties: { title: id, region: EDGE_REGION, view: "table", query } };
    });
  return [tables];
}
