import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { securePathProblems } from "../cloudfront/plan/behaviors";
import type { PathPatterns } from "../cloudfront/plan/pathPatterns";
import { refuseProblems } from "../internal/argumentError";
import { EDGE_REGION } from "../internal/edgeRegion";
import { emailProblems, emailSlug } from "../internal/emails";
import { componentNameProblems } from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import type { AlarmDefinition } from "./plan/alarmDefinition";
import { alarmInputs, balancerDimension, type ResourceNames, targetGroupDimension } from "./plan/alarmInputs";
import { alarmsOf, UNEXPECTED_COUNTRY, type WatchedSite } from "./plan/alarms";
import { filterPattern } from "./plan/conditions";
import { dashboardBody } from "./plan/dashboard";
import { geographyProblems, servedElsewhere } from "./plan/geography";
import { limitProblems, watchLimits } from "./plan/limits";
import { savedQueries } from "./plan/queries";
import { viewerRequestsRule, viewerVolumeRule } from "./plan/viewerVolume";

/** Options of the alarms of a site. */
export interface AlarmsArgs {
  /** E-mail addresses to notify; each has to confirm once for each region. Default: none. */
  emails?: string[];
  /**
   * Countries from which signed content is usually fetched, as ISO 3166 codes. Default: none, and geography is not
   * monitored.
   */
  expectedCountries?: string[];
  /** Requests in an hour that may be served to other countries. Default: 20. */
  unexpectedCountryRequests?: number;
  /** Gigabytes that one viewer's address may fetch in an hour. Default: 5. */
  viewerGigabytesPerHour?: number;
  /** Signatures that the active signing key may make in five minutes, if it is in KMS. Default: 500. */
  signaturesPerFiveMinutes?: number;
}

/** Arguments of the alarms of a site. */
export interface MonitoringArgs extends AlarmsArgs {
  /** Region of the load balancer, which is the region of the AWS provider. */
  region: string;
  /** Id of the distribution. */
  distributionId: pulumi.Input<string>;
  /** ARN of the load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** ARNs of its two target groups. */
  targetGroupArns: pulumi.Input<pulumi.Input<string>[]>;
  /** ARN of the active signing key in KMS. Default: none, and signatures are not monitored. */
  signingKeyArn?: pulumi.Input<string>;
  /** Log group of the access log, in us-east-1. Default: none, and alarms that need the log are left out. */
  logGroupName?: pulumi.Input<string>;
  /**
   * ARN of a KMS key that encrypts the topic in the region of the load balancer; its policy admits CloudWatch. Default: none,
   * and the topic is not encrypted.
   */
  encryptionKeyArn?: pulumi.Input<string>;
  /** ARN of such a key for the topic in us-east-1. Default: none, and the topic is not encrypted. */
  encryptionKeyArnUsEast1?: pulumi.Input<string>;
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
  /** Public exceptions in them. Default: none. */
  publicPaths?: string[];
  /** Tags for topics and alarms. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** Number of target groups: one for each tier. */
const TIERS = 2;

/**
 * The alarms of a site with a topic in each of their regions, and a dashboard. The description of each alarm says what it
 * means and what to do.
 *
 * @example
 * new Monitoring("site", {
 *   region: "eu-west-1",
 *   distributionId: edge.distributionId,
 *   loadBalancerArn: loadBalancer.albArn,
 *   targetGroupArns: loadBalancer.targetGroupArns,
 *   securePatterns: ["/premium/*"],
 *   emails: ["oncall@example.com"],
 * });
 */
export class Monitoring extends pulumi.ComponentResource {
  /** ARNs of the topics that alarms are sent to, CloudFront's first. */
  public readonly topicArns!: pulumi.Output<string[]>;
  /** Name of the dashboard. */
  public readonly dashboardName!: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("Monitoring", name, args);
    const site = watchedSite(args);
    refuseProblems("Monitoring", name, opts, [
      ...componentNameProblems(name),
      ...alarmProblems(args, site.paths),
    ]);
    super("secure-origin:index:Monitoring", name, {}, opts);

    new cloudfront.MonitoringSubscription(
      `${name}-metrics`,
      {
        distributionId: args.distributionId,
        monitoringSubscription: {
          realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" },
        },
      },
      { parent: this },
    );
    const topics = this.topics(name, args);
    const names = this.names(name, args, site);
    const alarms = alarmsOf(site).map((definition) => this.alarm(name, args, definition, names, topics));
    const dashboard = this.dashboard(name, args, site, names, alarms);

    this.registerOutputs(
      publishOutputs<Monitoring>(this, {
        topicArns: pulumi.output([...new Set([topics.edge, topics.balancer])].map(({ arn }) => arn)),
        dashboardName: dashboard.dashboardName,
      }),
    );
  }

  /** Creates a topic for each region; in us-east-1 one topic serves both. */
  private topics(name: string, args: MonitoringArgs): { edge: sns.Topic; balancer: sns.Topic } {
    const topic = (of: string, region: string, kmsMasterKeyId?: pulumi.Input<string>): sns.Topic => {
      const made = new sns.Topic(
        `${name}-${of}`,
        { kmsMasterKeyId, region, tags: args.tags },
        { parent: this },
      );
      for (const endpoint of args.emails ?? []) {
        new sns.TopicSubscription(
          `${name}-${of}-${emailSlug(endpoint)}`,
          { topic: made.arn, protocol: "email", endpoint, region },
          { parent: this },
        );
      }
      return made;
    };
    const edge = topic("edge", EDGE_REGION, args.encryptionKeyArnUsEast1);
    return {
      edge,
      balancer: args.region === EDGE_REGION ? edge : topic("balancer", args.region, args.encryptionKeyArn),
    };
  }

