import assert from "node:assert/strict";
import { type ExampleResource, several, unknownValue } from "../../../../policy/examples/example";
import { resourceTypes as t } from "../../../../policy/resources/resourceTypes";
import { tiersHaveOwnTargets } from "../../../../policy/rules/tiers/tiersHaveOwnTargets";
import { urnOf } from "../../support/analyzer";
import { findingsIn } from "../../support/exampleFindings";

const server = { type: t.instance, name: "server", props: { id: "i-1", arn: "arn:i-1" } };
const urn = urnOf(server);

/** Creates a VPC origin on a port of an instance; its id is that of the name. */
function vpcOrigin(name: string, port: unknown, policy = "https-only"): ExampleResource {
  const config = { arn: "arn:i-1", httpPort: 80, httpsPort: port, originProtocolPolicy: policy };
  return { type: t.vpcOrigin, name, props: { id: name, vpcOriginEndpointConfig: config } };
}

/** Creates a distribution with an origin for each behavior: signed ones in order, and a public default one. */
function edge(name: string, open: unknown, signed: readonly unknown[], from: readonly string[] = []) {
  const origins = [open, ...signed].map((vpcOriginId, i) => ({
    originId: `origin-${i}`,
    vpcOriginConfig: { vpcOriginId },
  }));
  const orderedCacheBehaviors = signed.map((_, i) => ({
    pathPattern: `/secure-${i}/*`,
    targetOriginId: `origin-${i + 1}`,
    trustedKeyGroups: ["kg"],
  }));
  const props = { origins, orderedCacheBehaviors, defaultCacheBehavior: { targetOriginId: "origin-0" } };
  return { type: t.distribution, name, props, from: { origins: from } };
}

const whys = (...resources: ExampleResource[]) =>
  findingsIn(tiersHaveOwnTargets, several("", server, ...resources)).map(({ path, why, unknown }) =>
    [path, why, ...(unknown === true ? ["unknown"] : [])].join(": "),
  );

const end = "of the signed tier does, and no listener rule separates them by a secret header";
const example = ", for example /a without a signature and /secure-0/a with one";

