import assert from "node:assert/strict";
import { alarmInputs } from "../../../../components/monitoring/plan/alarmInputs";
import { alarmsOf, type WatchedSite } from "../../../../components/monitoring/plan/alarms";
import { type Condition, filterPattern, matches } from "../../../../components/monitoring/plan/conditions";
import { dashboardBody } from "../../../../components/monitoring/plan/dashboard";
import { geographyProblems, servedElsewhere } from "../../../../components/monitoring/plan/geography";
import { limitProblems, watchLimits } from "../../../../components/monitoring/plan/limits";
import { LOG_FIELDS, readLogLine, timeOf } from "../../../../components/monitoring/plan/logFields";
import { savedQueries } from "../../../../components/monitoring/plan/queries";
import { viewerRequestsRule, viewerVolumeRule } from "../../../../components/monitoring/plan/viewerVolume";
import { HOUR, logLine } from "../../../support/logLines";

const PATHS = { secure: ["/premium/*", "/downloads/*"], public: ["/premium/preview/*"] };
const SITE: WatchedSite = {
  ...watchLimits({ expectedCountries: ["DE", "AT"] }),
  paths: PATHS,
  hasLog: true,
  keyInKms: true,
};
const NAMES = {
  distributionId: "E1",
  balancer: "app/alb/1",
  targetGroups: ["targetgroup/a/1", "targetgroup/b/2"],
  namespace: "SecureOrigin/E1",
  topViewer: {
    bytes: 'INSIGHT_RULE_METRIC("volume", "MaxContributorValue")',
    requests: 'INSIGHT_RULE_METRIC("requests", "MaxContributorValue")',
  },
  signingKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
};

describe("what is logged", () => {
  it("has no field that may hold a signature", () => {
    const telling = /query|cookie|referer|headers/i;
    assert.deepEqual(
      LOG_FIELDS.filter((field) => telling.test(field)),
      [],
    );
  });

  it("is read from JSON, and by its time in milliseconds or in words", () => {
    assert.equal(readLogLine("#Fields: c-ip"), undefined);
    assert.equal(readLogLine('{"message":"no request"}'), undefined);
    assert.equal(timeOf(logLine()), HOUR);
    const words = { "timestamp(ms)": undefined, date: "2026-01-05", time: "12:00:01" };
    assert.equal(timeOf({ ...logLine(), ...words }), HOUR + 1000);
    assert.equal(timeOf({}), undefined);
  });
});

