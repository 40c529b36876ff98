import assert from "node:assert/strict";
import { UNKNOWN } from "../support/client";
import { behavior, distribution, newPem, onVpcOrigin } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("what the local cloud says of a change", () => {
  const cloud = useCloud();
  beforeEach(async () => {
    await cloud.engine.configure("eu-west-1", "aws");
  });

  it("says nothing of the same arguments", async () => {
    const made = await cloud.site.distribution({});
    const { some } = await cloud.engine.diff(made, distribution());
    assert.equal(some, false);
  });

  it("names each changed path and updates in place where AWS can", async () => {
    const made = await cloud.site.distribution({ comment: "one" });
    const news = { ...distribution(), comment: "two", defaultCacheBehavior: behavior({ compress: true }) };
    assert.deepEqual((await cloud.engine.diff(made, news)).paths, {
      comment: "update",
      "defaultCacheBehavior.compress": "update",
    });
  });

  it("replaces on immutable paths, also when the new value is unknown", async () => {
    const { subnets } = await cloud.site.network();
    const subnet = subnets[0];
    assert.ok(subnet);
    const known = await cloud.engine.diff(subnet, { ...subnet.inputs, cidrBlock: "10.0.9.0/24" });
    assert.deepEqual(known.paths, { cidrBlock: "update-replace" });
    assert.deepEqual(known.replaces, ["cidrBlock"]);
    const unknown = await cloud.engine.diff(subnet, { ...subnet.inputs, vpcId: UNKNOWN });
    assert.deepEqual(unknown.paths, { vpcId: "update-replace" });
  });

  it("does not care for the order of sets, and does for lists", async () => {
    const origins = [onVpcOrigin("vo_1"), { originId: "two", domainName: "two.example.com" }];
    const ordered = [behavior({ pathPattern: "/a" }), behavior({ pathPattern: "/b" })];
    const inputs = {
      ...distribution(),
      origins,
      orderedCacheBehaviors: ordered,
      aliases: ["a.example.com", "b.example.com"],
    };
    const type = "aws:cloudfront/distribution:Distribution";
    const old = {
      type,
      name: "d",
      id: "E1",
      inputs: (await cloud.engine.check(type, "d", inputs)).inputs,
      outputs: {},
    };
    const same = {
      ...inputs,
      origins: [...origins].reverse(),
      aliases: ["b.example.com", "a.example.com"],
    };
    assert.equal((await cloud.engine.diff(old, same)).some, false);
    const moved = { ...inputs, orderedCacheBehaviors: [...ordered].reverse() };
    assert.deepEqual((await cloud.engine.diff(old, moved)).paths, {
      "orderedCacheBehaviors[0].pathPattern": "update",
      "orderedCacheBehaviors[1].pathPattern": "update",
    });
  });

  it("finds the changed element of a set by its key", async () => {
    const origins = [onVpcOrigin("vo_1"), { originId: "two", domainName: "two.example.com" }];
    const type = "aws:cloudfront/distribution:Distribution";
    const inputs = { ...distribution(), origins };
    const old = {
      type,
      name: "d",
      id: "E1",
      inputs: (await cloud.engine.check(type, "d", inputs)).inputs,
      outputs: {},
    };
    const changed = [{ originId: "two", domainName: "new.example.com" }, onVpcOrigin(UNKNOWN)];
    assert.deepEqual((await cloud.engine.diff(old, { ...inputs, origins: changed })).paths, {
      "origins[0].domainName": "update",
      "origins[1].vpcOriginConfig.vpcOriginId": "update",
    });
  });

  it("compares policies by what they say", async () => {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: JSON.stringify(trust) });
    const { some } = await cloud.engine.diff(role, { assumeRolePolicy: JSON.stringify(trust, undefined, 2) });
    assert.equal(some, false);
  });

  it("leaves a value that AWS filled in alone", async () => {
    const { subnets } = await cloud.site.network();
    const template = await cloud.site.make("ec2/launchTemplate:LaunchTemplate", {
      instanceType: "t4g.micro",
    });
    const group = await cloud.site.make("autoscaling/group:Group", {
      minSize: 1,
      maxSize: 2,
      launchTemplate: { id: template.id },
      vpcZoneIdentifiers: subnets.map((subnet) => subnet.id),
    });
    assert.equal(group.outputs["desiredCapacity"], 1);
    assert.equal((await cloud.engine.diff(group, group.inputs)).some, false);
    // It follows the limits, and stays where they allow it.
    const sized = (minSize: number, maxSize: number) =>
      cloud.engine.update(group, { ...group.inputs, minSize, maxSize });
    assert.equal((await sized(2, 2)).outputs["desiredCapacity"], 2);
    assert.equal((await sized(1, 2)).outputs["desiredCapacity"], 2);
    assert.equal((await sized(1, 1)).outputs["desiredCapacity"], 1);
  });

  it("deletes before it replaces only where the program gave the name", async () => {
    const pem = newPem();
    const named = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: pem, name: "mine" });
    const auto = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: pem });
    assert.equal(
      (await cloud.engine.diff(named, { encodedKey: newPem(), name: "mine" })).deleteBeforeReplace,
      true,
    );
    assert.equal((await cloud.engine.diff(auto, { encodedKey: newPem() })).deleteBeforeReplace, false);
  });

  it("replaces a public key whose PEM is not in CloudFront's own form (terraform-provider-aws#20081)", async () => {
    const pem = newPem();
    const trimmed = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: pem.trim() });
    assert.equal(trimmed.outputs["encodedKey"], pem);
    assert.deepEqual((await cloud.engine.diff(trimmed, { encodedKey: pem.trim() })).paths, {
      encodedKey: "update-replace",
    });
    const normal = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: pem });
    assert.equal((await cloud.engine.diff(normal, { encodedKey: pem })).some, false);
  });

  it("updates a VPC origin's endpoint in place, as the AWS provider does (terraform-provider-aws#40905)", async () => {
    const { alb } = await cloud.site.balancer();
    const origin = await cloud.site.vpcOrigin(alb);
    const config = { ...(origin.inputs["vpcOriginEndpointConfig"] as object), httpsPort: 8443 };
    assert.deepEqual((await cloud.engine.diff(origin, { vpcOriginEndpointConfig: config })).paths, {
      "vpcOriginEndpointConfig.httpsPort": "update",
    });
  });
});
