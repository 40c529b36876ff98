import assert from "node:assert/strict";
import type { AccountFile, AccountResource } from "../../../local/cloud";
import { exposures } from "./exposures";

type Outputs = Readonly<Record<string, unknown>>;

const secrets = { public: "a".repeat(64), signed: "b".repeat(64) };
const behavior = (targetOriginId: string, more: Outputs = {}): Outputs => ({
  targetOriginId,
  viewerProtocolPolicy: "https-only",
  ...more,
});
const signed = (pathPattern: string): Outputs =>
  behavior("signed", { pathPattern, trustedKeyGroups: ["group"] });
const origin = (originId: "public" | "signed"): Outputs => ({
  originId,
  customHeaders: [{ name: "X-From-CloudFront", value: secrets[originId] }],
  vpcOriginConfig: { vpcOriginId: "vo" },
});
const rule = (tier: "public" | "signed"): Outputs => ({
  conditions: [{ httpHeader: { httpHeaderName: "X-From-CloudFront", values: [secrets[tier]] } }],
  actions: [{ type: "forward", targetGroupArn: `targets-${tier}` }],
});

/** A site without exposures, by type and id. */
const sound = (): Record<string, Outputs> => ({
  "aws:cloudfront/distribution:Distribution E": {
    orderedCacheBehaviors: ["/premium/*", "/downloads/*", "/secure/*"].map(signed),
    defaultCacheBehavior: behavior("public"),
    origins: [origin("public"), origin("signed"), { originId: "pages", originAccessControlId: "oac" }],
  },
  "aws:cloudfront/keyGroup:KeyGroup group": { items: ["K1"] },
  "aws:cloudfront/vpcOrigin:VpcOrigin vo": {
    vpcOriginEndpointConfig: { originProtocolPolicy: "https-only" },
  },
  "aws:lb/loadBalancer:LoadBalancer alb": { internal: true },
  "aws:lb/listener:Listener listener": { defaultActions: [{ type: "fixed-response" }] },
  "aws:lb/listenerRule:ListenerRule public": rule("public"),
  "aws:lb/listenerRule:ListenerRule signed": rule("signed"),
  "aws:ec2/securityGroup:SecurityGroup sg": { ingress: [] },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule admin": {
    securityGroupId: "sg",
    cidrIpv4: "10.0.0.0/8",
  },
  "aws:ec2/launchTemplate:LaunchTemplate template": {
    networkInterfaces: [{ associatePublicIpAddress: "false" }],
  },
  "aws:ec2/eip:Eip nat": { instance: "" },
});

const now = Date.UTC(2026, 0, 1);

function record([name, outputs]: [string, Outputs], more: Partial<AccountResource> = {}): AccountResource {
  const [type = "", id = ""] = name.split(" ");
  const moment = new Date(now).toISOString();
  const common = { type, id, region: "eu-west-1", inputs: {}, createdAt: moment, updatedAt: moment };
  return { ...common, outputs: outputs as AccountResource["outputs"], ...more };
}

const account = (resources: AccountResource[]): AccountFile => ({
  version: 1,
  accountId: "111122223333",
  resources,
  zones: [],
});

/** The exposures of that site when one resource has other outputs. */
function exposuresWith(name: string, changes: Outputs): string[] {
  const all = sound();
  all[name] = { ...all[name], ...changes };
  return exposures(account(Object.entries(all).map((entry) => record(entry))), now);
}

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution E";