describe("a condition on log lines", () => {
  const refusals: Condition = { field: "sc-status", is: "4*" };
  const both: Condition = { all: [refusals, { any: [{ field: "c-country", isNot: "DE" }] }] };

  it("becomes the pattern of a metric filter", () => {
    assert.equal(filterPattern(refusals), '{ ($.sc-status = "4*") }');
    assert.equal(filterPattern(both), '{ (($.sc-status = "4*") && (($.c-country != "DE"))) }');
    assert.match(filterPattern({ field: "cs-uri-stem", is: 'a"b' }), /"a\\"b"/);
  });

  it("is read the same way from a line", () => {
    assert.equal(matches(refusals, logLine({ "sc-status": "403" })), true);
    assert.equal(matches(refusals, logLine({ "sc-status": "304" })), false);
    assert.equal(matches(both, logLine({ "sc-status": "403" })), false);
    assert.equal(matches(both, logLine({ "sc-status": "403", "c-country": "FR" })), true);
    assert.equal(matches({ field: "c-country", isNot: "DE" }, {}), false, "what is not told is nothing");
    assert.equal(
      matches({ field: "cs-uri-stem", is: "/a.b/*" }, logLine({ "cs-uri-stem": "/aXb/c" })),
      false,
    );
  });
});

describe("geography", () => {
  const elsewhere = servedElsewhere(["DE", "AT"], PATHS);

  it("counts signed content that was served to a country that is not expected", () => {
    assert.equal(matches(elsewhere, logLine({ "c-country": "BR" })), true);
    assert.equal(matches(elsewhere, logLine({ "c-country": "BR", "sc-status": "206" })), true);
  });

  it("does not count refused requests, public pages, expected countries and unknown ones", () => {
    const foreign = { "c-country": "BR" };
    for (const fields of [
      { "c-country": "AT" },
      { "c-country": "-" },
      { ...foreign, "sc-status": "403" },
      { ...foreign, "cache-behavior-path-pattern": "*" },
      { ...foreign, "cache-behavior-path-pattern": "/premium/preview/*" },
    ]) {
      assert.equal(matches(elsewhere, logLine(fields)), false, JSON.stringify(fields));
    }
  });

  it("goes by the behavior that was met, not by how the path was spelt", () => {
    assert.equal(matches(elsewhere, logLine({ "c-country": "BR", "cs-uri-stem": "/%70remium/a" })), true);
  });

  it("refuses more countries than a metric filter's pattern can hold", () => {
    const many = Array.from({ length: 60 }, (_, index) => `A${String.fromCharCode(65 + (index % 26))}`);
    assert.match(
      geographyProblems(many, PATHS)[0] ?? "",
      /expectedCountries is 60; allowed: a metric filter of at most 1024/,
    );
    assert.deepEqual(geographyProblems(["DE"], PATHS), []);
    assert.deepEqual(geographyProblems([], PATHS), []);
  });
});

describe("the limits of a site", () => {
  it("are refused if they are invalid, in one line each", () => {
    const wrong = {
      expectedCountries: ["Germany"],
      unexpectedCountryRequests: 0.5,
      viewerGigabytesPerHour: 0,
      signaturesPerFiveMinutes: 0,
    };
    const told = limitProblems(watchLimits(wrong)).map((text) => text.split(" ")[0]);
    assert.deepEqual(told, [
      "expectedCountries[0]",
      "unexpectedCountryRequests",
      "signaturesPerFiveMinutes",
      "viewerGigabytesPerHour",
    ]);
    assert.deepEqual(limitProblems(watchLimits({})), []);
  });
});

describe("the alarms of a site", () => {
  const alarms = alarmsOf(SITE);
  const inputsOf = (id: string) => {
    const definition = alarms.find((each) => each.id === id);
    assert.ok(definition !== undefined, id);
    return alarmInputs(definition, NAMES);
  };

  it("are these, each with its meaning, its remedy and the reason for its threshold", () => {
    assert.deepEqual(
      alarms.map(({ id, place }) => `${place} ${id}`),
      [
        ...[
          "4xx",
          "403",
          "5xx",
          "origin-latency",
          "requests-band",
          "bytes-band",
          "geography",
          "viewer-volume",
          "viewer-requests",
        ].map((id) => `edge ${id}`),
        "balancer header-refusals",
        "balancer unhealthy-targets",
        "balancer signatures",
      ],
    );
    for (const { id, meaning, action, reason } of alarms) {
      for (const text of [meaning, action, reason]) {
        assert.match(text, /^[A-Z0-9].{20,}\.$/s, id);
      }
    }
  });

  it("are valid for CloudWatch: descriptions, periods, one value returned, or two with a band", () => {
    for (const definition of alarms) {
      const inputs = alarmInputs(definition, NAMES);
      assert.ok(inputs.alarmDescription.length <= 1024, definition.id);
      assert.ok(inputs.datapointsToAlarm <= inputs.evaluationPeriods, definition.id);
      assert.ok(definition.period * definition.periods <= 86_400, definition.id);
      const returned = inputs.metricQueries.filter(({ returnData }) => returnData).length;
      assert.equal(returned, inputs.thresholdMetricId === undefined ? 1 : 2, definition.id);
      assert.equal(inputs.treatMissingData, "notBreaching");
    }
  });

  it("leave out those that need the log without one, and geography without expected countries", () => {
    const ids = (site: Partial<WatchedSite>) => alarmsOf({ ...SITE, ...site }).map(({ id }) => id);
    assert.deepEqual(
      alarms.map(({ id }) => id).filter((id) => !ids({ hasLog: false }).includes(id)),
      ["geography", "viewer-volume", "viewer-requests"],
    );
    assert.ok(!ids({ expectedCountries: [] }).includes("geography"));
    assert.ok(ids({ expectedCountries: [] }).includes("viewer-volume"));
  });

  it("use a share of enough requests only, from CloudFront's metrics in their one region", () => {
    const { metricQueries, threshold } = inputsOf("5xx");
    assert.equal(threshold, 5);
    assert.deepEqual(metricQueries.at(-1)?.expression, "IF(requests >= 20, share, 0)");
    assert.deepEqual(metricQueries[0]?.metric, {
      namespace: "AWS/CloudFront",
      metricName: "5xxErrorRate",
      dimensions: { DistributionId: "E1", Region: "Global" },
      stat: "Average",
      period: 300,
    });
  });

  it("compare requests and bytes with the band that CloudWatch learnt", () => {
    const { metricQueries, thresholdMetricId, comparisonOperator, threshold } = inputsOf("bytes-band");
    assert.deepEqual(
      [thresholdMetricId, comparisonOperator, threshold],
      ["band", "GreaterThanUpperThreshold", undefined],
    );
    assert.equal(metricQueries[1]?.expression, "ANOMALY_DETECTION_BAND(watched, 3)");
  });

  it("sum up unhealthy targets of both tiers, and one without data silences none", () => {
    const { metricQueries } = inputsOf("unhealthy-targets");
    assert.equal(metricQueries.at(-1)?.expression, "FILL(tier0, 0) + FILL(tier1, 0)");
  });

  it("count what the active key in KMS signs, up to the site's own limit, and nothing for a key elsewhere", () => {
    const { metricQueries, threshold } = inputsOf("signatures");
    assert.equal(threshold, 500);
    assert.deepEqual(metricQueries[0]?.metric, {
      namespace: "AWS/KMS",
      metricName: "SuccessfulRequest",
      dimensions: { KeyArn: NAMES.signingKeyArn, Operation: "Sign" },
      stat: "Sum",
      period: 300,
    });
    const own = alarmsOf({ ...SITE, signaturesPerFiveMinutes: 40 }).find(({ id }) => id === "signatures");
    assert.equal(own?.threshold, 40);
    const elsewhere = alarmsOf({ ...SITE, keyInKms: false });
    assert.ok(elsewhere.every(({ id }) => id !== "signatures"));
  });

  it("ask the rule that sums up viewers for the largest", () => {
    assert.deepEqual(inputsOf("viewer-volume").metricQueries[0]?.expression, NAMES.topViewer.bytes);
    assert.equal(inputsOf("viewer-volume").threshold, 5_000_000_000);
    const rule = JSON.parse(viewerVolumeRule("group")) as { LogGroupNames: string[]; Contribution: object };
    assert.deepEqual(rule.LogGroupNames, ["group"]);
    assert.deepEqual(rule.Contribution, { Keys: ["$.c-ip"], ValueOf: "$.sc-bytes", Filters: [] });
  });

  it("count the downloads of each viewer as well, by no number in the log", () => {
    assert.deepEqual(inputsOf("viewer-requests").metricQueries[0]?.expression, NAMES.topViewer.requests);
    assert.deepEqual(JSON.parse(viewerRequestsRule("group")), {
      Schema: { Name: "CloudWatchLogRule", Version: 1 },
      LogGroupNames: ["group"],
      LogFormat: "JSON",
      Contribution: { Keys: ["$.c-ip"], Filters: [{ Match: "$.sc-status", StartsWith: ["2"] }] },
      AggregateOn: "Count",
    });
    const limit = (viewerGigabytesPerHour: number) =>
      alarmsOf({ ...SITE, viewerGigabytesPerHour }).find(({ id }) => id === "viewer-requests")?.threshold;
    assert.deepEqual([5, 0.1, 40].map(limit), [5000, 1000, 40_000]);
  });
});

describe("the dashboard of a site", () => {
  const facts = {
    distributionId: "E1",
    balancer: "app/alb/1",
    targetGroups: ["targetgroup/a/1"],
    region: "eu-west-1",
    logGroupName: "group",
    alarmArns: ["arn:one"],
    queries: savedQueries([]),
  };
  interface Widget {
    type: string;
    x: number;
    y: number;
    width: number;
    height: number;
    properties: { region?: string; query?: string };
  }
  const widgets = (rest: object = {}) =>
    (JSON.parse(dashboardBody({ ...facts, ...rest })) as { widgets: Widget[] }).widgets;

  it("lays its widgets out without a gap or an overlap", () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of widgets()) {
      assert.ok(x >= 0 && x + width <= 24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          assert.ok(!taken.has(`${column} ${row}`));
          taken.add(`${column} ${row}`);
        }
      }
    }
    assert.equal(taken.size, 24 * (3 + 6 + 6 + 6));
  });

  it("queries the log group in us-east-1, if there is one", () => {
    const logs = widgets().filter(({ type }) => type === "log");
    assert.equal(logs.length, 3);
    for (const { properties } of logs) {
      assert.equal(properties.region, "us-east-1");
      assert.match(properties.query ?? "", /^SOURCE 'group' \| fields /);
    }
    assert.deepEqual(
      widgets({ logGroupName: undefined }).filter(({ type }) => type === "log"),
      [],
    );
  });
});
