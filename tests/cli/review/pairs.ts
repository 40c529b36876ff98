/** Pairs of sides, one for each kind of change. */

import { signedBehavior } from "../../policy/misconfigurations/compliantStacks/resources/distribution";
import { secureOriginStack } from "../../policy/misconfigurations/compliantStacks/secureOrigin";
import {
  added,
  all,
  declared,
  inserted,
  output,
  type Stack,
  set,
  without,
} from "../../policy/misconfigurations/stackModel";
import { dev, misconfigured, previewOf, renamed, stateOf, stateWithout } from "./sides";

/** Two sides of a stack, as documents, and what the command answers. */
export interface Pair {
  /** The file in golden/ with the Markdown. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly code: 0 | 3 | 4;
}

const states = (name: string, code: Pair["code"], before: Stack, after: Stack): Pair => ({
  name,
  code,
  before: stateOf(before),
  after: stateOf(after),
});

const distribution = "site-distribution";
const ordered = "orderedCacheBehaviors";

const site = (generations: number[], keys: string[], zones = 2): Stack =>
  secureOriginStack({
    stack: "dev",
    domainName: "members.dev.example.com",
    zones,
    nats: zones - 1,
    generations,
    keys,
    adminCidrs: [],
    deletionProtection: false,
    webAcl: zones > 2,
  });

const alarm = (name: string, actions: string[]) =>
  declared("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    threshold: 5,
    metricName: "5xxErrorRate",
    namespace: "AWS/CloudFront",
    alarmActions: actions,
  });

const watched = added(
  alarm("site-errors", ["arn:aws:sns:us-east-1:111122223333:oncall"]),
  alarm("site-latency", ["arn:aws:sns:us-east-1:111122223333:oncall"]),
);

const tests = misconfigured("path-second-alb-same-targets");
const jpg = misconfigured("shadow-by-extension");
const grant = misconfigured("grant-to-another-role");
const tunnel = misconfigured("connect-endpoint");
const bucket = misconfigured("origin-bucket-for-everyone-in-preview");

/** Adds a secure path. */
export const reports = inserted(distribution, ordered, 1, {
  ...signedBehavior("site", "signed"),
  pathPattern: "/reports/*",
});

const batch = added(
  declared("aws:iam/role:Role", "site-batch", {
    assumeRolePolicy:
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  }),
  declared("aws:kms/grant:Grant", "site-grant", {
    keyId: output("site-key-k1", "keyId"),
    granteePrincipal: output("site-batch", "arn"),
    operations: ["Sign"],
  }),
);

/** What a hostile program may be called. */
const hostile = "x`|<b>\u202e@all #1\n### y";

/** Every pair. */
export const pairs: readonly Pair[] = [
  states("unchanged", 0, dev(), dev()),
  states("way-in-appears", 3, tests.before, tests.after),
  states("way-in-goes", 0, tests.after, tests.before),
  states("secure-path-appears", 0, dev(), reports(dev())),
  states("secure-path-goes", 3, reports(dev()), dev()),
  states("secure-path-opens", 3, jpg.before, jpg.after),
  states("keys-change", 0, site([1], ["k1"]), site([1], ["k2", "k1"])),
  states("who-may-sign", 3, grant.before, grant.after),
  states("secrets-move", 0, site([1], ["k1"]), site([2, 1], ["k1"])),
  states(
    "alarms-go",
    0,
    watched(dev()),
    all(without("site-errors"), set("site-latency", "alarmActions", []))(watched(dev())),
  ),
  states("costs", 0, site([1], ["k1"]), site([1], ["k1"], 3)),
  states("public-bucket", 3, bucket.before, bucket.after),
  states("administrators", 0, tunnel.before, tunnel.after),
  {
    name: "hostile-names",
    code: 3,
    before: stateOf(dev()),
    after: renamed(stateOf(tests.after), "site-tests-alb", hostile),
  },
  {
    name: "distribution-goes",
    code: 3,
    before: stateOf(dev()),
    after: stateWithout(stateOf(dev()), distribution),
  },
  {
    name: "first-preview",
    code: 0,
    before: { deployment: {} },
    after: previewOf({ deployment: { resources: [] } }, stateOf(dev(), "preview")),
  },
  {
    name: "preview-of-new-signer",
    code: 3,
    before: stateOf(dev()),
    after: previewOf(stateOf(dev()), stateOf(batch(dev())), "site-grant"),
  },
  {
    name: "failed-preview",
    code: 4,
    before: stateOf(dev()),
    after: { steps: [], diagnostics: [{ severity: "error", message: "error: preview failed" }] },
  },
];
