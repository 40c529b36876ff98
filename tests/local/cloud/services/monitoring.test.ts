/** What the local cloud refuses of logs, alarms and web ACLs, each as AWS's pages say. */

import assert from "node:assert/strict";
import { type Props } from "../support/client";
import { refused } from "../support/refused";
import { useCloud } from "../support/useCloud";

const home = { region: "us-east-1" };

describe("logs, alarms and web ACLs in the local cloud", () => {
  const cloud = useCloud("suite");
  let group: Props;
  before(async () => {
    group = (await cloud.site.make("cloudwatch/logGroup:LogGroup", home)).outputs;
  });

  const policy = (
    action: string | string[],
    principal: object = { Service: "delivery.logs.amazonaws.com" },
  ) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: "*" }] });

  it("refuse a metric filter that cannot be read, counts for no log group, or has too much", async () => {
    const filter = (rest: Props) =>
      cloud.site.make("cloudwatch/logMetricFilter:LogMetricFilter", {
        logGroupName: group["name"],
        pattern: '{ $.sc-status = "4*" }',
        metricTransformation: { name: "Refused", namespace: "Site", value: "1" },
        ...home,
        ...rest,
      });
    await filter({});
    for (const pattern of ["{ sc-status = 4 }", '{ ($.sc-status = "4*" }', '{ $.sc-status = "4* }']) {
      await refused("InvalidParameterException", filter({ pattern }));
    }
    await refused("ResourceNotFoundException", filter({ logGroupName: "nobody's" }));
    const both = { name: "A", namespace: "B", value: "1", defaultValue: "0", dimensions: { a: "$.c-ip" } };
    await refused("InvalidParameterException", filter({ metricTransformation: both }));
    await assert.rejects(filter({ pattern: `{ $.c-ip = "${"a".repeat(1024)}" }` }), /1024/);
  });

  it("refuse a policy for a log group that lets others in than AWS's services, or a second one", async () => {
    const make = (rest: Props, of: Props = { resourceArn: group["arn"] }) =>
      cloud.site.make("cloudwatch/logResourcePolicy:LogResourcePolicy", {
        ...of,
        policyDocument: policy(["logs:CreateLogStream", "logs:PutLogEvents"]),
        ...home,
        ...rest,
      });
    await refused("InvalidParameterException", make({ policyDocument: policy("logs:DeleteLogGroup") }));
    await refused(
      "InvalidParameterException",
      make({ policyDocument: policy("logs:PutLogEvents", { AWS: "*" }) }),
    );
    await refused("InvalidParameterException", make({ policyName: "both" }));
    await make({});
    await refused("InvalidParameterException", make({}));
    for (let count = 0; count < 10; count++) {
      await make({}, { policyName: `of-the-account-${count}` });
    }
    await refused("LimitExceededException", make({}, { policyName: "one-too-many" }));
  });

  it("refuse fields that CloudFront's log does not have, and a path suffix for a log group", async () => {
    const distribution = await cloud.site.distribution({});
    const source = await cloud.site.make("cloudwatch/logDeliverySource:LogDeliverySource", {
      logType: "ACCESS_LOGS",
      resourceArn: distribution.outputs["arn"],
      ...home,
    });
    const destination = await cloud.site.make("cloudwatch/logDeliveryDestination:LogDeliveryDestination", {
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: group["arn"] },
      ...home,
    });
    const deliver = (rest: Props) =>
      cloud.site.make("cloudwatch/logDelivery:LogDelivery", {
        deliverySourceName: source.id,
        deliveryDestinationArn: destination.outputs["arn"],
        ...home,
        ...rest,
      });
    await refused("ValidationException", deliver({ recordFields: ["c-ip", "c-city"] }));
    const suffix = [{ suffixPath: "{yyyy}", enableHiveCompatiblePath: false }];
    await refused("ValidationException", deliver({ s3DeliveryConfigurations: suffix }));
    await deliver({ recordFields: ["c-ip", "c-country", "cache-behavior-path-pattern"] });
  });

  it("refuse an alarm that returns no one number, compares a band with a number, or looks too far back", async () => {
    const metric = { namespace: "AWS/CloudFront", metricName: "Requests", stat: "Sum", period: 300 };
    const alarm = (rest: Props, against: Props = { threshold: 1 }) =>
      cloud.site.make("cloudwatch/metricAlarm:MetricAlarm", {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        ...against,
        metricQueries: [{ id: "m1", metric, returnData: true }],
        ...rest,
      });
    await alarm({});
    await refused("ValidationError", alarm({ metricQueries: [{ id: "m1", metric, returnData: false }] }));
    await refused("ValidationError", alarm({ comparisonOperator: "GreaterThanUpperThreshold" }));
    await refused("ValidationError", alarm({ evaluationPeriods: 289 }));
    await refused("ValidationError", alarm({ datapointsToAlarm: 4 }));
    const band = { id: "band", expression: "ANOMALY_DETECTION_BAND(m1, 2)", returnData: true };
    const above = { comparisonOperator: "GreaterThanUpperThreshold" };
    const queries = { metricQueries: [{ id: "m1", metric, returnData: true }, band] };
    await alarm({ ...above, ...queries }, { thresholdMetricId: "band" });
  });

  it("associate a user pool with a web ACL of its region, without the rules that a pool does not take", async () => {
    const pool = await cloud.site.make("cognito/userPool:UserPool", {});
    const visibilityConfig = {
      cloudwatchMetricsEnabled: true,
      metricName: "a",
      sampledRequestsEnabled: false,
    };
    const acl = (rest: Props, groups: string[] = []) =>
      cloud.site.make("wafv2/webAcl:WebAcl", {
        defaultAction: { allow: {} },
        rules: groups.map((name, priority) => ({
          name,
          priority,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
          visibilityConfig,
        })),
        visibilityConfig,
        ...rest,
      });
    const associate = (webAclArn: unknown, resourceArn: unknown = pool.outputs["arn"], rest: Props = {}) =>
      cloud.site.make("wafv2/webAclAssociation:WebAclAssociation", { resourceArn, webAclArn, ...rest });
    const poolAtHome = (await cloud.site.make("cognito/userPool:UserPool", home)).outputs["arn"];
    const regional = (await acl({ scope: "REGIONAL" }, ["AWSManagedRulesCommonRuleSet"])).outputs["arn"];
    const edge = (await acl({ scope: "CLOUDFRONT", ...home })).outputs["arn"];
    const takeover = (await acl({ scope: "REGIONAL" }, ["AWSManagedRulesATPRuleSet"])).outputs["arn"];
    const gone = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_gone";
    await refused("WAFInvalidParameterException", associate(edge, poolAtHome, home));
    await refused("WAFInvalidParameterException", associate(takeover));
    await refused("WAFNonexistentItemException", associate(regional, gone));
    await associate(regional);
  });

  it("refuse a Session document of another schema or type, or without preferences that are needed", async () => {
    const preferences = {
      s3EncryptionEnabled: false,
      cloudWatchEncryptionEnabled: false,
      cloudWatchStreamingEnabled: true,
      runAsEnabled: false,
    };
    const content = { schemaVersion: "1.0", sessionType: "Standard_Stream", inputs: preferences };
    const make = (rest: object, props: Props = {}) =>
      cloud.site.make("ssm/document:Document", {
        documentType: "Session",
        content: JSON.stringify({ ...content, ...rest }),
        ...props,
      });
    await refused("InvalidDocumentContent", make({ schemaVersion: "2.2" }));
    await refused("InvalidDocumentContent", make({ sessionType: "Shell" }));
    await refused("InvalidDocumentContent", make({ inputs: { ...preferences, runAsEnabled: undefined } }));
    await refused("ValidationException", make({}, { name: "a b" }));
    const made = await make({}, { name: "sessions" });
    assert.equal(made.outputs["schemaVersion"], "1.0");
    await refused("DocumentAlreadyExists", make({}, { name: "sessions" }));
  });

  it("refuse a rule about contributors without keys or a sum of nothing, and a dashboard wider than it is", async () => {
    const rule = (contribution: object) =>
      cloud.site.make("cloudwatch/contributorInsightRule:ContributorInsightRule", {
        ruleName: "viewers",
        ruleDefinition: JSON.stringify({ AggregateOn: "Sum", Contribution: contribution }),
        ...home,
      });
    await refused("InvalidParameterValueException", rule({ Keys: [], ValueOf: "$.sc-bytes" }));
    await refused("InvalidParameterValueException", rule({ Keys: ["$.c-ip"] }));
    await rule({ Keys: ["$.c-ip"], ValueOf: "$.sc-bytes", Filters: [] });
    const dashboard = (widget: object) =>
      cloud.site.make("cloudwatch/dashboard:Dashboard", {
        dashboardName: "site",
        dashboardBody: JSON.stringify({ widgets: [widget] }),
      });
    await refused("InvalidParameterInput", dashboard({ type: "metric", x: 20, width: 6, properties: {} }));
    await refused(
      "InvalidParameterInput",
      dashboard({ type: "log", x: 0, width: 6, properties: { query: "fields" } }),
    );
    await dashboard({ type: "metric", x: 0, width: 24, properties: {} });
  });

  it("refuse a subscription to no topic or by no address, and one more set of metrics for a distribution", async () => {
    const topic = await cloud.site.make("sns/topic:Topic", {});
    const subscribe = (endpoint: string, arn: unknown = topic.outputs["arn"]) =>
      cloud.site.make("sns/topicSubscription:TopicSubscription", { topic: arn, protocol: "email", endpoint });
    await refused("InvalidParameter", subscribe("nobody"));
    await refused("NotFound", subscribe("a@example.com", "arn:aws:sns:eu-west-1:111122223333:gone"));
    assert.equal((await subscribe("a@example.com")).outputs["pendingConfirmation"], true);
    const { id: distributionId } = await cloud.site.distribution({});
    const on = { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } };
    const watch = (id: string) =>
      cloud.site.make("cloudfront/monitoringSubscription:MonitoringSubscription", {
        distributionId: id,
        monitoringSubscription: on,
      });
    await refused("NoSuchDistribution", watch("E0"));
    await watch(distributionId);
    await refused("MonitoringSubscriptionAlreadyExists", watch(distributionId));
  });

  it("refuse a web ACL's rule without its one action, and a rate below AWS's lowest", async () => {
    const visibilityConfig = {
      cloudwatchMetricsEnabled: true,
      metricName: "a",
      sampledRequestsEnabled: false,
    };
    const acl = (rule: object) =>
      cloud.site.make("wafv2/webAcl:WebAcl", {
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        visibilityConfig,
        rules: [{ name: "a", priority: 0, visibilityConfig, ...rule }],
        ...home,
      });
    const managed = {
      managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" },
    };
    const rate = (limit: number) => ({ rateBasedStatement: { aggregateKeyType: "IP", limit } });
    await refused("WAFInvalidParameterException", acl({ action: { block: {} }, statement: managed }));
    await refused(
      "WAFInvalidParameterException",
      acl({ overrideAction: { none: {} }, statement: rate(100) }),
    );
    await refused("WAFInvalidParameterException", acl({ action: { block: {} }, statement: rate(9) }));
    await acl({ overrideAction: { none: {} }, statement: managed });
    await acl({ action: { block: {} }, statement: rate(10) });
  });

  it("refuse a load balancer's logs below another prefix than the bucket lets it write", async () => {
    const bucket = await cloud.site.make("s3/bucket:Bucket", {});
    const name = bucket.outputs["bucket"];
    const statement = {
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${String(bucket.outputs["arn"])}/alb/AWSLogs/*`,
    };
    await cloud.site.make("s3/bucketPolicy:BucketPolicy", {
      bucket: name,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
    });
    const { subnets, group: wall } = await cloud.site.network();
    const balancer = (prefix: string) =>
      cloud.site.make("lb/loadBalancer:LoadBalancer", {
        internal: true,
        subnets: subnets.map(({ id }) => id),
        securityGroups: [wall.id],
        accessLogs: { enabled: true, bucket: name, prefix },
      });
    await refused("InvalidConfigurationRequest", balancer("other"));
    await balancer("alb");
  });
});
