import assert from "node:assert/strict";
import { readAccount } from "../../../../local/cloud";
import { type Props } from "../support/client";
import { refused } from "../support/refused";
import { TRUST } from "../support/site";
import { useCloud } from "../support/useCloud";

describe("what a stack finds around it in the local cloud", () => {
  const cloud = useCloud();

  describe("lookups", () => {
    it("find a subnet by its id, its arguments, its tags and filters", async () => {
      const { vpc, subnets } = await cloud.site.network();
      const find = (args: Props) => cloud.engine.invoke("aws:ec2/getSubnet:getSubnet", args);
      const [one, two] = subnets;
      assert.ok(one && two);
      const found = await find({ id: one.id });
      assert.deepEqual(
        [found["vpcId"], found["availabilityZoneId"], found["cidrBlock"]],
        [vpc.id, "euw1-az1", "10.0.0.0/24"],
      );
      assert.equal((await find({ vpcId: vpc.id, availabilityZone: "eu-west-1b" }))["id"], two.id);
      assert.equal(
        (await find({ filters: [{ name: "availability-zone-id", values: ["euw1-az2"] }] }))["id"],
        two.id,
      );
      await refused("InvalidSubnetID.NotFound", find({ vpcId: vpc.id }));
      await refused("InvalidSubnetID.NotFound", find({ id: "subnet-0" }));
      await refused("InvalidSubnetID.NotFound", find({ id: one.id, region: "us-east-1" }));
    });

    it("find a VPC and a load balancer that others made", async () => {
      const { vpc, alb, subnets } = await cloud.site.balancer();
      const network = await cloud.engine.invoke("aws:ec2/getVpc:getVpc", { id: vpc.id });
      assert.equal(network["cidrBlock"], "10.0.0.0/16");
      const balancer = await cloud.engine.invoke("aws:lb/getLoadBalancer:getLoadBalancer", { arn: alb.id });
      assert.deepEqual(
        balancer["subnets"],
        subnets.map(({ id }) => id),
      );
      assert.equal(balancer["dnsName"], alb.outputs["dnsName"]);
      await refused("InvalidVpcID.NotFound", cloud.engine.invoke("aws:ec2/getVpc:getVpc", { default: true }));
      await refused(
        "LoadBalancerNotFound",
        cloud.engine.invoke("aws:lb/getLoadBalancer:getLoadBalancer", { name: "nobody" }),
      );
    });
  });

  describe("secrets", () => {
    const versionsIn = () =>
      readAccount(cloud.engine.dir)?.resources.find(({ type }) => type.endsWith(":Secret"))?.hidden?.[
        "versions"
      ];

    it("keep their name for as long as their recovery window lasts", async () => {
      const secret = await cloud.site.make("secretsmanager/secret:Secret", { name: "signing" });
      await cloud.engine.delete(secret);
      assert.equal(await cloud.engine.read(secret), undefined);
      assert.deepEqual(readAccount(cloud.engine.dir)?.resources, [], "the account is empty all the same");
      await refused(
        "InvalidRequestException",
        cloud.site.make("secretsmanager/secret:Secret", { name: "signing" }),
      );
      await cloud.site.make("secretsmanager/secret:Secret", { name: "signing", region: "us-east-1" });
    });

    it("let their name go at once without a recovery window, and take no window of a few days", async () => {
      const free = { name: "signing", recoveryWindowInDays: 0 };
      await cloud.engine.delete(await cloud.site.make("secretsmanager/secret:Secret", free));
      await cloud.site.make("secretsmanager/secret:Secret", free);
      await refused(
        "InvalidParameterException",
        cloud.site.make("secretsmanager/secret:Secret", { name: "other", recoveryWindowInDays: 3 }),
      );
    });

    it("have one name once, principals that exist, and keys that exist", async () => {
      await cloud.site.make("secretsmanager/secret:Secret", { name: "signing" });
      await refused(
        "ResourceExistsException",
        cloud.site.make("secretsmanager/secret:Secret", { name: "signing" }),
      );
      const policy = JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/nobody" },
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
          },
        ],
      });
      await refused(
        "MalformedPolicyDocumentException",
        cloud.site.make("secretsmanager/secret:Secret", { policy }),
      );
      await refused(
        "InvalidParameterException",
        cloud.site.make("secretsmanager/secret:Secret", { kmsKeyId: "none" }),
      );
    });

    it("get versions from the program, and write-only values are kept nowhere but in them", async () => {
      const secret = await cloud.site.make("secretsmanager/secret:Secret", {});
      const version = (inputs: Props) =>
        cloud.site.make("secretsmanager/secretVersion:SecretVersion", { secretId: secret.id, ...inputs });
      await version({ secretString: "one" });
      const written = await version({ secretStringWo: "two", secretStringWoVersion: 1 });
      assert.deepEqual(Object.values(versionsIn() ?? {}), ["one", "two"]);
      assert.equal(written.outputs["hasSecretStringWo"], true);
      const record = readAccount(cloud.engine.dir)?.resources.find(({ id }) => id === written.id);
      assert.doesNotMatch(JSON.stringify(record), /two/);
      assert.equal(
        (await cloud.engine.diff(written, { ...written.inputs, secretStringWo: "three" })).some,
        false,
      );
      await refused("InvalidRequestException", version({}));
      await refused("InvalidRequestException", version({ secretStringWo: "four" }));
      await refused("ResourceNotFoundException", version({ secretId: "none", secretString: "five" }));
    });
  });

  describe("parameters", () => {
    const make = (inputs: Props) =>
      cloud.site.make("ssm/parameter:Parameter", {
        name: "/signing/dev",
        type: "SecureString",
        value: "pem",
        ...inputs,
      });

    it("are found again by the function that looks them up", async () => {
      const made = await make({});
      assert.equal(made.outputs["arn"], "arn:aws:ssm:eu-west-1:111122223333:parameter/signing/dev");
      assert.equal(made.outputs["keyId"], "alias/aws/ssm");
      const find = () => cloud.engine.invoke("aws:ssm/getParameter:getParameter", { name: "/signing/dev" });
      assert.deepEqual([(await find())["value"], (await find())["version"]], ["pem", 1]);
      await cloud.engine.update(made, { ...made.inputs, value: "next" });
      assert.deepEqual([(await find())["value"], (await find())["version"]], ["next", 2]);
      await cloud.engine.delete(made);
      await refused("ParameterNotFound", find());
    });

    it("have one name once, a value that fits, and a key only where they are encrypted", async () => {
      await make({});
      await refused("ParameterAlreadyExists", make({}));
      await make({ overwrite: true });
      await refused("ValidationException", make({ name: "/long", value: "x".repeat(4097) }));
      await make({ name: "/long", value: "x".repeat(4097), tier: "Advanced" });
      await refused("ValidationException", make({ name: "/aws/mine" }));
      await refused("ValidationException", make({ name: "/plain", type: "String", keyId: "alias/aws/ssm" }));
      await refused("InvalidKeyId", make({ name: "/keyed", keyId: "none" }));
    });
  });

  describe("instances of the caller's own", () => {
    it("become targets in their own VPC, and hold their subnet and groups", async () => {
      const { vpc, subnets, group } = await cloud.site.network();
      const subnet = subnets[0];
      assert.ok(subnet);
      const role = await cloud.site.make("iam/role:Role", { assumeRolePolicy: TRUST });
      const profile = await cloud.site.make("iam/instanceProfile:InstanceProfile", { role: role.id });
      const inputs = {
        ami: "ami-0123456789abcdef0",
        instanceType: "t4g.small",
        subnetId: subnet.id,
        vpcSecurityGroupIds: [group.id],
        iamInstanceProfile: profile.id,
      };
      const instance = await cloud.site.make("ec2/instance:Instance", inputs);
      assert.match(String(instance.outputs["privateIp"]), /^10\.0\.0\.\d+$/);
      await refused("DependencyViolation", cloud.engine.delete(subnet));
      await refused("DependencyViolation", cloud.engine.delete(group));
      await refused("MissingParameter", cloud.site.make("ec2/instance:Instance", { subnetId: subnet.id }));
      await refused(
        "InvalidParameterValue",
        cloud.site.make("ec2/instance:Instance", { ...inputs, iamInstanceProfile: "none" }),
      );
      const targets = await cloud.site.make("lb/targetGroup:TargetGroup", {
        port: 8443,
        protocol: "HTTPS",
        vpcId: vpc.id,
      });
      const attach = (targetId: string, targetGroupArn = targets.id) =>
        cloud.site.make("lb/targetGroupAttachment:TargetGroupAttachment", { targetGroupArn, targetId });
      await attach(instance.id);
      await refused("InvalidTarget", attach("i-0000000000000000"));
      await refused("TargetGroupNotFound", attach(instance.id, "arn:none"));
    });
  });

  it("a certificate keeps its main name with an empty list of others", async () => {
    const certificate = await cloud.site.make("acm/certificate:Certificate", {
      domainName: "www.example.com",
      subjectAlternativeNames: [],
      validationMethod: "DNS",
    });
    assert.deepEqual(certificate.outputs["subjectAlternativeNames"], ["www.example.com"]);
    assert.equal((certificate.outputs["domainValidationOptions"] as unknown[]).length, 1);
    assert.equal((await cloud.engine.diff(certificate, certificate.inputs)).some, false);
    const later = await cloud.engine.update(certificate, { ...certificate.inputs, tags: { a: "b" } });
    assert.deepEqual(later.outputs["subjectAlternativeNames"], ["www.example.com"]);
  });
});