describe("exposures", () => {
  it("finds none in a site without mistakes, nor in an empty account", () => {
    assert.deepEqual(exposuresWith("aws:ec2/eip:Eip nat", {}), []);
    assert.deepEqual(exposures(account([]), now), []);
  });

  const mistakes: [string, string, Outputs, RegExp][] = [
    [
      "a load balancer on the internet",
      "aws:lb/loadBalancer:LoadBalancer alb",
      { internal: false },
      /faces the internet/,
    ],
    [
      "a listener that forwards by default",
      "aws:lb/listener:Listener listener",
      { defaultActions: [{ type: "forward", targetGroupArn: "targets-signed" }] },
      /forwards requests without a secret/,
    ],
    [
      "a rule without a header",
      "aws:lb/listenerRule:ListenerRule signed",
      { conditions: [] },
      /without a secret/,
    ],
    [
      "a rule that accepts any header",
      "aws:lb/listenerRule:ListenerRule signed",
      { conditions: [{ httpHeader: { values: ["*"] } }] },
      /without a secret/,
    ],
    [
      "a rule that sends the public secret to the members port",
      "aws:lb/listenerRule:ListenerRule public",
      { actions: rule("signed").actions },
      /a public behavior reaches targets-signed/,
    ],
    [
      "an address range of the internet",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule admin",
      { cidrIpv4: "0.0.0.0/0" },
      /admits 0\.0\.0\.0\/0/,
    ],
    [
      "a range that is only partly private",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule admin",
      { cidrIpv4: "10.0.0.0/7" },
      /admits 10\.0\.0\.0\/7/,
    ],
    [
      "an inline rule of a security group",
      "aws:ec2/securityGroup:SecurityGroup sg",
      { ingress: [{ ipv6CidrBlocks: ["::/0"] }] },
      /admits ::\/0/,
    ],
    [
      "a prefix list that is not CloudFront's",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule admin",
      { prefixListId: "pl-other" },
      /admits the prefix list pl-other/,
    ],
    [
      "instances with public addresses",
      "aws:ec2/launchTemplate:LaunchTemplate template",
      { networkInterfaces: [{}] },
      /public addresses/,
    ],
    ["an address on an instance", "aws:ec2/eip:Eip nat", { instance: "i-1" }, /is attached to an instance/],
    [
      "an origin over the internet",
      DISTRIBUTION,
      { origins: [origin("public"), origin("signed"), { originId: "other" }] },
      /origin other is reached over the internet/,
    ],
    [
      "a VPC origin without TLS",
      "aws:cloudfront/vpcOrigin:VpcOrigin vo",
      { vpcOriginEndpointConfig: { originProtocolPolicy: "http-only" } },
      /without TLS/,
    ],
    [
      "an empty key group",
      "aws:cloudfront/keyGroup:KeyGroup group",
      { items: [] },
      /\/premium\/a\.jpg is served/,
    ],
    [
      "a path without a behavior",
      DISTRIBUTION,
      { orderedCacheBehaviors: ["/premium/*", "/secure/*"].map(signed) },
      /\/downloads\/ is served by \* without a signature/,
    ],
    [
      "a wide pattern before the signed ones",
      DISTRIBUTION,
      {
        orderedCacheBehaviors: [
          behavior("public", { pathPattern: "*.jpg" }),
          ...["/premium/*", "/downloads/*", "/secure/*"].map(signed),
        ],
      },
      /\/secure\/a\.jpg is served by \*\.jpg/,
    ],
  ];
  for (const [what, name, changes, message] of mistakes) {
    it(`finds ${what}`, () => {
      const found = exposuresWith(name, changes);
      assert.ok(
        found.some((one) => message.test(one)),
        found.join("\n"),
      );
    });
  }

  it("finds changes that are not in effect yet, and deleted resources that still are", () => {
    const listener = "aws:lb/listener:Listener listener";
    const open = { defaultActions: [{ type: "forward", targetGroupArn: "t" }] };
    const until = new Date(now + 5_000).toISOString();
    const before = sound()[listener] as AccountResource["outputs"];
    assert.equal(
      exposures(account([record([listener, open], { pending: { until, before } })]), now).length,
      1,
    );
    const leaving = [record([listener, open], { pending: { until } })];
    assert.equal(exposures({ ...account([]), leaving }, now).length, 1);
  });
});
