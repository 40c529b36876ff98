import assert from "node:assert/strict";
import type { HistoryLine } from "../../local/cloud/account/accountFile";
import { removedAfterTests } from "../support/localStack";
import { ChangingStack, placeOf } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** The types of logs, web ACL and alarms, of which none is left when they are turned off. */
const MONITORING = /cloudwatch|wafv2|sns|monitoringSubscription/;

describe("logs, web ACL and alarms of the dev stack, changed by one `up` each", () => {
  const stack = removedAfterTests(new ChangingStack("dev").withProgramHost());
  before(async () => {
    await stack.up();
  });

  const done = (history: HistoryLine[], operation: HistoryLine["operation"]) =>
    history.filter((line) => line.operation === operation && line.outcome === "done").map(({ type }) => type);
  /** The history without the web ACL of the user pool or of the edge; every other line keeps its place. */
  const without = (part: string) => (history: HistoryLine[]) =>
    history.map((line) =>
      line.type === WEB_ACL && line.urn.endsWith(part) ? { ...line, type: "another" } : line,
    );
  const ofEdge = without("::members-app-users-acl");
  const ofPool = without("::members-web-acl-acl");
  /** The place of an operation on the archive's bucket policy; the error pages have one of their own. */
  const ofArchive = (history: HistoryLine[], operation: HistoryLine["operation"]) =>
    history.findIndex(
      (line) => line.operation === operation && line.type === BUCKET_POLICY && line.urn.includes("archive"),
    );
  const inputs = (type: string, name: string) =>
    stack.records(type).find(({ urn }) => urn?.endsWith(name))?.inputs ?? {};

  it("changes every limit in place, and deletes nothing", async () => {
    const history = await stack.change({
      logs: { groupDays: 14, archiveDays: 90 },
      webAcl: { action: "block", signInsPerFiveMinutes: 50 },
      alarms: {
        emails: ["oncall@example.com"],
        expectedCountries: ["IE"],
        viewerGigabytesPerHour: 2,
        signaturesPerFiveMinutes: 40,
      },
    });
    assert.deepEqual(done(history, "delete"), []);
    assert.deepEqual([...new Set(done(history, "create"))], ["aws:sns/topicSubscription:TopicSubscription"]);
    assert.equal(inputs(LOG_GROUP, "members-logs-group").retentionInDays, 14);
    assert.equal(inputs(ALARM, "members-alarms-viewer-volume").threshold, 2_000_000_000);
    assert.equal(inputs(ALARM, "members-alarms-signatures").threshold, 40);
    assert.doesNotMatch(JSON.stringify(inputs(FILTER, "members-alarms-geography").pattern), /GB/);
  });

  it("removes alarms and web ACL: the distribution is detached before the web ACL is deleted", async () => {
    const history = await stack.change({ alarms: undefined, webAcl: undefined });
    assert.ok(placeOf(history, "update", DISTRIBUTION) < placeOf(ofEdge(history), "delete", WEB_ACL));
    assert.ok(placeOf(history, "delete", ASSOCIATION) < placeOf(ofPool(history), "delete", WEB_ACL));
    assert.equal(stack.distribution().outputs.webAclId ?? "", "");
    assert.deepEqual(stack.records(ALARM), []);
    assert.deepEqual(
      stack
        .records(LOG_GROUP)
        .map(({ urn }) => urn?.split("::").at(-1))
        .sort(),
      ["members-logs-group", "members-sessions-group"],
    );
  });

  it("removes the logs: the load balancer stops before the bucket refuses it, and nothing is left", async () => {
    const history = await stack.change({ logs: undefined });
    assert.ok(placeOf(history, "update", BALANCER) < ofArchive(history, "delete"));
    assert.deepEqual(
      stack.types().filter((type) => MONITORING.test(type)),
      // For the members site's access requests.
      ["aws:sns/topic:Topic"],
    );
    assert.deepEqual(
      stack.records(LIFECYCLE).map(({ urn }) => urn?.split("::").at(-1)),
      ["members-app-delivery-bucket"],
    );
  });

  it("adds all of them again: each destination is ready before its logs are written, and deliveries are created one by one", async () => {
    const webAcl = { action: "count" };
    const history = await stack.change({ logs: {}, webAcl, alarms: { expectedCountries: ["IE"] } });
    assert.ok(ofArchive(history, "create") >= 0);
    assert.ok(ofArchive(history, "create") < placeOf(history, "update", BALANCER));
    assert.ok(placeOf(ofEdge(history), "create", WEB_ACL) < placeOf(history, "update", DISTRIBUTION));
    const names = history
      .filter(({ type, operation }) => type === DELIVERY && operation === "create")
      .map(({ urn, outcome }) => `${urn.split("::").at(-1) ?? ""} ${outcome}`);
    assert.deepEqual(names, ["members-logs-to-group done", "members-logs-to-archive done"]);
    const regions = stack
      .records(ALARM)
      .map(({ region, urn }) => `${region} ${urn?.split("-").at(-1) ?? ""}`);
    assert.ok(
      regions.includes("us-east-1 geography") && regions.includes("eu-west-1 refusals"),
      regions.join(),
    );
  });

  it("is destroyed, logs included, and the account is empty", async () => {
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