describe("tiers-have-own-targets", () => {
  it("rejects two VPC origins on one port of an instance", () => {
    assert.deepEqual(
      whys(vpcOrigin("open", 8443), vpcOrigin("signed", 8443), edge("edge", "open", ["signed"])),
      [
        `defaultCacheBehavior.targetOriginId: the default behavior has no key groups and reaches port 8443 of ${urn}, as behavior #0 "/secure-0/*" ${end}${example}`,
      ],
    );
  });

  it("names the distribution of the signed behavior if it is another one", () => {
    const signed = edge("signed-edge", "other", ["signed"]);
    const [why] = whys(
      vpcOrigin("open", 8443),
      vpcOrigin("signed", 8443),
      vpcOrigin("other", 8080),
      edge("open-edge", "open", []),
      signed,
    );
    assert.ok(why?.includes(`as behavior #0 "/secure-0/*" of ${urnOf(signed)} ${end}`), why);
  });

  it("counts port 443 for a VPC origin that sets none, and 80 for plain HTTP", () => {
    assert.equal(
      whys(vpcOrigin("open", undefined), vpcOrigin("signed", 443), edge("edge", "open", ["signed"])).length,
      1,
    );
    assert.equal(
      whys(vpcOrigin("open", 8443, "match-viewer"), vpcOrigin("signed", 80), edge("edge", "open", ["signed"]))
        .length,
      1,
    );
  });

  it("accepts a port for each tier, also where preview does not show which origin is on which VPC origin", () => {
    const ports = [vpcOrigin("open", 8443), vpcOrigin("signed", 8444)];
    assert.deepEqual(whys(...ports, edge("edge", "open", ["signed"])), []);
    assert.deepEqual(whys(...ports, edge("edge", unknownValue, [unknownValue], ["open", "signed"])), []);
  });

  it("rejects one port in preview, as a finding that depends on unknown values", () => {
    const ports = [vpcOrigin("open", 8443), vpcOrigin("signed", 8443)];
    assert.deepEqual(whys(...ports, edge("edge", unknownValue, [unknownValue], ["open", "signed"])), [
      `defaultCacheBehavior.targetOriginId: the default behavior has no key groups and may reach port 8443 of ${urn}, as behavior #0 "/secure-0/*" ${end}: unknown`,
    ]);
  });

  it("rejects origins of which two may be on one VPC origin in preview", () => {
    const ports = [vpcOrigin("open", 8443), vpcOrigin("signed", 8444)];
    const distribution = edge("edge", unknownValue, [unknownValue, unknownValue], ["open", "signed"]);
    assert.equal(whys(...ports, distribution).length, 1);
  });

  it("rejects a port that is unknown", () => {
    const ports = [vpcOrigin("open", unknownValue), vpcOrigin("signed", 8444)];
    const [why, ...more] = whys(...ports, edge("edge", "open", ["signed"]));
    assert.ok(why?.includes(`may reach port 8444 of ${urn}`), why);
    assert.deepEqual(more, []);
  });

  it("leaves one origin for both tiers to signed-origin-needs-trusted-key-groups", () => {
    const shared = {
      ...edge("edge", "open", ["open"]),
      props: {
        origins: [{ originId: "origin-0", vpcOriginConfig: { vpcOriginId: "open" } }],
        orderedCacheBehaviors: [
          { pathPattern: "/s/*", targetOriginId: "origin-0", trustedKeyGroups: ["kg"] },
        ],
        defaultCacheBehavior: { targetOriginId: "origin-0" },
      },
    };
    assert.deepEqual(whys(vpcOrigin("open", 8443), shared), []);
  });

  it("follows members of origin groups", () => {
    const { props, ...rest } = edge("edge", "open", ["signed"]);
    const grouped = {
      ...rest,
      props: {
        ...props,
        originGroups: [{ originId: "group", members: [{ originId: "origin-0" }] }],
        defaultCacheBehavior: { targetOriginId: "group" },
      },
    };
    assert.equal(whys(vpcOrigin("open", 8443), vpcOrigin("signed", 8443), grouped).length, 1);
  });
});