  /** Creates the metrics of the access log, and returns the names that alarms refer to. */
  private names(name: string, args: MonitoringArgs, site: WatchedSite): ResourceNames<pulumi.Output<string>> {
    const distributionId = pulumi.output(args.distributionId);
    const targetGroups = pulumi.output(args.targetGroupArns);
    const namespace = pulumi.interpolate`SecureOrigin/${distributionId}`;
    const rules = this.readLog(name, args, site, namespace);
    const largest = (rule: pulumi.Output<string>) =>
      pulumi.interpolate`INSIGHT_RULE_METRIC("${rule}", "MaxContributorValue")`;
    return {
      distributionId,
      namespace,
      balancer: pulumi.output(args.loadBalancerArn).apply(balancerDimension),
      targetGroups: Array.from({ length: TIERS }, (_, tier) =>
        targetGroups.apply((arns) => targetGroupDimension(arns[tier] ?? "")),
      ),
      topViewer: { bytes: largest(rules.bytes), requests: largest(rules.requests) },
      signingKeyArn: pulumi.output(args.signingKeyArn ?? ""),
    };
  }

  private readLog(
    name: string,
    args: MonitoringArgs,
    site: WatchedSite,
    namespace: pulumi.Output<string>,
  ): Readonly<Record<"bytes" | "requests", pulumi.Output<string>>> {
    const { logGroupName } = args;
    const ruleName = (id: string) => pulumi.interpolate`${name}-${args.distributionId}-${id}`;
    const [volume, requests] = ["viewer-volume", "viewer-requests"] as const;
    if (logGroupName === undefined) {
      return { bytes: ruleName(volume), requests: ruleName(requests) };
    }
    if (site.expectedCountries.length > 0) {
      new cloudwatch.LogMetricFilter(
        `${name}-geography`,
        {
          logGroupName,
          pattern: filterPattern(servedElsewhere(site.expectedCountries, site.paths)),
          metricTransformation: { namespace, name: UNEXPECTED_COUNTRY, value: "1", unit: "Count" },
          region: EDGE_REGION,
        },
        { parent: this },
      );
    }
    const rule = (id: string, definition: (logGroup: string) => string) =>
      new cloudwatch.ContributorInsightRule(
        `${name}-${id}`,
        {
          ruleName: ruleName(id),
          ruleState: "ENABLED",
          ruleDefinition: pulumi.output(logGroupName).apply(definition),
          region: EDGE_REGION,
          tags: args.tags,
        },
        { parent: this },
      ).ruleName;
    return { bytes: rule(volume, viewerVolumeRule), requests: rule(requests, viewerRequestsRule) };
  }

  private alarm(
    name: string,
    args: MonitoringArgs,
    definition: AlarmDefinition,
    names: ResourceNames<pulumi.Output<string>>,
    topics: { edge: sns.Topic; balancer: sns.Topic },
  ): cloudwatch.MetricAlarm {
    const { metricQueries, ...inputs } = alarmInputs(definition, names);
    const tell = [topics[definition.place].arn];
    return new cloudwatch.MetricAlarm(
      `${name}-${definition.id}`,
      {
        ...inputs,
        metricQueries: [...metricQueries],
        alarmActions: tell,
        okActions: tell,
        region: definition.place === "edge" ? EDGE_REGION : args.region,
        tags: args.tags,
      },
      { parent: this },
    );
  }

  private dashboard(
    name: string,
    args: MonitoringArgs,
    site: WatchedSite,
    names: ResourceNames<pulumi.Output<string>>,
    alarms: cloudwatch.MetricAlarm[],
  ): cloudwatch.Dashboard {
    const known = pulumi.output({
      distributionId: names.distributionId,
      balancer: names.balancer,
      targetGroups: pulumi.all([...names.targetGroups]),
      logGroupName: pulumi.output(args.logGroupName),
      alarmArns: pulumi.all(alarms.map(({ arn }) => arn)),
    });
    const { region } = args;
    const queries = savedQueries(site.expectedCountries);
    return new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: pulumi.interpolate`${name}-${names.distributionId}`,
        dashboardBody: known.apply(({ logGroupName, ...resources }) =>
          dashboardBody({ ...resources, region, logGroupName, queries }),
        ),
      },
      { parent: this },
    );
  }
}

function watchedSite(args: MonitoringArgs): WatchedSite {
  const paths = { secure: args.securePatterns, public: args.publicPaths ?? [] };
  const { logGroupName, signingKeyArn } = args;
  return {
    ...watchLimits(args),
    paths,
    hasLog: logGroupName !== undefined,
    keyInKms: signingKeyArn !== undefined,
  };
}

/**
 * Validates the options of alarms.
 *
 * @param at prefix of the arguments' names, such as `alarms.`
 */
export function alarmProblems(args: AlarmsArgs, paths: PathPatterns, at = ""): string[] {
  const limits = watchLimits(args);
  return [
    ...securePathProblems(paths.secure.length),
    ...emailProblems(`${at}emails`, args.emails ?? []),
    ...limitProblems(limits, at),
    ...geographyProblems(limits.expectedCountries, paths, at),
  ];
}
