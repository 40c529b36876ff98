import assert from "node:assert/strict";
import {
  AccessLogs,
  LogArchive,
  Monitoring,
  type MonitoringArgs,
  WebAcl,
  WebAclAction,
  type WebAclArgs,
} from "../../../components";
import { LOG_FIELDS } from "../../../components/monitoring/plan/logFields";
import {
  children,
  find,
  inputsOf,
  type Made,
  type Recording,
  record,
  refusal,
  valueOf,
} from "../support/recorder";

const LOGS = { distributionArn: "arn:aws:cloudfront::111122223333:distribution/E1", distributionId: "E1" };
const ALARMS: MonitoringArgs = {
  region: "eu-west-1",
  distributionId: "E1",
  loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/alb/1",
  targetGroupArns: ["a/1", "b/2"].map(
    (group) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${group}`,
  ),
  securePatterns: ["/premium/*"],
};

interface Statement {
  Sid: string;
  Effect: string;
  Principal: { Service?: string; AWS?: string };
  Action: string | string[];
  Resource: string | string[];
  Condition: Record<string, Record<string, string>>;
}

const statements = (policy: unknown) => (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
const ofType = (recording: Recording<unknown>, type: string): Made[] =>
  recording.made.filter((made) => made.type === type);

describe("LogArchive", () => {
  const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
  const make = (args = {}) => record((options) => new LogArchive("site", args, options));

  it("is a private, encrypted bucket whose objects go in time", async () => {
    const recording = await make({ archiveDays: 90 });
    assert.deepEqual(
      children(recording).map((child) => child.split(":").at(-1)),
      [
        "Bucket site-bucket",
        "BucketLifecycleConfiguration site-bucket",
        "BucketOwnershipControls site-bucket",
        "BucketPolicy site-bucket",
        "BucketPublicAccessBlock site-bucket",
        "BucketServerSideEncryptionConfiguration site-bucket",
        "BucketVersioning site-bucket",
      ],
    );
    const { rules } = inputsOf(
      recording,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "site-bucket",
    );
    // With versions, so that a log that somebody deletes or overwrites can be restored for a month.
    assert.deepEqual(rules, [
      {
        id: "expire",
        status: "Enabled",
        filter: {},
        expiration: { days: 90 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
    ]);
    const versioning = inputsOf(recording, "aws:s3/bucketVersioning:BucketVersioning", "site-bucket");
    assert.deepEqual(versioning.versioningConfiguration, { status: "Enabled" });
    const { rules: encryption } = inputsOf(
      recording,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "site-bucket",
    );
    // The load balancer's logs take S3's own keys and no others.
    assert.deepEqual(encryption, [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
  });

  it("allows the load balancer and the log delivery of this account to write, each to its folder, and only with TLS", async () => {
    const { policy } = inputsOf(await make(), POLICY, "site-bucket");
    const [balancer, edge, tls, ...more] = statements(policy);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [balancer, edge].map((each) => [each?.Principal.Service, each?.Action, each?.Resource]),
      [
        [
          "logdelivery.elasticloadbalancing.amazonaws.com",
          "s3:PutObject",
          "arn:site-bucket/alb/AWSLogs/111122223333/*",
        ],
        ["delivery.logs.amazonaws.com", "s3:PutObject", "arn:site-bucket/edge/*"],
      ],
    );
    assert.equal(edge?.Condition["StringEquals"]?.["aws:SourceAccount"], "111122223333");
    assert.equal(balancer?.Condition, undefined, "the load balancer's log is refused under some conditions");
    assert.deepEqual(
      [tls?.Effect, tls?.Action, tls?.Condition],
      ["Deny", "s3:*", { Bool: { "aws:SecureTransport": "false" } }],
    );
  });

  it("is not deleted with logs in it, unless forceDestroy is set", async () => {
    const forced = async (args = {}) =>
      inputsOf(await make(args), "aws:s3/bucket:Bucket", "site-bucket").forceDestroy;
    assert.deepEqual([await forced(), await forced({ forceDestroy: true })], [false, true]);
  });

  it("refuses days that are none", async () => {
    const message = await refusal((options) => new LogArchive("site", { archiveDays: 0 }, options));
    assert.match(message, /archiveDays is 0; allowed: a whole number from 1 to 3653/);
  });
});

describe("AccessLogs", () => {
  const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
  const make = (args = {}) =>
    record(
      (options) => new AccessLogs("site", { ...LOGS, archiveArn: "arn:aws:s3:::archive", ...args }, options),
    );

  it("is all in us-east-1, whatever the region of the stack", async () => {
    for (const { type, name, inputs, options } of (await make()).made) {
      assert.equal(
        options.parent === undefined ? "us-east-1" : inputs.region,
        "us-east-1",
        `${type} ${name}`,
      );
    }
  });

  it("delivers the same fields to the log group and to the bucket, none of which holds a signature", async () => {
    const recording = await make();
    for (const name of ["site-to-group", "site-to-archive"]) {
      assert.deepEqual(inputsOf(recording, DELIVERY, name).recordFields, [...LOG_FIELDS]);
    }
  });

  it("creates one delivery after the other, and the first after the policy of the log group", async () => {
    const recording = await make();
    assert.deepEqual(find(recording, DELIVERY, "site-to-group").waitsFor, ["site-group"]);
    assert.deepEqual(find(recording, DELIVERY, "site-to-archive").waitsFor, ["site-to-group"]);
    const { policyDocument } = inputsOf(
      recording,
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
      "site-group",
    );
    const [only] = statements(policyDocument);
    assert.deepEqual(only?.Action, ["logs:CreateLogStream", "logs:PutLogEvents"]);
    assert.equal(only.Condition["StringEquals"]?.["aws:SourceAccount"], "111122223333");
  });

  it("names a folder of the bucket and a suffix of its own, so that AWS adds no prefix", async () => {
    const recording = await make();
    const destination = inputsOf(
      recording,
      "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
      "site-to-archive",
    );
    assert.deepEqual(destination.deliveryDestinationConfiguration, {
      destinationResourceArn: "arn:aws:s3:::archive/edge",
    });
    const { s3DeliveryConfigurations } = inputsOf(recording, DELIVERY, "site-to-archive");
    assert.deepEqual(s3DeliveryConfigurations, [
      { suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}", enableHiveCompatiblePath: false },
    ]);
  });

  it("keeps lines for the chosen days, which CloudWatch has to support", async () => {
    const { retentionInDays } = inputsOf(
      await make({ groupDays: 14 }),
      "aws:cloudwatch/logGroup:LogGroup",
      "site-group",
    );
    assert.equal(retentionInDays, 14);
    const message = await refusal(
      (options) => new AccessLogs("site", { ...LOGS, archiveArn: "arn", groupDays: 10 }, options),
    );
    assert.match(message, /groupDays is 10; allowed: 1, 3, 5, 7, 14, /);
  });

  it("saves the queries for its log group", async () => {
    const queries = ofType(await make(), "aws:cloudwatch/queryDefinition:QueryDefinition");
    assert.deepEqual(
      queries.map(({ inputs }) => [inputs.name, inputs.logGroupNames]),
      ["downloads-by-country", "top-viewers", "refusals-by-reason", "one-viewers-day"].map((id) => [
        `site-E1/${id}`,
        ["site-group"],
      ]),
    );
  });
});

describe("WebAcl", () => {
  const ACL = "aws:wafv2/webAcl:WebAcl";
  const make = (args: WebAclArgs = {}) => record((options) => new WebAcl("site", args, options));
  interface Rule {
    name: string;
    priority: number;
    action?: object;
    overrideAction?: object;
    statement: { rateBasedStatement?: { limit: number; scopeDownStatement?: object } };
    visibilityConfig: { sampledRequestsEnabled: boolean };
  }
  const rulesOf = async (args?: WebAclArgs) => inputsOf(await make(args), ACL, "site-acl").rules as Rule[];

  it("is a web ACL of CloudFront's scope in us-east-1, and so is its log", async () => {
    const recording = await make();
    assert.equal(inputsOf(recording, ACL, "site-acl").scope, "CLOUDFRONT");
    for (const { inputs, options, name } of recording.made) {
      assert.equal(options.parent === undefined ? "us-east-1" : inputs.region, "us-east-1", name);
    }
  });

  it("asks rates first, the stricter one of signing in and out before the other, then AWS's groups", async () => {
    const rules = await rulesOf({
      requestsPerFiveMinutes: 500,
      signInsPerFiveMinutes: 20,
      loginPath: "/Sign-in",
    });
    assert.deepEqual(
      rules.map(({ name, statement }) => [name, statement.rateBasedStatement?.limit]),
      [
        ["sign-in-rate", 20],
        ["request-rate", 500],
        ["AWSManagedRulesAmazonIpReputationList", undefined],
        ["AWSManagedRulesKnownBadInputsRuleSet", undefined],
        ["AWSManagedRulesCommonRuleSet", undefined],
      ],
    );
    assert.equal(new Set(rules.map(({ priority }) => priority)).size, rules.length);
    const { statements } = (
      rules[0]?.statement.rateBasedStatement?.scopeDownStatement as {
        orStatement: { statements: { byteMatchStatement: Record<string, unknown> }[] };
      }
    ).orStatement;
    // Signing in and out of the members site, whatever the sign-in page of the 403 page is.
    assert.deepEqual(
      statements.map(({ byteMatchStatement: { searchString } }) => searchString),
      ["/sign-in", "/login", "/callback", "/logout"],
    );
    for (const { byteMatchStatement } of statements) {
      assert.equal(byteMatchStatement.positionalConstraint, "STARTS_WITH");
      assert.match(JSON.stringify(byteMatchStatement), /URL_DECODE.*LOWERCASE/);
    }
    assert.equal(rules[1]?.statement.rateBasedStatement?.scopeDownStatement, undefined);
  });

  it("refuses what breaks a rule, or only counts it", async () => {
    const done = async (args?: WebAclArgs) =>
      (await rulesOf(args)).map(
        ({ action, overrideAction }) => Object.keys(action ?? overrideAction ?? {})[0],
      );
    assert.deepEqual(await done(), ["block", "block", "none", "none", "none"]);
    assert.deepEqual(await done({ action: WebAclAction.Count }), Array(5).fill("count"));
  });

  it("shows no credential: none in the log, and no samples of requests", async () => {
    const recording = await make();
    const { redactedFields, logDestinationConfigs } = inputsOf(
      recording,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "site-log",
    );
    assert.deepEqual(redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { singleHeader: { name: "referer" } },
      { queryString: {} },
    ]);
    assert.deepEqual(logDestinationConfigs, ["arn:site-group"]);
    const rules = await rulesOf();
    assert.ok(rules.every(({ visibilityConfig }) => !visibilityConfig.sampledRequestsEnabled));
  });

  it("logs to a group with the name that it must have, once the group lets it", async () => {
    const recording = await make();
    const { namePrefix } = inputsOf(recording, "aws:cloudwatch/logGroup:LogGroup", "site-group");
    assert.equal(namePrefix, "aws-waf-logs-site-");
    const { waitsFor } = find(
      recording,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "site-log",
    );
    assert.deepEqual(waitsFor, ["site-group"]);
  });

  it("refuses rates that AWS refuses", async () => {
    const message = await refusal((options) => new WebAcl("site", { signInsPerFiveMinutes: 5 }, options));
    assert.match(message, /signInsPerFiveMinutes is 5; allowed: a whole number from 10/);
  });
});

describe("Monitoring", () => {
  /** The recorder's account is in one region. */
  const topicArn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
  const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
  const LOGGED = { logGroupName: "group", expectedCountries: ["DE"], publicPaths: ["/premium/open/*"] };
  const make = (args: Partial<MonitoringArgs> = {}) =>
    record((options) => new Monitoring("site", { ...ALARMS, ...args }, options));
  const names = (recording: Recording<unknown>) => ofType(recording, ALARM).map(({ name }) => name.slice(5));

  it("puts each alarm into the region of its metric, and sends it to the topic of that region", async () => {
    const signingKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const recording = await make({ emails: ["on.call@example.com"], signingKeyArn });
    assert.ok(names(recording).includes("signatures"));
    for (const { name, inputs } of ofType(recording, ALARM)) {
      const isEdge = !["site-header-refusals", "site-unhealthy-targets", "site-signatures"].includes(name);
      assert.equal(inputs.region, isEdge ? "us-east-1" : "eu-west-1", name);
      assert.deepEqual(inputs.alarmActions, [topicArn(isEdge ? "site-edge" : "site-balancer")], name);
    }
    assert.deepEqual(
      ofType(recording, "aws:sns/topicSubscription:TopicSubscription").map(({ name, inputs }) => [
        name,
        inputs.region,
      ]),
      [
        ["site-edge-on-call-example-com", "us-east-1"],
        ["site-balancer-on-call-example-com", "eu-west-1"],
      ],
    );
    assert.deepEqual(await valueOf(recording.component.topicArns), [
      topicArn("site-edge"),
      topicArn("site-balancer"),
    ]);
  });

  it("has one topic for both in us-east-1", async () => {
    const { component, ...recording } = await make({ region: "us-east-1" });
    assert.equal(ofType({ component, ...recording }, "aws:sns/topic:Topic").length, 1);
    assert.deepEqual(await valueOf(component.topicArns), [topicArn("site-edge")]);
  });

  it("creates metrics of the log, under names that no other stack has", async () => {
    const recording = await make(LOGGED);
    const { pattern, metricTransformation } = inputsOf(recording, FILTER, "site-geography");
    assert.equal(
      pattern,
      '{ (($.c-country != "-") && ($.c-country != "DE") && ($.sc-status = "2*") && ' +
        '((($.cache-behavior-path-pattern = "/premium/*")) && ($.cache-behavior-path-pattern != "/premium/open/*"))) }',
    );
    assert.equal((metricTransformation as { namespace: string }).namespace, "SecureOrigin/E1");
    for (const [id, aggregate] of [
      ["viewer-volume", "Sum"],
      ["viewer-requests", "Count"],
    ] as const) {
      const type = "aws:cloudwatch/contributorInsightRule:ContributorInsightRule";
      const rule = inputsOf(recording, type, `site-${id}`);
      assert.equal(rule.ruleName, `site-E1-${id}`);
      assert.ok(String(rule.ruleDefinition).includes(`"AggregateOn":"${aggregate}"`));
      const { metricQueries } = inputsOf(recording, ALARM, `site-${id}`);
      assert.ok(JSON.stringify(metricQueries).includes(`INSIGHT_RULE_METRIC(\\"site-E1-${id}\\"`));
    }
  });

  it("watches no more than there is to see", async () => {
    const bare = await make();
    assert.ok(!names(bare).includes("geography") && !names(bare).includes("viewer-volume"));
    assert.ok(!names(bare).includes("viewer-requests"));
    assert.ok(!names(bare).includes("signatures"));
    assert.deepEqual(ofType(bare, FILTER), []);
    assert.ok(!names(await make({ logGroupName: "group" })).includes("geography"));
    assert.equal(names(await make(LOGGED)).length, names(bare).length + 3);
  });

  it("pays for the metrics that two of its alarms need, and names load balancer and tiers as CloudWatch does", async () => {
    const recording = await make();
    assert.equal(ofType(recording, "aws:cloudfront/monitoringSubscription:MonitoringSubscription").length, 1);
    const { metricQueries } = inputsOf(recording, ALARM, "site-unhealthy-targets");
    const dimensions = (metricQueries as { metric?: { dimensions: object } }[]).flatMap(
      ({ metric }) => metric?.dimensions ?? [],
    );
    assert.deepEqual(dimensions, [
      { LoadBalancer: "app/alb/1", TargetGroup: "targetgroup/a/1" },
      { LoadBalancer: "app/alb/1", TargetGroup: "targetgroup/b/2" },
    ]);
  });

  it("refuses invalid addresses and limits", async () => {
    const wrong = {
      emails: ["nobody", "a@example.com", "A@example.com"],
      expectedCountries: ["de"],
      securePatterns: [],
    };
    const message = await refusal((options) => new Monitoring("site", { ...ALARMS, ...wrong }, options));
    assert.deepEqual(
      message.split("\n").map((line) => /": (\S+) is /.exec(line)?.[1]),
      ["securePaths", "emails[0]", "emails[2]", "expectedCountries[0]"],
    );
  });
});