describe("tiers-have-own-targets behind load balancers", () => {
  const balancer = (name: string, loadBalancerType: string): ExampleResource => ({
    type: t.loadBalancer,
    name,
    props: { arn: `arn:${name}`, internal: true, loadBalancerType },
  });
  const listener = (of: string, port: number, to?: string): ExampleResource => ({
    type: t.listener,
    name: `${of}-${port}`,
    props: {
      arn: `arn:${of}-${port}`,
      loadBalancerArn: `arn:${of}`,
      port,
      ...(to === undefined ? {} : { defaultActions: [{ type: "forward", targetGroupArn: `arn:${to}` }] }),
    },
  });
  const targets = (name: string, port: number, targetId: string, own?: number): ExampleResource[] => [
    { type: t.targetGroup, name, props: { arn: `arn:${name}`, port } },
    {
      type: t.targetAttachment,
      name: `${name}-attached`,
      props: { targetGroupArn: `arn:${name}`, targetId, ...(own === undefined ? {} : { port: own }) },
    },
  ];
  const behind = (name: string, of: string, port: number): ExampleResource => {
    const config = { arn: `arn:${of}`, httpsPort: port, originProtocolPolicy: "https-only" };
    return { type: t.vpcOrigin, name, props: { id: name, vpcOriginEndpointConfig: config } };
  };
  const network = [
    balancer("nlb", "network"),
    listener("nlb", 443, "signed-targets"),
    listener("nlb", 444, "open-targets"),
    behind("signed", "nlb", 443),
    behind("open", "nlb", 444),
    edge("edge", "open", ["signed"]),
  ];

  it("compares the port of an attachment before that of its target group", () => {
    const signed = targets("signed-targets", 8443, "i-1");
    assert.deepEqual(whys(...network, ...signed, ...targets("open-targets", 8443, "i-1", 8080)), []);
    assert.equal(whys(...network, ...signed, ...targets("open-targets", 8080, "i-1", 8443)).length, 1);
  });

  it("compares the instances of an Auto Scaling group in both target groups", () => {
    const group = {
      type: t.autoScalingGroup,
      name: "group",
      props: { targetGroupArns: ["arn:signed-targets", "arn:open-targets"] },
    };
    const groups = (port: number): ExampleResource[] => [
      { type: t.targetGroup, name: "signed-targets", props: { arn: "arn:signed-targets", port: 8443 } },
      { type: t.targetGroup, name: "open-targets", props: { arn: "arn:open-targets", port } },
    ];
    assert.equal(whys(...network, group, ...groups(8443)).length, 1);
    assert.deepEqual(whys(...network, group, ...groups(8444)), []);
  });

  it("compares a listener outside this stack by the load balancer's port", () => {
    const alone = [
      balancer("nlb", "network"),
      behind("signed", "nlb", 443),
      edge("edge", "open", ["signed"]),
    ];
    assert.equal(whys(...alone, behind("open", "nlb", 443)).length, 1);
    assert.deepEqual(whys(...alone, behind("open", "nlb", 444)), []);
  });

  const header = (value: string) => [{ httpHeader: { httpHeaderName: "X-Tier", values: [value] } }];
  const rule = (name: string, value: string, to: string): ExampleResource => ({
    type: t.listenerRule,
    name,
    props: {
      listenerArn: "arn:alb-443",
      conditions: header(value),
      actions: [{ type: "forward", targetGroupArn: `arn:${to}` }],
    },
  });
  const checked = (openEndpoint: string): ExampleResource[] => {
    const { props, ...rest } = edge("edge", "open", ["signed"]);
    const [openOrigin, signedOrigin] = props.origins;
    const sends = (origin: object | undefined, value: string) => ({
      ...origin,
      customHeaders: [{ name: "X-Tier", value }],
    });
    return [
      balancer("alb", "application"),
      listener("alb", 443),
      rule("signed-rule", "s", "signed-targets"),
      rule("open-rule", "o", "open-targets"),
      ...targets("signed-targets", 8443, "i-1"),
      behind("signed", "alb", 443),
      behind("open", openEndpoint, 443),
      { ...rest, props: { ...props, origins: [sends(openOrigin, "o"), sends(signedOrigin, "s")] } },
    ];
  };

  it("leaves one port to tiers-have-own-ports where listener rules check a header of each tier", () => {
    assert.deepEqual(whys(...checked("alb"), ...targets("open-targets", 8443, "i-1")), []);
  });

  it("follows a network load balancer to an application load balancer that checks the header", () => {
    const before = [
      balancer("nlb", "network"),
      listener("nlb", 443, "alb-targets"),
      ...targets("alb-targets", 443, "arn:alb"),
    ];
    assert.deepEqual(whys(...checked("nlb"), ...before, ...targets("open-targets", 8443, "i-1")), []);
  });

  it("rejects a public origin that goes past the load balancer that checks the header", () => {
    const past = [balancer("nlb", "network"), listener("nlb", 443, "open-targets")];
    const [why, ...more] = whys(...checked("nlb"), ...past, ...targets("open-targets", 8443, "i-1"));
    assert.ok(why?.includes(`port 8443 of ${urn}`), why);
    assert.deepEqual(more, []);
  });

  it("compares the ports of a classic load balancer's targets", () => {
    const classic = (port: number): ExampleResource => ({
      type: t.classicLoadBalancer,
      name: "classic",
      props: {
        dnsName: "internal-classic.elb.amazonaws.com",
        instances: ["i-1"],
        listeners: [{ lbPort: 443, instancePort: port }],
      },
    });
    const { props, ...rest } = edge("edge", "open", ["signed"]);
    const [, signedOrigin] = props.origins;
    const custom = {
      originId: "origin-0",
      domainName: "internal-classic.elb.amazonaws.com",
      customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
    };
    const distribution = { ...rest, props: { ...props, origins: [custom, signedOrigin] } };
    assert.equal(whys(vpcOrigin("signed", 8443), distribution, classic(8443)).length, 1);
    assert.deepEqual(whys(vpcOrigin("signed", 8443), distribution, classic(8080)), []);
  });
});
