import assert from "node:assert/strict";
import { resolveOptions } from "../../../policy/options/options";
import { makePolicies } from "../../../policy/pack";
import { protectedResources, unmatchedPatterns } from "../../../policy/reachability/protection";
import type { RawResource } from "../../../policy/resources/rawResource";
import { resourceTypes as t } from "../../../policy/resources/resourceTypes";
import { buildModel } from "../../../policy/stack/stack";
import { analyze, analyzeStack, unknown } from "../support/analyzer";
import { distribution, loadBalancer } from "../support/fixtures";

const dnsName = "site-1.eu-west-1.elb.amazonaws.com";
const balancer = resource(t.loadBalancer, "alb", { arn: "arn:alb", dnsName });

function resource(
  type: string,
  name: string,
  props: object,
  from: Record<string, RawResource[]> = {},
): RawResource {
  return { type, urn: `urn:pulumi:dev::test::${type}::${name}`, props, propertyDependencies: from };
}

function site(domainName: string, from: RawResource[] = []): RawResource {
  const origins = [{ originId: "app", domainName, customOriginConfig: {} }];
  return resource(t.distribution, "site", { origins }, { origins: from });
}

/** Returns the names of what is protected in a stack. */
function protectedIn(resources: readonly RawResource[], options: object = {}): string[] {
  const all = protectedResources(buildModel(resources), resolveOptions([options]));
  return [...all]
    .filter((urn) => urn.startsWith("urn:"))
    .map((urn) => urn.split("::").at(-1) ?? "")
    .sort();
}

const instance = resource(t.instance, "server", {
  id: "i-1",
  publicDns: "ec2-1.compute.amazonaws.com",
  privateIp: "10.0.0.9",
});
const lambda = resource(t.function, "code", { name: "code-1", arn: "arn:code", invokeArn: "arn:invoke" });
const parameter = resource(
  "aws:ssm/parameter:Parameter",
  "name",
  { value: unknown.string },
  { value: [balancer] },
);

