import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsIn } from "../../../cli/preflight/readWanted";
import { missingSetting, ownResources, wantedBy } from "../../../cli/preflight/wanted";
import { projectFolder } from "../../../local/run/project";

const none = { ids: new Set<string>(), recordNames: new Set<string>() };
const site = { region: "eu-west-1", domainName: "a.example.com", zoneName: "example.com" };

describe("what a stack wants", () => {
  it("is read from the files of dev and prod", () => {
    const of = (stack: string) => {
      const file = `Pulumi.${stack}.yaml`;
      return wantedBy(settingsIn(readFileSync(join(projectFolder, file), "utf8"), file), none);
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
    });
    assert.deepEqual(of("dev").instances, { type: "t4g.micro", min: 1, max: 2 });
    assert.equal(of("dev").addresses, 1);
  });

  it("is what the components take by default where a file leaves it out", () => {
    const { instances, addresses, originNames } = wantedBy(site, none);
    assert.deepEqual(
      [instances, addresses, originNames],
      [
        { type: "t4g.small", min: 1, max: 2 },
        1,
        ["origin-public.a.example.com", "origin-signed.a.example.com"],
      ],
    );
    const originDomainNames = { public: "alb.example.com", signed: "alb.example.com" };
    assert.deepEqual(wantedBy({ ...site, originDomainNames }, none).originNames, ["alb.example.com"]);
    assert.deepEqual(wantedBy({ ...site, minInstances: 4 }, none).instances?.max, 4);
  });

  it("is no network, address or load balancer where they exist, and no address with endpoints", () => {
    const existing = wantedBy({ ...site, existingNetwork: true, existingLoadBalancer: true }, none);
    assert.deepEqual([existing.vpcs, existing.addresses, existing.loadBalancers], [0, 0, 0]);
    assert.equal(wantedBy({ ...site, egress: "endpoints" }, none).addresses, 0);
  });

  it("takes numbers as pulumi config set writes them, and existing parts from the file", () => {
    const text =
      'config:\n  shop:domainName: a.example.com\n  shop:minInstances: "3"\n  shop:vpc: { vpcId: vpc-1 }\n';
    const { minInstances, existingNetwork, existingLoadBalancer } = settingsIn(text, "Pulumi.dev.yaml");
    assert.deepEqual([minInstances, existingNetwork, existingLoadBalancer], [3, true, false]);
  });

  it("cannot be told without region, name and zone", () => {
    assert.equal(missingSetting(site), undefined);
    assert.equal(missingSetting({ ...site, region: undefined }), "aws:region");
    assert.equal(missingSetting({ ...site, domainName: "" }), "domainName");
    assert.equal(missingSetting({ ...site, zoneName: undefined }), "hostedZone");
  });

  it("is refused in one line for a file that is no configuration", () => {
    assert.throws(
      () => settingsIn("- 1", "Pulumi.dev.yaml"),
      /^Error: Pulumi\.dev\.yaml cannot be read as a stack's configuration$/,
    );
  });

  it("leaves out what the stack has already", () => {
    const own = ownResources([
      { type: "aws:ec2/vpc:Vpc", props: { id: "vpc-1" } },
      { type: "aws:route53/record:Record", props: { id: "r", fqdn: "a.example.com" } },
    ]);
    assert.deepEqual([[...own.ids], [...own.recordNames]], [["vpc-1", "r"], ["a.example.com"]]);
  });
});
