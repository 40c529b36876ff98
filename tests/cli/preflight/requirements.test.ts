import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsIn } from "../../../cli/preflight/readStack";
import { missingSetting, ownResources, requirementsOf } from "../../../cli/preflight/requirements";
import { projectFolder } from "../../../local/run/project";

const none = { ids: new Set<string>(), recordNames: new Set<string>() };
const site = { region: "eu-west-1", domainName: "a.example.com", zoneName: "example.com" };

describe("a stack's requirements", () => {
  it("are read from the files of dev and prod", () => {
    const of = (stack: string) => {
      const file = `Pulumi.${stack}.yaml`;
      return requirementsOf(settingsIn(readFileSync(join(projectFolder, file), "utf8"), file), none);
    };
    const { own, ...prod } = of("prod");
    assert.equal(own, none);
    assert.deepEqual(prod, {
      region: "eu-west-1",
      siteNames: ["members.example.com"],
      originNames: ["origin-public.members.example.com", "origin-signed.members.example.com"],
      zoneName: "example.com",
      instances: { type: "m7g.large", min: 3, max: 9 },
      vpcs: 1,
      addresses: 3,
      loadBalancers: 1,
      userPoolDomain: undefined,
      buckets: [],
      existingBuckets: [],
      replicatesKey: true,
    });
    assert.deepEqual(of("dev").instances, { type: "t4g.micro", min: 1, max: 2 });
    assert.deepEqual([of("dev").addresses, of("dev").replicatesKey], [1, false]);
  });

  it("follow the components' defaults for omitted settings", () => {
    const { instances, addresses, originNames } = requirementsOf(site, none);
    assert.deepEqual(
      [instances, addresses, originNames],
      [
        { type: "t4g.small", min: 1, max: 2 },
        1,
        ["origin-public.a.example.com", "origin-signed.a.example.com"],
      ],
    );
    const originDomainNames = { public: "alb.example.com", signed: "alb.example.com" };
    assert.deepEqual(requirementsOf({ ...site, originDomainNames }, none).originNames, ["alb.example.com"]);
    assert.deepEqual(requirementsOf({ ...site, minInstances: 4 }, none).instances?.max, 4);
  });

  it("include the existing buckets of the file, each in the region of its domain name", () => {
    const text = [
      "config:",
      "  aws:region: eu-west-1",
      "  secure-origin:domainName: a.example.com",
      "  secure-origin:signedBucket: { bucketName: videos, bucketDomainName: videos.s3.us-west-2.amazonaws.com, writePolicy: false }",
      '  secure-origin:publicBucket: { bucketName: assets, bucketDomainName: assets.s3.eu-west-1.amazonaws.com, writePolicy: "true" }',
    ].join("\n");
    assert.deepEqual(requirementsOf(settingsIn(text, "Pulumi.dev.yaml"), none).existingBuckets, [
      { setting: "signedBucket", name: "videos", region: "us-west-2", writePolicy: false },
      { setting: "publicBucket", name: "assets", region: "eu-west-1", writePolicy: true },
    ]);
  });

  it("have no instances where the site runs on existing ones or on tasks", () => {
    assert.equal(requirementsOf({ ...site, instances: false }, none).instances, undefined);
  });

  it("omit existing networks and load balancers, and addresses with endpoints", () => {
    const existing = requirementsOf({ ...site, existingNetwork: true, existingLoadBalancer: true }, none);
    assert.deepEqual([existing.vpcs, existing.addresses, existing.loadBalancers], [0, 0, 0]);
    assert.equal(requirementsOf({ ...site, egress: "endpoints" }, none).addresses, 0);
  });

  it("include a replica for a key that is created outside us-east-1", () => {
    const replicates = (region: string, text: string) =>
      requirementsOf(
        settingsIn(
          `config:\n  aws:region: ${region}\n  shop:domainName: a.example.com\n  shop:encryptionKey: ${text}\n`,
          "Pulumi.dev.yaml",
        ),
        none,
      ).replicatesKey;
    assert.deepEqual(
      [
        replicates("eu-west-1", "true"),
        replicates("eu-west-1", '"true"'),
        replicates("eu-west-1", '"false"'),
      ],
      [true, true, false],
    );
    assert.equal(replicates("us-east-1", "true"), false);
  });

  it("accept numbers as pulumi config set writes them, and recognise existing parts", () => {
    const text =
      'config:\n  shop:domainName: a.example.com\n  shop:minInstances: "3"\n  shop:vpc: { vpcId: vpc-1 }\n';
    const { minInstances, existingNetwork, existingLoadBalancer } = settingsIn(text, "Pulumi.dev.yaml");
    assert.deepEqual([minInstances, existingNetwork, existingLoadBalancer], [3, true, false]);
  });

  it("need a region, a domain name and a hosted zone", () => {
    assert.equal(missingSetting(site), undefined);
    assert.equal(missingSetting({ ...site, region: undefined }), "aws:region");
    assert.equal(missingSetting({ ...site, domainName: "" }), "domainName");
    assert.equal(missingSetting({ ...site, zoneName: undefined }), "hostedZone");
  });

  it("are refused in one line for an invalid configuration file", () => {
    assert.throws(
      () => settingsIn("- 1", "Pulumi.dev.yaml"),
      /^Error: Pulumi\.dev\.yaml is not a valid stack configuration$/,
    );
  });

  it("leave out the resources that the stack already has", () => {
    const own = ownResources([
      { type: "aws:ec2/vpc:Vpc", props: { id: "vpc-1" } },
      { type: "aws:route53/record:Record", props: { id: "r", fqdn: "a.example.com" } },
    ]);
    assert.deepEqual([[...own.ids], [...own.recordNames]], [["vpc-1", "r"], ["a.example.com"]]);
  });
});
