import assert from "node:assert/strict";
import type { HistoryLine } from "../../local/cloud/engine/accountState";
import { ChangingStack, placeOf } from "./changingStack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const DELIVERY = "aws:cloudwatch/logDelivery:LogDelivery";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** What is watched in the dev stack, by type: nothing of these is left when it is switched off. */
const WATCHING = /cloudwatch|wafv2|sns|monitoringSubscription|bucketLifecycle/;

describe("logs, web ACL and alarms of the dev stack, changed by one `up` each", () => {
  const stack = new ChangingStack("dev");
  after(() => stack.remove());
  before(async () => {
    await stack.up();
  });

  const done = (history: HistoryLine[], operation: HistoryLine["operation"]) =>
    history.filter((line) => line.operation === operation && line.outcome === "done").map(({ type }) => type);
  /** The history without the web ACL of the user pool, or without that of the edge; no place in it moves. */
  const without = (part: string) => (history: HistoryLine[]) =>
    history.map((line) =>
      line.type === WEB_ACL && line.urn.endsWith(part) ? { ...line, type: "another" } : line,
    );
  const ofEdge = without("::members-app-users-acl");
  const ofPool = without("::members-web-acl-acl");
  /** Place of the operation on the archive's policy: the error pages have one of their own. */
  const ofArchive = (history: HistoryLine[], operation: HistoryLine["operation"]) =>
    history.findIndex(
      (line) => line.operation === operation && line.type === BUCKET_POLICY && line.urn.includes("archive"),
    );
  const inputs = (type: string, name: string) =>
    stack.records(type).find(({ urn }) => urn?.endsWith(name))?.inputs ?? {};

  it("moves every limit in place, and deletes nothing", async () => {
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

  it("takes alarms and web ACL away: the distribution lets go of the web ACL before that goes", async () => {
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

  it("takes the logs away: the load balancer stops before the bucket refuses it, and nothing of them is left", async () => {
    const history = await stack.change({ logs: undefined });
    assert.ok(placeOf(history, "update", BALANCER) < ofArchive(history, "delete"));
    assert.deepEqual(
      stack.types().filter((type) => WATCHING.test(type)),
      // The members site's own, for requests for access.
      ["aws:sns/topic:Topic"],
    );
  });

  it("brings all back: who takes logs is ready before who writes them, and deliveries come one by one", async () => {
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

  it("is taken down to an empty account, logs and all", async () => {
    await stack.destroy();
    assert.deepEqual(stack.types(), []);
  });
});
