import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { UNKNOWN } from "../support/client";
import { behavior, distribution, newPem } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("local cloud as a provider", () => {
  const cloud = useCloud();
  beforeEach(async () => {
    await cloud.engine.configure("eu-west-1", "aws");
  });

  describe("preview", () => {
    it("keeps arguments and defaults, and leaves what AWS gives unknown", async () => {
      const shown = await cloud.engine.previewCreate("aws:ec2/vpc:Vpc", "net", {
        cidrBlock: "10.0.0.0/16",
        tags: { a: "b" },
      });
      assert.equal(shown["cidrBlock"], "10.0.0.0/16");
      assert.equal(shown["enableDnsSupport"], true);
      assert.equal(shown["region"], "eu-west-1");
      assert.deepEqual(shown["tagsAll"], { a: "b" });
      assert.equal(shown["arn"], UNKNOWN);
      assert.equal(shown["defaultSecurityGroupId"], UNKNOWN);
      assert.equal(shown["(id)"], "");
    });

    it("takes unknown arguments wherever a value may stand", async () => {
      const { failures } = await cloud.engine.check("aws:ec2/subnet:Subnet", "s", {
        vpcId: UNKNOWN,
        mapPublicIpOnLaunch: UNKNOWN,
      });
      assert.deepEqual(failures, []);
      const shown = await cloud.engine.previewCreate("aws:ec2/subnet:Subnet", "s", {
        vpcId: UNKNOWN,
        cidrBlock: "10.0.0.0/24",
      });
      assert.equal(shown["vpcId"], UNKNOWN);
    });

    it("of an update keeps stable outputs and makes volatile ones unknown", async () => {
      const { group } = await cloud.site.keys();
      const key = await cloud.site.make("cloudfront/publicKey:PublicKey", { encodedKey: newPem() });
      const shown = await cloud.engine.update(group, { items: [key.id] }, true);
      assert.equal(shown.outputs["name"], group.outputs["name"]);
      assert.equal(shown.outputs["etag"], UNKNOWN);
      assert.deepEqual(shown.outputs["items"], [key.id]);
      assert.deepEqual(
        (await cloud.engine.read(group))?.["items"],
        group.outputs["items"],
        "a preview changes nothing",
      );
    });

    it("creates nothing", async () => {
      await cloud.engine.previewCreate("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
      const made = await cloud.engine.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
      await cloud.engine.delete(made);
      assert.equal(await cloud.engine.read(made), undefined);
    });
  });

  describe("outputs", () => {
    it("look as AWS shapes them", async () => {
      const { vpc, subnets, group, alb } = await cloud.site.balancer();
      assert.match(vpc.id, /^vpc-0[0-9a-f]{16}$/);
      assert.match(subnets[0]?.id ?? "", /^subnet-0[0-9a-f]{16}$/);
      assert.match(group.id, /^sg-0[0-9a-f]{16}$/);
      assert.match(
        String(alb.outputs["dnsName"]),
        /^internal-r\d+-[0-9a-f]{7}-\d+\.eu-west-1\.elb\.amazonaws\.com$/,
      );
      assert.equal(alb.outputs["zoneId"], "Z32O12XQLNTSW2");
      assert.equal(alb.outputs["vpcId"], vpc.id);
      assert.equal(
        alb.id,
        `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/${String(alb.outputs["arnSuffix"])}`,
      );
      const { key } = await cloud.site.keys();
      assert.match(key.id, /^K[A-Z0-9]{13}$/);
      const shown = await cloud.site.distribution({});
      assert.match(shown.id, /^E[A-Z0-9]{13}$/);
      assert.match(String(shown.outputs["domainName"]), /^d[a-z0-9]{13}\.cloudfront\.net$/);
      assert.equal(shown.outputs["hostedZoneId"], "Z2FDTNDATAQYW2");
    });

    it("stay over an update, but for the volatile ones", async () => {
      const template = await cloud.site.make("ec2/launchTemplate:LaunchTemplate", {
        instanceType: "t4g.micro",
      });
      assert.equal(template.outputs["latestVersion"], 1);
      const updated = await cloud.engine.update(template, { instanceType: "t4g.small" });
      assert.equal(updated.outputs["latestVersion"], 2);
      assert.equal(updated.outputs["arn"], template.outputs["arn"]);
      assert.equal(updated.outputs["name"], template.outputs["name"]);
    });

    it("of a key in KMS never hold its private half, and getPublicKey gives the public one", async () => {
      const key = await cloud.site.make("kms/key:Key", {
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
      });
      assert.doesNotMatch(JSON.stringify(key.outputs), /PRIVATE/);
      const found = await cloud.engine.invoke("aws:kms/getPublicKey:getPublicKey", { keyId: key.id });
      const pem = createPublicKey(String(found["publicKeyPem"]));
      assert.equal(pem.asymmetricKeyDetails?.namedCurve, "prime256v1");
      assert.equal(pem.export({ type: "spki", format: "der" }).toString("base64"), found["publicKey"]);
      assert.deepEqual(found["signingAlgorithms"], ["ECDSA_SHA_256"]);
    });

    it("of the random package are random and stay in Pulumi's state alone", async () => {
      const [one, two] = await Promise.all(
        ["a", "b"].map((name) =>
          cloud.engine.create("random:index/randomBytes:RandomBytes", name, { length: 32 }),
        ),
      );
      assert.match(String(one?.outputs["hex"]), /^[0-9a-f]{64}$/);
      assert.notEqual(one?.outputs["hex"], two?.outputs["hex"]);
      assert.deepEqual(one === undefined ? undefined : await cloud.engine.read(one), one?.outputs);
    });

    it("are in the region of the provider that made them, or of the region argument", async () => {
      await cloud.engine.configure("us-east-1", "edge");
      const here = await cloud.site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
      const there = await cloud.site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, "edge");
      const named = await cloud.site.make("ec2/vpc:Vpc", {
        cidrBlock: "10.0.0.0/16",
        region: "eu-central-1",
      });
      assert.deepEqual(
        [here, there, named].map((one) => one.outputs["region"]),
        ["eu-west-1", "us-east-1", "eu-central-1"],
      );
    });
  });

  describe("names", () => {
    it("are made of the logical name and seven digits, and noted as defaults", async () => {
      const { inputs } = await cloud.engine.check("aws:cloudfront/keyGroup:KeyGroup", "site-keys", {
        items: [UNKNOWN],
      });
      assert.match(String(inputs["name"]), /^site-keys-[0-9a-f]{7}$/);
      assert.deepEqual(inputs["__defaults"], ["name"]);
    });

    it("stay as they are on the next check", async () => {
      const first = await cloud.engine.check("aws:cloudfront/keyGroup:KeyGroup", "keys", { items: ["K1"] });
      const olds = { ...first.inputs, name: "keys-0000000" };
      const next = await cloud.engine.check(
        "aws:cloudfront/keyGroup:KeyGroup",
        "keys",
        { items: ["K2"] },
        olds,
      );
      assert.equal(next.inputs["name"], "keys-0000000");
    });

    it("given by the program are kept, and noted as nobody's default", async () => {
      const { inputs } = await cloud.engine.check("aws:cloudfront/keyGroup:KeyGroup", "keys", {
        items: ["K1"],
        name: "mine",
      });
      assert.equal(inputs["name"], "mine");
      assert.deepEqual(inputs["__defaults"], []);
    });

    it("fit the service: short for load balancers, lower case for buckets, alias/ for key aliases", async () => {
      const long = "A-very-long-logical-name-of-a-resource";
      const alb = await cloud.engine.check("aws:lb/loadBalancer:LoadBalancer", long, {});
      assert.match(String(alb.inputs["name"]), /^A-very-long-logical-name-[0-9a-f]{7}$/);
      const bucket = await cloud.engine.check("aws:s3/bucket:Bucket", "Pages", {});
      assert.match(String(bucket.inputs["bucket"]), /^pages-[0-9a-f]{7}$/);
      const alias = await cloud.engine.check("aws:kms/alias:Alias", "signing", { targetKeyId: UNKNOWN });
      assert.match(String(alias.inputs["name"]), /^alias\/signing-[0-9a-f]{7}$/);
    });
  });

  describe("check", () => {
    const failuresOf = async (type: string, inputs: Record<string, unknown>) =>
      (await cloud.engine.check(`aws:${type}`, "x", inputs)).failures;

    it("finds what is missing, wrong or not allowed, each with its path", async () => {
      assert.deepEqual(await failuresOf("cloudfront/keyGroup:KeyGroup", {}), [
        "items: Missing required argument.",
      ]);
      assert.deepEqual(await failuresOf("ec2/vpc:Vpc", { enableDnsSupport: "perhaps" }), [
        "enableDnsSupport: Must be a boolean.",
      ]);
      assert.deepEqual(
        await failuresOf("cloudfront/distribution:Distribution", { ...distribution(), priceClass: "cheap" }),
        ["priceClass: Must be one of PriceClass_All, PriceClass_100, PriceClass_200, None."],
      );
      assert.deepEqual(
        await failuresOf("cloudfront/distribution:Distribution", {
          ...distribution(),
          defaultCacheBehavior: { ...behavior(), targetOriginId: null },
        }),
        ["defaultCacheBehavior.targetOriginId: Missing required argument."],
      );
    });

    it("names the folder in which an unknown argument or type is to be added", async () => {
      assert.deepEqual(await failuresOf("ec2/vpc:Vpc", { ipv4IpamPoolId: "p" }), [
        "ipv4IpamPoolId: The local cloud does not know this argument. Add it to local/cloud/services/ec2.",
      ]);
    });

    it("refuses unknown types and functions with their token and their file", async () => {
      await assert.rejects(cloud.engine.check("aws:sqs/queue:Queue", "q", {}), {
        message:
          "The local cloud does not know the resource type aws:sqs/queue:Queue. Add it to local/cloud/services/sqs.ts.",
      });
      await assert.rejects(cloud.engine.invoke("aws:ec2/getAmi:getAmi", {}), {
        message:
          "The local cloud does not know the function aws:ec2/getAmi:getAmi. Add it to local/cloud/services/ec2.",
      });
    });
  });

  it("reads nothing after a deletion, and deletes twice without complaint", async () => {
    const made = await cloud.site.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.deepEqual(await cloud.engine.read(made), made.outputs);
    await cloud.engine.delete(made);
    assert.equal(await cloud.engine.read(made), undefined);
    await cloud.engine.delete(made);
  });
});