describe("what CloudFront reaches is protected: ", () => {
  const cases: [what: string, resources: RawResource[], names: string[]][] = [
    ["a load balancer by its name, in any case", [balancer, site(dnsName.toUpperCase())], ["alb"]],
    [
      "a load balancer whose name is unknown in preview",
      [balancer, site(unknown.string, [balancer])],
      ["alb"],
    ],
    [
      "a load balancer whose name comes from a parameter",
      [balancer, parameter, site(unknown.string, [parameter])],
      ["alb"],
    ],
    [
      "a load balancer by an alias record of the zone",
      [
        balancer,
        resource(t.dnsRecord, "record", { name: "origin", aliases: [{ name: `dualstack.${dnsName}.` }] }),
        site("origin.example.com"),
      ],
      ["alb", "record"],
    ],
    [
      "a load balancer by a record for all names of a domain",
      [
        balancer,
        resource(t.dnsRecord, "record", { name: "*.example.com", records: [dnsName] }),
        site("a.example.com"),
      ],
      ["alb", "record"],
    ],
    ["an instance by its public name", [instance, site("ec2-1.compute.amazonaws.com")], ["server"]],
    [
      "an instance by an Elastic IP that is attached by a resource",
      [
        instance,
        resource(t.eip, "address", { id: "eipalloc-1", publicIp: "34.1.2.3" }),
        resource(t.eipAssociation, "attached", { allocationId: "eipalloc-1", instanceId: "i-1" }),
        resource(t.dnsRecord, "record", { name: "app.example.com", records: ["34.1.2.3"] }),
        site("app.example.com"),
      ],
      ["address", "record", "server"],
    ],
    [
      "a function by its URL",
      [
        lambda,
        resource(t.functionUrl, "url", {
          functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/",
          functionName: "code-1",
        }),
        site("abc.lambda-url.eu-west-1.on.aws"),
      ],
      ["code", "url"],
    ],
    [
      "an HTTP API, and the load balancer that its integration calls by a listener",
      [
        balancer,
        resource(t.listener, "https", { arn: "arn:https", loadBalancerArn: "arn:alb" }),
        resource(t.httpApi, "api", {
          id: "api-1",
          apiEndpoint: "https://api-1.execute-api.eu-west-1.amazonaws.com",
        }),
        resource(t.httpApiIntegration, "call", { apiId: "api-1", integrationUri: "arn:https" }),
        site("api-1.execute-api.eu-west-1.amazonaws.com"),
      ],
      ["alb", "api", "https"],
    ],
    [
      "a REST API by its stage, and the function that it calls",
      [
        lambda,
        resource(t.restApi, "rest", { id: "r1" }),
        resource(t.apiStage, "stage", {
          restApi: "r1",
          invokeUrl: "https://r1.execute-api.eu-west-1.amazonaws.com/live",
        }),
        resource(t.apiIntegration, "call", { restApi: "r1", uri: "arn:invoke" }),
        site("r1.execute-api.eu-west-1.amazonaws.com"),
      ],
      ["code", "rest", "stage"],
    ],
    [
      "a bucket by either of its names",
      [
        resource(t.bucket, "files", { bucket: "files-1" }),
        resource(t.distribution, "site", {
          origins: [{ originId: "s3", domainName: "files-1.s3.eu-west-1.amazonaws.com" }],
        }),
      ],
      ["files"],
    ],
    [
      "the targets of a load balancer, by group and port",
      [
        balancer,
        instance,
        resource(t.listener, "https", {
          arn: "arn:https",
          loadBalancerArn: "arn:alb",
          defaultActions: [{ type: "forward", targetGroupArn: "arn:targets" }],
        }),
        resource(t.targetGroup, "targets", { arn: "arn:targets" }),
        resource(t.targetAttachment, "target", { targetGroupArn: "arn:targets", targetId: "i-1" }),
        site(dnsName),
      ],
      ["alb", "server"],
    ],
    [
      "the targets of a load balancer that another stack has",
      [
        instance,
        resource(t.vpcOrigin, "origin", { vpcOriginEndpointConfig: { arn: "arn:other" } }),
        resource(t.listener, "https", {
          loadBalancerArn: "arn:other",
          defaultActions: [{ type: "forward", targetGroupArn: "arn:targets" }],
        }),
        resource(t.targetGroup, "targets", { arn: "arn:targets" }),
        resource(t.targetAttachment, "target", { targetGroupArn: "arn:targets", targetId: "i-1" }),
      ],
      ["server"],
    ],
    ["nothing by a name of somebody else", [balancer, instance, site("app.example.com")], []],
    ["nothing without a distribution or a VPC origin", [balancer, instance, lambda], []],
  ];
  for (const [what, resources, names] of cases) {
    it(what, () => assert.deepEqual(protectedIn(resources), names));
  }
});

describe("the option", () => {
  const stack = [balancer, instance, lambda, resource(t.securityGroup, "group", { id: "sg-1" })];

  it("protect takes every server, and protectedOrigins adds to what CloudFront reaches", () => {
    assert.deepEqual(protectedIn(stack, { protect: "all" }), ["alb", "code", "server"]);
    assert.deepEqual(protectedIn([...stack, site(dnsName)], { protectedOrigins: ["*::server"] }), [
      "alb",
      "server",
    ]);
  });

  it("protectedOrigins protects nothing but what serves requests, and names the patterns without one", () => {
    const options = resolveOptions([{ protectedOrigins: ["*::server", "*::group", "*::serve"] }]);
    assert.deepEqual(protectedIn(stack, options), ["server"]);
    assert.deepEqual(unmatchedPatterns(buildModel(stack), options), ["*::group", "*::serve"]);
  });

  it("scope reports the rest of the stack as advisories", async () => {
    const levels = async (options: object) => {
      const policies = makePolicies(options);
      const resources = [loadBalancer({ internal: false }), distribution()];
      for (const each of resources) {
        await analyze(policies, each);
      }
      return (await analyzeStack(policies, resources))
        .filter(({ policy }) => policy === "no-internet-facing-load-balancer")
        .map(({ level }) => level);
    };
    assert.deepEqual(await levels({}), []);
    assert.deepEqual(await levels({ scope: "stack" }), ["advisory"]);
  });

  it("protect and scope accept their words only", () => {
    assert.throws(() => resolveOptions([{ protect: "none" }]), /^Error: protect must be origins or all$/);
    assert.throws(() => resolveOptions([{ scope: "all" }]), /^Error: scope must be protected or stack$/);
  });
});
