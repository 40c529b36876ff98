import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ContentKind, SecureOrigin, type SecureOriginArgs } from "../../components";
import { children, find, inputsOf, type Made, record, refusal, valueOf } from "./recorder";

const ARGS: SecureOriginArgs = {
  domainName: "members.example.com",
  hostedZoneId: "Z1",
  region: "eu-west-1",
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\n" },
};

const make = (args: Partial<SecureOriginArgs> = {}, preview = false) =>
  record((options) => new SecureOrigin("site", { ...ARGS, ...args }, options), { preview });

const PARTS = [
  "site-network",
  "site-certs",
  "site-gate",
  "site-fleet",
  "site-keys",
  "site-pages",
  "site-edge",
];

async function parentName(made: Made): Promise<string> {
  const { parent } = made.options;
  return parent === undefined ? "" : ((await valueOf(parent.urn)).split("::").at(-1) ?? "");
}

const isOutput = ([, value]: [string, unknown]) => pulumi.Output.isInstance(value);

describe("SecureOrigin", () => {
  it("is made of its seven parts", async () => {
    const recording = await make();
    const parts = recording.made.filter(({ type }) => type.startsWith("secure-origin:"));
    assert.deepEqual(parts.map(({ type, name }) => `${type} ${name}`).sort(), [
      "secure-origin:index:Certificates site-certs",
      "secure-origin:index:EdgeDistribution site-edge",
      "secure-origin:index:ErrorPages site-pages",
      "secure-origin:index:Fleet site-fleet",
      "secure-origin:index:Network site-network",
      "secure-origin:index:OriginGate site-gate",
      "secure-origin:index:SecureOrigin site",
      "secure-origin:index:SigningKeys site-keys",
    ]);
  });

  it("names every child after its parent, in lower case, and never by chance", async () => {
    for (const made of (await make()).made.filter(({ name }) => name !== "site")) {
      assert.equal(made.name.startsWith(`${await parentName(made)}-`), true, made.name);
      assert.match(made.name, /^[a-z0-9]+([-.][a-z0-9]+)*$/);
    }
    assert.deepEqual(children(await make()), children(await make()));
  });

  it("sends a header value from the edge only once the load balancer accepts it", async () => {
    const recording = await make();
    for (const [type, name] of [
      ["aws:cloudfront/distribution:Distribution", "site-edge-distribution"],
      ["aws:cloudfront/vpcOrigin:VpcOrigin", "site-edge-vpc-origin"],
      ["aws:autoscaling/group:Group", "site-fleet-group"],
    ] as const) {
      assert.deepEqual(find(recording, type, name).waitsFor, ["site-network", "site-gate"]);
    }
  });

  it("gives the edge and the load balancer the same header values, and tells them to nobody", async () => {
    const recording = await make();
    const { origins } = inputsOf(
      recording,
      "aws:cloudfront/distribution:Distribution",
      "site-edge-distribution",
    );
    for (const tier of ["public", "signed"]) {
      const rule = inputsOf(recording, "aws:lb/listenerRule:ListenerRule", `site-gate-${tier}`);
      const [condition] = rule.conditions as { httpHeader: { values: string[] } }[];
      const origin = (origins as { originId: string; customHeaders: { value: string }[] }[]).find(
        ({ originId }) => originId === tier,
      );
      assert.equal(origin?.customHeaders[0]?.value, condition?.httpHeader.values[0]);
    }
    const outputs = await valueOf(pulumi.output(Object.entries(recording.component).filter(isOutput)));
    const values = ["public", "signed"].map((tier) => Buffer.from(`site-gate-${tier}-1`).toString("hex"));
    for (const value of values) {
      assert.equal(JSON.stringify(outputs).includes(value), false);
    }
  });

  it("lets only the fleet's role sign, and only with the active key", async () => {
    const { policy } = inputsOf(await make(), "aws:kms/key:Key", "site-keys-k1");
    const { Statement } = JSON.parse(String(policy)) as {
      Statement: { Action: string; Principal: object }[];
    };
    const sign = Statement.filter(({ Action }) => Action === "kms:Sign");
    assert.deepEqual(
      sign.map(({ Principal }) => Principal),
      [{ AWS: "arn:site-fleet-role" }],
    );
  });

  it("serves on one name and calls the load balancer by another that its certificate carries", async () => {
    const recording = await make();
    const certificate = inputsOf(recording, "aws:acm/certificate:Certificate", "site-certs-regional");
    assert.equal(certificate.domainName, "origin.members.example.com");
    const origin = inputsOf(recording, "aws:route53/record:Record", "site-gate-origin");
    assert.equal(origin.name, certificate.domainName);
  });

  it("uses the caller's VPC and certificates without making its own", async () => {
    const recording = await make({
      vpc: { vpcId: "vpc-9", subnetIds: ["subnet-8", "subnet-9"] },
      certificates: { edgeArn: "arn:edge", regionalArn: "arn:regional" },
      hostedZoneId: undefined,
    });
    const types = recording.made.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /Network|Vpc$|Subnet$|Certificates|route53/.test(type)),
      [],
    );
    const balancer = inputsOf(recording, "aws:lb/loadBalancer:LoadBalancer", "site-gate-alb");
    assert.deepEqual(balancer.subnets, ["subnet-8", "subnet-9"]);
    const listener = inputsOf(recording, "aws:lb/listener:Listener", "site-gate-https");
    assert.equal(listener.certificateArn, "arn:regional");
  });

  it("passes tags down to everything that can carry them", async () => {
    const recording = await make({ tags: { team: "web" } });
    const taggable = /^aws:(ec2|lb|kms\/key|s3\/bucket:|acm\/certificate:|iam\/role:|vpc)/;
    const untagged = recording.made.filter(
      ({ type, inputs }) =>
        taggable.test(type) &&
        !/Route$|Association$/.test(type) &&
        (inputs.tags as { team?: string } | undefined)?.team !== "web",
    );
    assert.deepEqual(
      untagged.map(({ type, name }) => `${type} ${name}`),
      [],
    );
  });

  it("can be previewed while nothing exists, without asking for what is not there", async () => {
    const recording = await make({}, true);
    assert.equal(recording.calls.includes("aws:kms/getPublicKey:getPublicKey"), false);
    assert.equal(
      PARTS.every((name) => recording.made.some((made) => made.name === name)),
      true,
    );
  });

  it("tells everything that is wrong at once, before it makes anything", async () => {
    const wrong: Partial<SecureOriginArgs> = {
      network: { zones: 1 },
      vpc: { vpcId: "vpc-1", subnetIds: [] },
      securePaths: [{ pattern: "/a%20b/*", content: ContentKind.Static }],
      signingKeys: [],
      hostedZoneId: undefined,
      origin: { bootScript: "serve", publicPort: 80 },
      headerName: "Host",
      loginPath: "//evil",
      region: "moon",
    };
    const name = "much-too-long-a-name";
    const message = await refusal((options) => new SecureOrigin(name, { ...ARGS, ...wrong }, options));
    const told = message
      .split("\n")
      .map((line) => /^SecureOrigin "much-too-long-a-name": (.+?) is /.exec(line)?.[1]);
    assert.deepEqual(told, [
      "the component's name",
      "network",
      "hostedZoneId",
      "region",
      "zones",
      "securePaths[0].pattern",
      "publicPort",
      "headerName",
      "bootScript",
      "signingKeys",
      "loginPath",
    ]);
  });
});
