import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { securePathProblems } from "../cloudfront/plan/behaviors";
import { refuseProblems } from "../internal/argumentError";
import { componentNameProblems } from "../internal/names";
import { emailProblems, emailSlug } from "../membersApp/plan/emails";
import { alarmInputs, balancerDimension, targetGroupDimension, type WatchedNames } from "./plan/alarmInputs";
import { type AlarmDefinition, alarmsOf, UNEXPECTED_COUNTRY, type WatchedSite } from "./plan/alarms";
import { filterPattern } from "./plan/conditions";
import { dashboardBody } from "./plan/dashboard";
import { geographyProblems, type SitePaths, servedElsewhere } from "./plan/geography";
import { limitProblems, watchLimits } from "./plan/limits";
import { savedQueries } from "./plan/queries";
import { viewerVolumeRule } from "./plan/viewerVolume";

/** What a site decides about its alarms. */
export interface AlarmsArgs {
  /** E-mail addresses that are told; each has to confirm once for each region. Default: none. */
  emails?: string[];
  /**
   * Countries from which signed content is usually fetched, as ISO 3166 codes. Default: none, and geography is not
   * watched.
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
  /** ARN of the active signing key in KMS. Default: none, and signatures are not watched. */
  signingKeyArn?: pulumi.Input<string>;
  /** Log group of the access log, in us-east-1. Default: none, and what only the log tells is not watched. */
  logGroupName?: pulumi.Input<string>;
  /** Patterns of the paths that need a signature. */
  securePatterns: string[];
  /** Public exceptions in them. Default: none. */
  publicPaths?: string[];
  /** Tags for topics and alarms. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/** CloudFront's metrics are in this region, and an alarm hears only what is in its own. */
const EDGE_REGION = "us-east-1";

/** Target groups that a gate has: one for each tier. */
const TIERS = 2;

/**
 * The alarms of a site with a topic in each region that has some, and a dashboard. What each alarm means and what to do
 * stands in its description.
 *
 * @example
 * new Monitoring("site", {
 *   region: "eu-west-1",
 *   distributionId: edge.distributionId,
 *   loadBalancerArn: gate.albArn,
 *   targetGroupArns: gate.targetGroupArns,
 *   securePatterns: ["/premium/*"],
 *   emails: ["oncall@example.com"],
 * });
 */
export class Monitoring extends pulumi.ComponentResource {
  /** ARNs of the topics that alarms are sent to: that of CloudFront's alarms first. */
  public readonly topicArns: pulumi.Output<string[]>;
  /** Name of the dashboard. */
  public readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
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

    this.topicArns = pulumi.output([...new Set([topics.edge, topics.balancer])].map(({ arn }) => arn));
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ topicArns: this.topicArns, dashboardName: this.dashboardName });
  }

  /** One topic for each region; in us-east-1 one is both. */
  private topics(name: string, args: MonitoringArgs): { edge: sns.Topic; balancer: sns.Topic } {
    const topic = (of: string, region: string): sns.Topic => {
      const made = new sns.Topic(`${name}-${of}`, { region, tags: args.tags }, { parent: this });
      for (const endpoint of args.emails ?? []) {
        new sns.TopicSubscription(
          `${name}-${of}-${emailSlug(endpoint)}`,
          { topic: made.arn, protocol: "email", endpoint, region },
          { parent: this },
        );
      }
      return made;
    };
    const edge = topic("edge", EDGE_REGION);
    return { edge, balancer: args.region === EDGE_REGION ? edge : topic("balancer", args.region) };
  }

  /** Makes what turns log lines into numbers, and tells what everything is called. */
  private names(name: string, args: MonitoringArgs, site: WatchedSite): WatchedNames<pulumi.Output<string>> {
    const distributionId = pulumi.output(args.distributionId);
    const targetGroups = pulumi.output(args.targetGroupArns);
    const namespace = pulumi.interpolate`SecureOrigin/${distributionId}`;
    const rule = this.readLog(name, args, site, namespace);
    return {
      distributionId,
      namespace,
      balancer: pulumi.output(args.loadBalancerArn).apply(balancerDimension),
      targetGroups: Array.from({ length: TIERS }, (_, tier) =>
        targetGroups.apply((arns) => targetGroupDimension(arns[tier] ?? "")),
      ),
      topViewer: pulumi.interpolate`INSIGHT_RULE_METRIC("${rule}", "MaxContributorValue")`,
      signingKeyArn: pulumi.output(args.signingKeyArn ?? ""),
    };
  }

  private readLog(
    name: string,
    args: MonitoringArgs,
    site: WatchedSite,
    namespace: pulumi.Output<string>,
  ): pulumi.Output<string> {
    const ruleName = pulumi.interpolate`${name}-${args.distributionId}-viewer-volume`;
    const { logGroupName } = args;
    if (logGroupName === undefined) {
      return ruleName;
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
    const rule = new cloudwatch.ContributorInsightRule(
      `${name}-viewer-volume`,
      {
        ruleName,
        ruleState: "ENABLED",
        ruleDefinition: pulumi.output(logGroupName).apply(viewerVolumeRule),
        region: EDGE_REGION,
        tags: args.tags,
      },
      { parent: this },
    );
    return rule.ruleName;
  }

  private alarm(
    name: string,
    args: MonitoringArgs,
    definition: AlarmDefinition,
    names: WatchedNames<pulumi.Output<string>>,
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
    names: WatchedNames<pulumi.Output<string>>,
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
        dashboardBody: known.apply(({ logGroupName, ...facts }) =>
          dashboardBody({ ...facts, region, logGroupName, queries }),
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
 * Says what is wrong with what a site decides about its alarms.
 *
 * @param at what the arguments' names begin with, such as `alarms.`
 */
export function alarmProblems(args: AlarmsArgs, paths: SitePaths, at = ""): string[] {
  const limits = watchLimits(args);
  return [
    ...securePathProblems(paths.secure.length),
    ...emailProblems(`${at}emails`, args.emails ?? []),
    ...limitProblems(limits, at),
    ...geographyProblems(limits.expectedCountries, paths, at),
  ];
}
